"""Makes sums ahead, of periods that people ask for again and again, where there is so much that an answer takes its time.

Nothing depends on it: who dies here leaves sums behind that nobody knows of, and answers are added up from every order as before.
"""

import logging
import math
import time
from collections.abc import Sequence
from typing import Any

from affluent.keeping_up import keep_trying
from runtime.stopping import Stop
from warehouse.ahead import Reading, told_of
from warehouse.connect import Warehouse
from warehouse.handed import clicked_rows, sold_rows
from warehouse.latest import KEPT, Latest
from warehouse.period import Period
from warehouse.settled import RANK, VALID_S, Generation, Reach, Sums
from warehouse.since import MODELS, Since
from warehouse.tables import CLICKED_AHEAD, SOLD_AHEAD

log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0
REST_S = 0.2
"""Between two looks while somebody asks: what is stored is read at once, so that who asks next need not wait for it."""
LATELY_S = 5.0
"""Nobody who asked so long ago is waited for."""
FEW_ORDERS = 50_000
"""So few are added up soon enough."""
PERIODS = 6
STEP = 120
"""After so many changed orders a step is made: each question adds up what came after the last one."""
STEPS = 12
"""What so many of them added is merged, so that an answer does not read ever more parts."""
CLICKS = 4
"""So many clicks are as much as one order."""
RENEW_S = VALID_S / 2
"""When they are so old, all orders are read again."""
FORGET_S = 60
"""Sums of ours that were replaced so long ago are read by no question that is still being answered."""
FORGET_EVERY_S = 5
FORGOTTEN_NS = 2 * int(VALID_S) * 1_000_000_000
"""Whoever made them: nobody uses them any more."""
TABLES = ("settled_orders", "settled_figures")


