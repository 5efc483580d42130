"""Waiting for what another process does."""

import time
from collections.abc import Callable

LOOK_S = 0.05


class TookTooLong(Exception):
    """Something that was waited for did not come; the message says what."""


def until(done: Callable[[], object], what: Callable[[], str], seconds: float, look_s: float = LOOK_S) -> float:
    """Wait until `done` is true; returns the seconds it took. Raises TookTooLong, which says `what` was waited for."""
    began = time.monotonic()
    while not done():
        if time.monotonic() - began > seconds:
            raise TookTooLong(f"after {seconds:.0f} s still waiting for: {what()}")
        time.sleep(look_s)
    return time.monotonic() - began
