"""The live world's pace: acts keep their distance, also after the world was held up."""

import time
from collections.abc import Callable


class WorldClock:
    """Waits until an act is due. Being late moves all that follows, so that nothing is hurried."""

    def __init__(self, now: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep) -> None:
        self._now, self._sleep = now, sleep
        self._began = now()

    def wait_for(self, at_ms: int) -> None:
        """Return when `at_ms` after the start has come."""
        ahead = self._began + at_ms / 1000 - self._now()
        if ahead > 0:
            self._sleep(ahead)
        else:
            self._began -= ahead
