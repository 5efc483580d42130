"""Sums made ahead: of periods that people ask for again and again, and what was stored since is added in each answer."""

import threading
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from events.moments import DAY_MS
from warehouse.named import UNCOSTED, UNSETTLED, nothing_chosen

ASKED_S = 600.0
"""A period that nobody asked for so long is forgotten."""
AGAIN_S = 5.0
"""Who asks for the same period so much later asks again and again."""
VALID_S = 1800.0
"""A generation older than this is not used, so that it may be deleted whoever made it."""
ASKING = {"since", "until", "currency", "brands"}


class Period(NamedTuple):
    """Half-open, milliseconds since 1970; and the currency of its sums."""

    since: int
    until: int
    currency: str


def _of_days(given: Mapping[str, Any]) -> Period | None:
    """The period of a question if it is of whole days (UTC), as people look at. Others, up to the newest data, never come again.

    The API says numbers as text. Of what is no number the engine says so.
    """
    try:
        since, until = int(given["since"]), int(given["until"])
    except ValueError:
        return None
    return Period(since, until, given["currency"]) if since % DAY_MS == until % DAY_MS == 0 else None


class Generation(NamedTuple):
    """One reading of all orders, and the sums that were made of it, by period: those of all, then what the steps after it add.

    `reach`: of the epoch, by partition, the first offset that it does not hold. `costs`: what accrued to each period, as long as
    what is told of costs and in the catalog is still `told`.
    """

    id: int
    epoch: int
    reach: tuple[int, ...]
    made_at: float
    sums: Mapping[Period, tuple[int, ...]]
    costs: Mapping[Period, int] = MappingProxyType({})
    told: str = ""

    @property
    def place(self) -> dict[str, Any]:
        """How far it goes, as statements take it."""
        return {"settled_epoch": self.epoch, "settled_to": list(self.reach)}

    def ahead(self, period: Period, told_now: Callable[[], str]) -> "Ahead":
        """What of a period was made ahead."""
        if period not in self.sums:
            return NOTHING
        sums = Ahead(frozenset({UNSETTLED}), {"settled": self.id, "settled_sums": list(self.sums[period]), **self.place})
        if period not in self.costs or told_now() != self.told:
            return sums
        return Ahead(sums.cases | {UNCOSTED}, {**sums.parameters, "settled_costs": self.costs[period]})


class Ahead(NamedTuple):
    """Which cases of a statement were made ahead, and what it needs in order to go on from them."""

    cases: frozenset[str]
    parameters: Mapping[str, Any]


NOTHING = Ahead(frozenset(), MappingProxyType({}))


class Settled:
    """What is summed up ahead, and what people ask for. Any thread may ask; one changes it."""

    def __init__(self) -> None:
        self.generation: Generation | None = None
        self._asked: dict[Period, tuple[float, float]] = {}
        self._noting = threading.Lock()

    def known_for(self, given: Mapping[str, Any], told_now: Callable[[], str]) -> Ahead:
        """What was made ahead of a question's period, which counts as asked for either way.

        `told_now` answers what is told of costs and in the catalog.
        """
        if not (given.keys() >= ASKING and nothing_chosen(given) and (period := _of_days(given))):
            return NOTHING
        now = time.monotonic()
        with self._noting:
            self._asked[period] = (self._asked.get(period, (now, now))[0], now)
        made = self.generation
        return made.ahead(period, told_now) if made and now - made.made_at < VALID_S else NOTHING

    def asked(self, most: int) -> list[Period]:
        """The periods that were asked for again and again lately, the last one first, and no more than so many."""
        now = time.monotonic()
        with self._noting:
            self._asked = {period: (first, last) for period, (first, last) in self._asked.items() if now - last < ASKED_S}
            again = {period: last for period, (first, last) in self._asked.items() if last - first >= AGAIN_S}
        return sorted(again, key=lambda period: -again[period])[:most]
