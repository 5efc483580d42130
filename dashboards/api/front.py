"""The door of the board: a token in an address becomes a cookie; strangers see nothing of it, not even its scripts."""

import re
import secrets
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboards.api.access import COOKIE, may_look
from dashboards.api.locked import locked
from runtime.settings import Settings

DAY_S = 86_400
BY_BEARER = re.compile(r"/v1/|/(?:healthz|readyz|metrics)$")
"""What asks for a bearer token by itself, or for none."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def policy(nonce: str) -> str:
    """What a page of the board may load: only from here. Vue compiles its templates in the browser, ECharts writes styles."""
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


class Door:
    """Everything passes here: locked to strangers, every answer with its headers, a page's scripts with the page's nonce."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        answer = Answer(send) if scope["type"] == "http" else send
        refusal = None if BY_BEARER.match(scope["path"]) else self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, answer)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, answer)

    def _refusal(self, scope: Scope) -> Response | None:
        token = dict(parse_qsl(scope["query_string"].decode("latin-1"))).get("token", "")
        if token and scope["type"] == "http" and scope["method"] == "GET":
            return self._let_in(scope, token)
        asked = HTTPConnection(scope)
        kept = asked.cookies.get(COOKIE, "")
        is_known = may_look(kept, self._settings)
        return None if is_known and _is_from_here(asked.headers) else locked(refused=bool(kept) and not is_known)

    def _let_in(self, scope: Scope, token: str) -> Response:
        if not may_look(token, self._settings):
            return locked(refused=True)
        rest = [(name, value) for name, value in parse_qsl(scope["query_string"].decode("latin-1")) if name != "token"]
        path = "/" + scope["path"].lstrip("/")  # two slashes would lead to another host
        answer = RedirectResponse(f"{path}?{urlencode(rest)}" if rest else path, status_code=303)
        secure = self._settings.cookie_secure
        answer.set_cookie(COOKIE, token, max_age=DAY_S, httponly=True, secure=secure, samesite="lax", path="/")
        return answer


def _is_from_here(headers: Headers) -> bool:
    """Whether a request that names an origin names ours: another site on this machine shares our cookies."""
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")


class Answer:
    """An answer on its way out."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._page: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        """ASGI's send."""
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif self._page is not None:
            await self._go_on(self._page, message)
        else:
            await self._send(message)

    async def _begin(self, message: Message) -> None:
        headers = MutableHeaders(raw=message.setdefault("headers", []))
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        if headers.get("x-nicegui-content") == "page":
            self._page = message
            return
        headers.setdefault("Content-Security-Policy", NOTHING)
        await self._send(message)

    async def _go_on(self, page: Message, message: Message) -> None:
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        nonce = secrets.token_urlsafe(16)
        body = self._body.replace(b"<script", b'<script nonce="' + nonce.encode() + b'"')
        headers = MutableHeaders(raw=page["headers"])
        headers["Content-Security-Policy"] = policy(nonce)
        headers["Content-Length"] = str(len(body))
        await self._send(page)
        await self._send({"type": "http.response.body", "body": body})
