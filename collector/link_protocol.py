"""Tracked links are answered where their headers are read: no task, no ASGI messages for what most requests are.

uvicorn spends more on the way to an app and back than a redirect costs. Whatever is not the plain case goes that way all the
same, and the same `TrackedLinks` answers it there. This leans on how uvicorn's class is built, so the tests compare both ways
byte for byte on real connections.
"""

import re
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from collector.idle_timer import IdleTimer
from collector.redirect import TrackedLinks

PLAIN_LINK = re.compile(rb"/r/[A-Za-z0-9_-]+(?=\?|\Z)")
"""A path that says the same before and after it is decoded; a query changes nothing."""


class TrackedLinkProtocol(HttpToolsProtocol):
    """uvicorn's HTTP, for a config whose app is a `TrackedLinks`."""

    def __init__(self, *told: Any, **named: Any) -> None:
        super().__init__(*told, **named)
        app = self.config.app
        if not isinstance(app, TrackedLinks):
            raise TypeError("the app of this protocol must be a TrackedLinks")
        self._links, self._answers, self._answered = app, app.answers, False
        self._idle = IdleTimer(self.loop, self.timeout_keep_alive, self._end_unless_asked)

    def on_headers_complete(self) -> None:
        """Answer at once, or start the app."""
        link = PLAIN_LINK.match(self.url)
        self._answered = link is not None and self._is_plain() and self._answer(link[0].decode("ascii"))
        if not self._answered:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Nobody reads the body of a request that is answered."""
        if not self._answered:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Nobody waits for the end of a request that is answered."""
        if not self._answered:
            super().on_message_complete()

    def shutdown(self) -> None:
        """uvicorn closes a connection whose requests are answered: first they are."""
        self._answers.give_all()
        super().shutdown()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is waited for."""
        self._idle.stop()
        super().connection_lost(exc)

    def _is_plain(self) -> bool:
        """A GET that may be answered now: it is its turn, and the connection stays open and takes more."""
        parser, earlier = self.parser, self.cycle
        return bool(
            parser.get_method() == b"GET"
            and parser.get_http_version() == "1.1"
            and parser.should_keep_alive()
            and not parser.should_upgrade()
            and (earlier is None or earlier.response_complete)
            and not self.flow.write_paused
            and not self.transport.is_closing()
        )

    def _answer(self, path: str) -> bool:
        try:
            status, headers, body = self._links.follow("GET", path, self.headers)
        except Exception:  # noqa: BLE001 - the parser would make a 400 of it and drop the reason: uvicorn logs it and answers 500
            return False
        said = [STATUS_LINE[status]]
        for name, value in (*self.server_state.default_headers, *headers):
            said += (name, b": ", value, b"\r\n")
        said += (b"\r\n", body)
        self._answers.give(self.transport, b"".join(said))
        self._wait_for_the_next()
        return True

    def _wait_for_the_next(self) -> None:
        """For what answers uvicorn does this in `on_response_complete`, with a new timer for each."""
        self.server_state.total_requests += 1
        self.url = b""
        self._idle.restart()

    def _end_unless_asked(self) -> None:
        """A request that has begun is waited for; once the app has answered it, uvicorn's own timer counts."""
        if self.url:
            self._idle.restart()
        else:
            self.transport.close()