class Settling:
    """Of one thread. Ids are the nanosecond in which something was begun, so that its age is known."""

    def __init__(self, warehouse: Warehouse, few_orders: int = FEW_ORDERS, step: int = STEP) -> None:
        self._warehouse, self._few_orders, self._step = warehouse, few_orders, step
        self._replaced: dict[int, float] = {}
        self._looked_at = self._forgot_at = -math.inf

    def run(self, stop: Stop) -> None:
        """Keep up until stopped."""
        keep_trying("sums made ahead", self.look, stop, REST_S)

    def look(self) -> None:
        """Keep up as soon as something is stored, or every second where nobody asks."""
        self._warehouse.news.wait(LOOK_EVERY_S)
        if self._warehouse.settled.asked_s() < LATELY_S or time.monotonic() - self._looked_at >= LOOK_EVERY_S:
            self._looked_at = time.monotonic()
            self._warehouse.news.clear()
            self.keep_up()

    def keep_up(self) -> None:
        """Make what is asked for and missing, or the next step. After a failure everything is made again under other ids."""
        periods = self._warehouse.settled.asked(PERIODS)
        if not periods or self._orders() < self._few_orders:
            return
        try:
            self._go_on(periods)
        except Exception:
            self._publish(None)
            raise
        self._forget()

    def _go_on(self, periods: list[Period]) -> None:
        made = self._warehouse.settled.generation
        if made is None or _is_over(made, periods) or (reading := self._warehouse.reader.read(made)).over:
            self._publish(self._read_all(periods))
        elif reading.told != made.told:
            self._publish(self._told_anew(made._replace(told=reading.told)))
        elif self._is_much(reading.since):
            self._publish(self._stepped(made, reading))

    def _orders(self) -> int:
        return int(self._warehouse.rows("SELECT count() AS many FROM credits")[0]["many"])

    def _is_much(self, since: Since) -> bool:
        much = len(since.orders) >= self._step or len(since.clicks) >= CLICKS * self._step
        return much and not since.unnamed()

    def _read_all(self, periods: list[Period]) -> Generation:
        id, began = time.time_ns(), time.monotonic()
        told, clicked = told_of(self._warehouse.reader.blocks()), self._warehouse.select("settle/clicked")
        self._warehouse.execute("settle/orders", settled=id)
        orders = self._warehouse.select("settle/reach", settled=id)
        reach, clicked_to = Reach(_epoch(orders)).beyond(orders), Reach(_epoch(clicked or orders)).beyond(clicked)
        sums = {period: Sums(self._sums(id, period)) for period in periods}
        latest = {period: self._latest(id, period) for period in periods}
        made = Generation(id, reach, clicked_to, began, sums, latest, told)
        log.info("%d periods are summed ahead, which took %.1f s", len(periods), time.monotonic() - began)
        return self._told_anew(made)

    def _sums(self, generation: int, period: Period) -> int:
        id = time.time_ns()
        for statement in ("settle/sums", "settle/wholes"):
            self._warehouse.execute(statement, settled=generation, sums=id, **period._asdict())
        return id

    def _latest(self, generation: int, period: Period) -> Latest:
        return Latest.of(self._warehouse.select("settle/latest", settled=generation, most=KEPT, **period._asdict()))

    def _told_anew(self, made: Generation) -> Generation:
        """With clicks and costs, as costs and the catalog are told now."""
        place = made.clicked.told_as("clicked")
        return made._replace(sums={period: self._merged(sums, period, place) for period, sums in made.sums.items()})

    def _merged(self, sums: Sums, period: Period, place: dict[str, Any]) -> Sums:
        costs, clicks = time.time_ns(), time.time_ns() + 1
        self._warehouse.execute("settle/costs", sums=costs, creators=[], **period._asdict())
        self._warehouse.execute("settle/clicks", sums=clicks, **period._asdict(), **place)
        merged = self._anew(sums, sums.orders, *sums.kept, *sums.sold, costs, clicks)
        for id in (costs, clicks):
            self._warehouse.execute("settle/forget", table="settled_figures", id=id)
        return merged

    def _anew(self, sums: Sums, *ids: int) -> Sums:
        """With these merged, and no step after them."""
        merged = self._added(ids)
        found = self._warehouse.select("settle/floors", sums=merged, rank=RANK)
        floors = {(row["level"], model): floor for row in found for model, floor in zip(MODELS, row["floors"], strict=True)}
        of_contents = [floors.get(("content", model), 0) for model in MODELS]
        above = frozenset(row["key"] for row in self._warehouse.select("settle/above", sums=merged, floors=of_contents))
        kept = (*sums.kept, *sums.sold)
        return Sums(sums.orders, kept if len(kept) <= 2 * STEPS else (self._added(kept),), merged, floors, above)

    def _added(self, ids: Sequence[int]) -> int:
        id = time.time_ns()
        self._warehouse.execute("settle/added", sums=id, of=list(ids))
        return id

    def _stepped(self, made: Generation, reading: Reading) -> Generation:
        """A step further: as far as was read."""
        place, step_to = made.reach.told_as("settled"), list(reading.reach.offsets)
        self._warehouse.execute("settle/step_orders", settled=made.id, step_to=step_to, **place)
        sums = {period: self._further(before, reading.since, period) for period, before in made.sums.items()}
        latest = {period: before.with_changes(reading.since, period) for period, before in made.latest.items()}
        return made._replace(reach=reading.reach, clicked=reading.clicked, sums=sums, latest=latest)

    def _further(self, before: Sums, since: Since, period: Period) -> Sums:
        sold, clicked = time.time_ns(), time.time_ns() + 1
        rows = {SOLD_AHEAD: sold_rows(sold, since, period), CLICKED_AHEAD: clicked_rows(clicked, since, period)}
        self._warehouse.insert_all({table: some for table, some in rows.items() if some})
        now = before._replace(
            sold=(*before.sold, sold) if rows[SOLD_AHEAD] else before.sold,
            clicked=(*before.clicked, clicked) if rows[CLICKED_AHEAD] else before.clicked,
            touched=before.touched | since.touched(),
        )
        return self._anew(now, *now.whole) if len(now.whole) > 1 + STEPS else now

    def _publish(self, made: Generation | None) -> None:
        before, self._warehouse.settled.generation = self._warehouse.settled.generation, made
        gone = _ids(before) - _ids(made)
        self._replaced |= dict.fromkeys(gone, time.monotonic())

    def _forget(self) -> None:
        """Delete what no question is answered by any more."""
        now, long_ago = time.monotonic(), time.time_ns() - FORGOTTEN_NS
        if now - self._forgot_at < FORGET_EVERY_S:
            return
        self._forgot_at = now
        due = {id for id, at in self._replaced.items() if now - at > FORGET_S}
        for table in TABLES:
            for id in self._stored(table):
                if id in due or id < long_ago:
                    self._warehouse.execute("settle/forget", table=table, id=id)
        self._replaced = {id: at for id, at in self._replaced.items() if id not in due}

    def _stored(self, table: str) -> list[int]:
        return [row["id"] for row in self._warehouse.select("settle/stored", table=table)]


def _ids(made: Generation | None) -> set[int]:
    return {made.id, *(id for sums in made.sums.values() for id in sums.ids)} if made else set()


def _is_over(made: Generation, periods: list[Period]) -> bool:
    return time.monotonic() - made.made_at > RENEW_S or not made.sums.keys() >= set(periods)


def _epoch(rows: list[dict[str, Any]]) -> int:
    return int(rows[0]["epoch"]) if rows else 0
