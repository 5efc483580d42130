"""Notices when nothing has happened for a while, at the price of a look at the clock each time that something does."""

import asyncio
from collections.abc import Callable


class IdleTimer:
    """Calls `expired` once, so many seconds after the last `restart`.

    Setting a timer of the event loop for each request is a tenth of what a redirect costs. So one is left running, and when it
    is due it is set again for what is left.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float, expired: Callable[[], None]) -> None:
        self._loop, self._seconds, self._expired = loop, seconds, expired
        self._since = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def restart(self) -> None:
        """Something has happened."""
        self._since = self._loop.time()
        if self._timer is None:
            self._timer = self._loop.call_later(self._seconds, self._due)

    def stop(self) -> None:
        """Call nobody, until it is started again."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _due(self) -> None:
        self._timer = None
        left = self._since + self._seconds - self._loop.time()
        if left > 0:
            self._timer = self._loop.call_later(left, self._due)
        else:
            self._expired()
