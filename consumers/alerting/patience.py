"""When to try again: at once, then later and later."""

import time

FIRST_S = 1.0


class Patience:
    """Seconds of a clock that is not set back; each failure in a row doubles the pause, up to the longest."""

    def __init__(self, longest_s: float) -> None:
        self._longest, self._pause, self._due = longest_s, FIRST_S, 0.0

    @property
    def is_over(self) -> bool:
        """Whether it is time."""
        return time.monotonic() >= self._due

    def rest(self, seconds: float) -> None:
        """It worked: not before so many seconds again."""
        self._pause, self._due = FIRST_S, time.monotonic() + seconds

    def fail(self) -> float:
        """It did not; returns the pause in seconds."""
        pause, self._pause = min(self._pause, self._longest), self._pause * 2
        self._due = time.monotonic() + pause
        return pause

    def end(self) -> None:
        """There is news: try at once."""
        self._pause, self._due = FIRST_S, 0.0
