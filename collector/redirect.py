"""A tracked link: one click kept, one 302 to where the catalog says. Plain ASGI, because most requests are this one."""

import logging

import msgspec
from starlette.types import ASGIApp, Receive, Scope, Send

from collector.click_ids import Signer, new_id
from collector.doors import Clock
from collector.spool import Record, Spool, SpoolFull
from collector.traffic import flags_of, referrer_host
from domain.destination import UnsafeDestination, around_click_id, browser_address
from events.catalog import Link
from events.catalog_book import CatalogBook
from events.click import ClickFlag
from events.moments import from_ms
from events.topics import CLICKS
from runtime.metrics import ACCEPTED, CLICKS_LOST, REFUSED
from runtime.settings import Settings

log = logging.getLogger(__name__)
PREFIX = "/r/"
COOKIE = b"afl_visitor"
NO_STORE = (b"cache-control", b"no-store")
EMPTY = (b"content-length", b"0")
DAY_S = 86_400

Answer = tuple[int, list[tuple[bytes, bytes]], bytes]
_encode = msgspec.json.Encoder().encode
_accepted = ACCEPTED.labels("click")


class TrackedLinks:
    """Answers /r/{slug}; everything else is passed on."""

    def __init__(self, book: CatalogBook, spool: Spool, settings: Settings, signer: Signer, clock: Clock) -> None:
        self._book, self._spool, self._signer, self._clock = book, spool, signer, clock
        secure = "; Secure" if settings.cookie_secure else ""
        self._cookie_terms = f"; Path=/; Max-Age={settings.cookie_days * DAY_S}; HttpOnly; SameSite=Lax{secure}"

    def around(self, app: ASGIApp) -> ASGIApp:
        """The app with tracked links in front of it."""

        async def serve(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
                await app(scope, receive, send)
                return
            status, headers, body = self.follow(scope)
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

        return serve

    def follow(self, scope: Scope) -> Answer:
        """The answer to a request for a tracked link; the click is kept before it is given."""
        if scope["method"] not in ("GET", "HEAD"):
            return _refused(405, "method", b"method not allowed", [(b"allow", b"GET, HEAD")])
        now = self._clock()
        link = self._book.link_of_slug(scope["path"][len(PREFIX) :], now)
        if link is None:
            return _refused(404, "unknown_slug", b"no such link", [])
        try:
            before, after = around_click_id(link.destination, link.click_parameter)
        except UnsafeDestination:
            log.error("link %s has a destination that is not safe to follow", link.ref)
            return _refused(404, "unsafe_destination", b"no such link", [])
        return self._redirect(link, before, after, scope, now)

    def _redirect(self, link: Link, before: str, after: str, scope: Scope, now: int) -> Answer:
        headers = dict(scope["headers"])
        flags = flags_of(scope["method"], headers)
        known = self._signer.read_cookie(_cookie_of(scope["headers"]))
        visitor = known or (None if flags else new_id())
        nonce = new_id()
        self._keep(link, nonce, visitor, flags, headers.get(b"referer", b""), now)
        if flags or visitor is None:
            return 302, [(b"location", browser_address(link.destination).encode("ascii")), NO_STORE, EMPTY], b""
        location = f"{before}{self._signer.click_id(visitor, nonce)}{after}".encode("ascii")
        answer = [(b"location", location), NO_STORE, EMPTY]
        if known is None:
            value = f"{COOKIE.decode()}={self._signer.cookie(visitor)}{self._cookie_terms}"
            answer.append((b"set-cookie", value.encode("ascii")))
        return 302, answer, b""

    def _keep(self, link: Link, nonce: str, visitor: str | None, flags: tuple[ClickFlag, ...], referrer: bytes, now: int) -> None:
        """A click that can't be kept is counted as lost; its visitor is sent on all the same."""
        at = from_ms(now).isoformat()
        click = {"event_id": nonce, "event_at": at, "received_at": at, "link": link.id, "link_version": link.ref}
        if visitor is not None:
            click["visitor_id"] = visitor
        told = {"flags": flags, "referrer_host": referrer_host(referrer)} if flags or referrer else {}
        try:
            self._spool.append((Record(CLICKS.name, (visitor or nonce).encode(), _encode(click | told)),))
            _accepted.inc()
        except (SpoolFull, OSError):
            CLICKS_LOST.inc()


def _cookie_of(headers: list[tuple[bytes, bytes]]) -> str | None:
    """The visitor cookie among all cookies; a browser may send several headers."""
    for name, value in headers:
        if name == b"cookie":
            for pair in value.split(b";"):
                cookie, _, content = pair.strip().partition(b"=")
                if cookie == COOKIE:
                    return content.decode("latin-1")
    return None


def _refused(status: int, reason: str, why: bytes, headers: list[tuple[bytes, bytes]]) -> Answer:
    REFUSED.labels("redirect", reason).inc()
    answer = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(why)).encode()), NO_STORE]
    return status, [*answer, *headers], why
