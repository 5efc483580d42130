"""Sums made ahead: of which periods people ask for again and again, and how far they go."""

import math
import threading
import time
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from warehouse.latest import Latest
from warehouse.named import nothing_chosen
from warehouse.period import Period, of_days

ASKED_S = 600.0
"""A period that nobody asked for so long is forgotten."""
AGAIN_S = 5.0
"""Who asks for the same period so much later asks again and again."""
VALID_S = 1800.0
"""A generation older than this is not used, so that it may be deleted whoever made it."""
ASKING = {"since", "until", "currency", "brands"}
RANK = 4000
"""So many owners are above a floor: where the first ones are asked for, the others need not be added up."""
NO_FLOOR = -(2**63)


class Reach(NamedTuple):
    """Of an epoch, by partition, the first offset that is not read."""

    epoch: int
    offsets: tuple[int, ...] = ()

    def told_as(self, name: str) -> dict[str, Any]:
        """As statements take it: `settled` of decisions, `clicked` of clicks."""
        return {f"{name}_epoch": self.epoch, f"{name}_to": list(self.offsets)}

    def beyond(self, rows: Iterable[Mapping[str, Any]]) -> "Reach":
        """Behind these rows as well; those of another epoch do not count."""
        offsets = dict(enumerate(self.offsets))
        for row in rows:
            if row["epoch"] == self.epoch:
                offsets[row["partition"]] = max(offsets.get(row["partition"], 0), row["offset"] + 1)
        return Reach(self.epoch, tuple(offsets.get(partition, 0) for partition in range(max(offsets, default=-1) + 1)))


class Sums(NamedTuple):
    """Under which ids the sums of a period stand.

    `orders`: of all orders, `kept`: of the steps after them that are merged; `merged`: all of it with clicks and costs, and of it
    the `floors`, by level and model, and the contents `above` any. `sold`, `clicked`: what steps have added since, whose orders
    `touched` these contents.
    """

    orders: int
    kept: tuple[int, ...] = ()
    merged: int = 0
    floors: Mapping[tuple[str, str], int] = MappingProxyType({})
    above: frozenset[int] = frozenset()
    sold: tuple[int, ...] = ()
    clicked: tuple[int, ...] = ()
    touched: frozenset[int] = frozenset()

    @property
    def whole(self) -> list[int]:
        """The ids of everything."""
        return [self.merged, *self.sold, *self.clicked]

    @property
    def ids(self) -> set[int]:
        """All ids that are used."""
        return {self.orders, *self.kept, *self.whole}

    def floor(self, level: str, model: str, since: int, limit: int) -> int:
        """What a model credits at least to any of the first ones, from where so many may have gone since the last step."""
        floor = self.floors.get((level, model), 0)
        return floor if floor > 0 and limit + since + len(self.touched) <= RANK else NO_FLOOR


class Generation(NamedTuple):
    """One reading of all orders, how far it goes with the steps after it, and the sums that were made of it.

    `told`: what the tables of costs and of the catalog held when costs and clicks were counted.
    """

    id: int
    reach: Reach
    clicked: Reach
    made_at: float
    sums: Mapping[Period, Sums]
    latest: Mapping[Period, Latest]
    told: Mapping[str, int]


class Settled:
    """What is summed up ahead, and what people ask for. Any thread may ask; one changes it."""

    def __init__(self) -> None:
        self.generation: Generation | None = None
        self._asked: dict[Period, tuple[float, float]] = {}
        self._noting = threading.Lock()

    def made_for(self, given: Mapping[str, Any]) -> tuple[Generation, Period] | None:
        """The sums of a question's period, which counts as asked for either way; None if there are none."""
        if not (given.keys() >= ASKING and nothing_chosen(given) and (period := of_days(given))):
            return None
        now = time.monotonic()
        with self._noting:
            self._asked[period] = (self._asked.get(period, (now, now))[0], now)
        made = self.generation
        return (made, period) if made and period in made.sums and now - made.made_at < VALID_S else None

    def asked_s(self) -> float:
        """How many seconds ago somebody asked last."""
        with self._noting:
            return time.monotonic() - max((last for _, last in self._asked.values()), default=-math.inf)

    def asked(self, most: int) -> list[Period]:
        """The periods that were asked for again and again lately, the last one first, and no more than so many."""
        now = time.monotonic()
        with self._noting:
            self._asked = {period: (first, last) for period, (first, last) in self._asked.items() if now - last < ASKED_S}
            again = {period: last for period, (first, last) in self._asked.items() if last - first >= AGAIN_S}
        return sorted(again, key=lambda period: -again[period])[:most]
