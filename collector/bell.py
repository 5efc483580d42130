"""Tells an event loop in another thread that something came; one that looked itself would take the interpreter at every look."""

import asyncio
from collections.abc import Callable
from contextlib import suppress


class Bell:
    """Rung from any thread; one loop at a time waits for it."""

    def __init__(self) -> None:
        self._ring: Callable[[], object] | None = None

    def ring(self) -> None:
        """Wake who waits, if anybody does."""
        ring = self._ring
        if ring:
            with suppress(RuntimeError):  # its loop was closed meanwhile: nobody waits
                ring()

    async def heard(self, seconds: float, already: Callable[[], object]) -> None:
        """Until it is rung, at most so long; not at all if what it is rung for has come `already`.

        That is asked once the bell can be heard: what comes between a look and the wait is not missed.
        """
        rung, loop = asyncio.Event(), asyncio.get_running_loop()
        self._ring = lambda: loop.call_soon_threadsafe(rung.set)
        try:
            if not already():
                with suppress(TimeoutError):
                    await asyncio.wait_for(rung.wait(), seconds)
        finally:
            self._ring = None
