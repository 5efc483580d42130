"""What the answers about one subject were, and which of them are due again. Pure."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

State = tuple[int, date]
"""How much is stored, and which day it is: as long as neither changes, no answer does."""
PROMPT = frozenset({"overview", "latest_orders", "alerts", "order"})
"""Asked again as soon as something new is stored; the rest takes turns, so that the sink has room."""
REST, LONGEST_REST_S = 4, 10.0
"""What is not prompt rests this many times as long as its answer took."""


class Known:
    """Shapes by the part that shows them."""

    def __init__(self) -> None:
        self.parts: dict[str, Any] = {}
        self.at: datetime | None = None
        self._asked: dict[str, tuple[State, float]] = {}

    def due(self, parts: Iterable[str], state: State, now: float) -> list[str]:
        """The questions that need an answer now."""
        return [
            part for part in parts if part not in self._asked or (self._asked[part][0] != state and now >= self._asked[part][1])
        ]

    def take(self, part: str, told: dict[str, Any], state: State, now: float, took: float) -> dict[str, Any]:
        """Remember an answer that took so many seconds; returns what of it is new."""
        rest = 0.0 if part in PROMPT else min(REST * took, LONGEST_REST_S)
        self._asked[part] = (state, now + rest)
        fresh = {name: shape for name, shape in told.items() if self.parts.get(name) != shape}
        self.parts |= fresh
        return fresh
