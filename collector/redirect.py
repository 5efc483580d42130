"""A tracked link: one click kept, one 302 to where the catalog says. Plain ASGI, because most requests are this one."""

import asyncio
import logging
from functools import lru_cache

import msgspec
from starlette.types import ASGIApp, Receive, Scope, Send

from collector.answers import Answers
from collector.click_ids import Signer, new_id, nonce_at
from collector.click_log import ClickLog
from collector.doors import Clock
from collector.links import FollowedLink, FollowedLinks
from collector.spool import Record, SpoolFull
from collector.traffic import flags_of, referrer_host
from domain.destination import UnsafeDestination
from events.catalog_book import CatalogBook
from events.click import ClickFlag
from events.moments import from_ms
from events.topics import CLICKS
from runtime.metrics import ACCEPTED, CLICKS_LOST, REFUSED
from runtime.settings import Settings

log = logging.getLogger(__name__)
PREFIX = "/r/"
COOKIE = "afl_visitor"
NO_STORE = (b"cache-control", b"no-store")
EMPTY = (b"content-length", b"0")
DAY_S = 86_400
COUNT_S = 0.2
"""So often are clicks added to the metric: adding each would cost more than writing it to the log."""
LONGEST_REFERRER = 4096
"""Browsers send no longer one."""

Headers = list[tuple[bytes, bytes]]
Answer = tuple[int, Headers, bytes]
_encode = msgspec.json.Encoder().encode
_accepted = ACCEPTED.labels("click")


class TrackedLinks:
    """An ASGI app that answers /r/{slug}; everything else is the other doors'."""

    def __init__(
        self, doors: ASGIApp, book: CatalogBook, clicks: ClickLog, settings: Settings, signer: Signer, clock: Clock
    ) -> None:
        self._doors = doors
        self._links, self._clicks, self._signer, self._clock = FollowedLinks(book), clicks, signer, clock
        secure = "; Secure" if settings.cookie_secure else ""
        self._followed: list[Record] = []
        self.answers = Answers(self.keep)
        self._uncounted = 0
        self._cookie_terms = f"; Path=/; Max-Age={settings.cookie_days * DAY_S}; HttpOnly; SameSite=Lax{secure}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._doors(scope, receive, send)
            return
        status, headers, body = self.follow(scope["method"], scope["path"], scope["headers"])
        self.keep()
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    def follow(self, method: str, path: str, headers: Headers) -> Answer:
        """The answer to a request for a tracked link. The click is to be kept before it is given: by `keep`."""
        if method not in ("GET", "HEAD"):
            return _refused(405, "method", b"method not allowed", [(b"allow", b"GET, HEAD")])
        now, slug = self._clock(), path[len(PREFIX) :]
        try:
            link = self._links.of_slug(slug, now)
        except UnsafeDestination:
            log.error("the link behind %r has a destination that is not safe to follow", slug)
            return _refused(404, "unsafe_destination", b"no such link", [])
        if link is None:
            return _refused(404, "unknown_slug", b"no such link", [])
        return self._redirect(link, method, headers, now)

    def keep(self) -> None:
        """Keep the clicks of all links that were followed since the last time, with one write.

        What can't be kept is counted as lost; its visitors are sent on all the same.
        """
        clicks, self._followed = self._followed, []
        if not clicks:
            return
        try:
            self._clicks.append(clicks)
        except (SpoolFull, OSError):
            CLICKS_LOST.inc(len(clicks))
            return
        if not self._uncounted:
            asyncio.get_running_loop().call_later(COUNT_S, self._count)
        self._uncounted += len(clicks)

    def _redirect(self, link: FollowedLink, method: str, listed: Headers, now: int) -> Answer:
        headers = dict(listed)
        flags = flags_of(method, headers)
        known = self._signer.read_cookie(_cookie_of(listed)) if b"cookie" in headers else None
        visitor = known or (None if flags else new_id())
        nonce = nonce_at(now)
        self._note(link, nonce, visitor, _signs(flags, headers.get(b"referer", b"")[:LONGEST_REFERRER]), now)
        if flags or visitor is None:
            return 302, [(b"location", link.plain), NO_STORE, EMPTY], b""
        location = f"{link.before}{self._signer.click_id(visitor, nonce)}{link.after}"
        answer = [(b"location", location.encode("ascii")), NO_STORE, EMPTY]
        if known is None:
            answer.append((b"set-cookie", f"{COOKIE}={self._signer.cookie(visitor)}{self._cookie_terms}".encode("ascii")))
        return 302, answer, b""

    def _note(self, link: FollowedLink, nonce: str, visitor: str | None, signs: str, now: int) -> None:
        who = f',"visitor_id":"{visitor}"' if visitor else ""
        click = f'{{"event_id":"{nonce}",{_moments(now)},{link.told}{who}{signs}}}'
        self._followed.append(Record(CLICKS.name, (visitor or nonce).encode(), click.encode()))

    def _count(self) -> None:
        _accepted.inc(self._uncounted)
        self._uncounted = 0


@lru_cache(maxsize=2)
def _moments(now: int) -> str:
    """When it happened, as members of a click's JSON: many clicks share a millisecond."""
    at = from_ms(now).isoformat()
    return f'"event_at":"{at}","received_at":"{at}"'


@lru_cache(maxsize=4096)
def _signs(flags: tuple[ClickFlag, ...], referrer: bytes) -> str:
    """What speaks for or against a visit, as members of a click's JSON, each behind a comma."""
    host = referrer_host(referrer)
    told = ({"flags": flags} if flags else {}) | ({"referrer_host": host} if host else {})
    return f",{_encode(told).decode()[1:-1]}" if told else ""


def _cookie_of(headers: Headers) -> str | None:
    """The visitor cookie among all cookies; a browser may send several headers."""
    for name, value in headers:
        if name == b"cookie":
            for pair in value.decode("latin-1").split(";"):
                cookie, _, content = pair.strip().partition("=")
                if cookie == COOKIE:
                    return content
    return None


def _refused(status: int, reason: str, why: bytes, headers: Headers) -> Answer:
    REFUSED.labels("redirect", reason).inc()
    answer = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(why)).encode()), NO_STORE]
    return status, [*answer, *headers], why
