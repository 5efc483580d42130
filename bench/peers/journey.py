"""The rule that every contender applies: a person's newest touches, and the last one before a sale. Standard library only."""

from collections.abc import Iterable, Sequence
from typing import Any

KEPT = 20
"""Touches that are remembered of a person."""
WINDOW_MS = 7 * 24 * 60 * 60 * 1000
"""How long a touch may lie before its sale, milliseconds."""


def remember(touches: list, touch: Any) -> list:
    """Put a touch among a person's others, which are in order of time; the newest are kept."""
    touches.append(touch)
    if len(touches) > 1 and touch < touches[-2]:
        touches.sort()
    del touches[:-KEPT]
    return touches


def last_touch(newest_first: Iterable[Sequence], at: int) -> str | None:
    """The creator of the newest touch, (at, id, creator), that is not after the sale at `at`, within the window."""
    for when, _, creator in newest_first:
        if when <= at:
            return creator if at - when < WINDOW_MS else None
    return None
