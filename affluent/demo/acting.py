"""A world that acts in a thread of its own, while the terminal, Ctrl-C and the stack are watched here."""

import threading
from collections.abc import Callable

from affluent.local.stack import Stack, StackFailed

LOOK_S, LEAVE_S = 1.0, 3.0


class Ended(Exception):
    """The world was asked to end while it acted."""


class Acting:
    """Lets a world act until it is done, Ctrl-C is typed, or the stack can't go on."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._ends = threading.Event()
        self._failure = ""

    @property
    def ended(self) -> bool:
        """Whether the end was asked for."""
        return self._stack.wait(0)

    def breathe(self) -> None:
        """To be called by the acts between two requests; raises Ended there when it is time to leave."""
        if self._ends.is_set():
            raise Ended

    def until_done(self, acts: Callable[[], object], look: Callable[[], None] = lambda: None) -> None:
        """Act; look once a second. Raises StackFailed with the reason when the stack or the world can't go on."""
        thread = threading.Thread(target=self._guarded, args=(acts,), name="world", daemon=True)
        thread.start()
        while thread.is_alive() and not self._stack.wait(LOOK_S):
            look()
        if thread.is_alive():
            self._ends.set()
        thread.join(LEAVE_S)
        failure = self._stack.failure or self._failure
        if failure:
            raise StackFailed(failure)

    def _guarded(self, acts: Callable[[], object]) -> None:
        try:
            acts()
        except Ended:
            return
        except Exception as why:  # noqa: BLE001 - the thread's end is seen by the one who waits for it, with the reason
            self._failure = f"the simulated world can't go on: {type(why).__name__}: {why}"
