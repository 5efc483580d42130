"""A worker that is stuck ends itself, so that whoever supervises it starts it again."""

import threading
import time
from collections.abc import Callable

from runtime.stopping import Stop

STUCK_S = 45
LOOK_S = 1.0

Standing = Callable[[], tuple[str, int]]
"""(what the worker waits for, empty if nothing; how many changelog rows are still to be read)"""


class Watchdog:
    """Bites when a worker has waited for the same thing, without any progress, for too long.

    Faust 0.15 can stop fetching for good when rebalances follow each other closely (faust-streaming issues 175, 532):
    nothing is lost then, but nothing moves. A fresh start recovers from the changelog.
    """

    def __init__(self, standing: Standing, bite: Callable[[str], None], stuck_s: float = STUCK_S) -> None:
        self._standing, self._bite, self._stuck_s = standing, bite, stuck_s
        self._stop = Stop()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    def start(self) -> "Watchdog":
        """Watch from now on."""
        self._thread.start()
        return self

    def close(self) -> None:
        """Watch no more."""
        self._stop.set()
        self._thread.join(2)

    def _run(self) -> None:
        standing, since = ("", 0), time.monotonic()
        while not self._stop.wait(LOOK_S):
            now = self._standing()
            if now != standing or not now[0]:
                standing, since = now, time.monotonic()
            elif time.monotonic() - since > self._stuck_s:
                self._bite(f"stuck for {self._stuck_s:.0f} s: {now[0]}, {now[1]} rows to go")
                return
