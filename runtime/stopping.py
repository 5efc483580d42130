"""A clean end: SIGTERM and SIGINT set a flag, loops look at it."""

import signal
import threading
from types import FrameType


class Stop:
    """Set once; `wait` sleeps until then."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def __bool__(self) -> bool:
        return self._event.is_set()

    def set(self) -> None:
        """Ask everything that looks at this to end."""
        self._event.set()

    def wait(self, seconds: float) -> bool:
        """Sleep, or return True as soon as the end was asked for."""
        return self._event.wait(seconds)

    def on_signals(self) -> "Stop":
        """End on SIGTERM and SIGINT; main thread only."""

        def end(number: int, frame: FrameType | None) -> None:
            self._event.set()

        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
        return self
