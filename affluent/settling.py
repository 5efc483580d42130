"""Makes sums ahead, of periods that people ask for again and again, where there is so much that an answer takes its time.

Nothing depends on it: who dies here leaves sums behind that nobody knows of, and answers are added up from every order as before.
"""

import logging
import time
from collections.abc import Sequence
from typing import Any

from affluent.keeping_up import keep_trying
from runtime.stopping import Stop
from warehouse.connect import Warehouse
from warehouse.settled import VALID_S, Generation, Period

log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0
FEW_ORDERS = 50_000
"""So many are added up as quickly as sums of them are read."""
PERIODS = 6
STEP = 100
"""After so many decisions a step is made: each question adds up what came after the last one."""
RENEW_S = VALID_S / 2
"""When they are so old, all orders are read again."""
FORGET_S = 60
"""Sums of ours that were replaced so long ago are read by no question that is still being answered."""
FORGOTTEN_NS = 2 * int(VALID_S) * 1_000_000_000
"""Whoever made them: nobody uses them any more."""
TABLES = ("settled_orders", "settled_sums", "settled_costs")


class Settling:
    """Of one thread. Ids are the nanosecond in which something was begun, so that its age is known."""

    def __init__(self, warehouse: Warehouse, few_orders: int = FEW_ORDERS, step: int = STEP) -> None:
        self._warehouse, self._few_orders, self._step = warehouse, few_orders, step
        self._replaced: dict[int, float] = {}

    def run(self, stop: Stop) -> None:
        """Keep up until stopped."""
        keep_trying("sums made ahead", self.keep_up, stop, LOOK_EVERY_S)

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
        since = self._warehouse.select("settle/since", **made.place) if made else []
        if made is None or self._is_over(made, periods, since):
            self._publish(self._read_all(periods))
        elif made.told != self._warehouse.costs_told():
            self._publish(self._costed(made))
        elif sum(row["decisions"] for row in since) >= self._step:
            self._publish(self._next(made, since))

    def _orders(self) -> int:
        return int(self._warehouse.rows("SELECT count() AS many FROM credits")[0]["many"])

    def _is_over(self, made: Generation, periods: list[Period], since: list[dict[str, Any]]) -> bool:
        old = time.monotonic() - made.made_at > RENEW_S
        return old or not made.sums.keys() >= set(periods) or any(row["epoch"] != made.epoch for row in since)

    def _read_all(self, periods: list[Period]) -> Generation:
        id, began = time.time_ns(), time.monotonic()
        self._warehouse.execute("settle/orders", settled=id)
        reach = self._warehouse.select("settle/reach", settled=id)
        made = Generation(id, reach[0]["epoch"], _beyond((), reach), began, {})
        sums = {period: (self._sums(id, period),) for period in periods}
        log.info("%d periods are summed ahead, which took %.1f s", len(periods), time.monotonic() - began)
        return self._costed(made._replace(sums=sums))

    def _costed(self, made: Generation) -> Generation:
        told, first = self._warehouse.costs_told(), time.time_ns()
        costs = {period: first + number for number, period in enumerate(made.sums)}
        for period, id in costs.items():
            self._warehouse.execute("settle/costs", sums=id, creators=[], **period._asdict())
        return made._replace(costs=costs, told=told)

    def _sums(self, generation: int, period: Period) -> int:
        id = time.time_ns()
        self._warehouse.execute("settle/sums", settled=generation, sums=id, **period._asdict())
        return id

    def _next(self, made: Generation, since: list[dict[str, Any]]) -> Generation:
        reach = _beyond(made.reach, since)
        self._warehouse.execute("settle/step_orders", settled=made.id, step_to=list(reach), **made.place)
        first = time.time_ns()
        ids = {period: first + number for number, period in enumerate(made.sums)}
        periods = [(ids[period], *(before[1:] or (0,)), *period) for period, before in made.sums.items()]
        self._warehouse.execute("settle/step_sums", settled=made.id, periods=periods, **made.place)
        return made._replace(reach=reach, sums={period: (before[0], ids[period]) for period, before in made.sums.items()})

    def _publish(self, made: Generation | None) -> None:
        before, self._warehouse.settled.generation = self._warehouse.settled.generation, made
        gone = _ids(before) - _ids(made)
        self._replaced |= dict.fromkeys(gone, time.monotonic())

    def _forget(self) -> None:
        """Delete what no question is answered by any more."""
        now, long_ago = time.monotonic(), time.time_ns() - FORGOTTEN_NS
        due = {id for id, at in self._replaced.items() if now - at > FORGET_S}
        for table in TABLES:
            for id in self._stored(table):
                if id in due or id < long_ago:
                    self._warehouse.execute("settle/forget", table=table, id=id)
        self._replaced = {id: at for id, at in self._replaced.items() if id not in due}

    def _stored(self, table: str) -> list[int]:
        return [row["id"] for row in self._warehouse.select("settle/stored", table=table)]


def _ids(made: Generation | None) -> set[int]:
    return {made.id, *(id for ids in made.sums.values() for id in ids), *made.costs.values()} if made else set()


def _beyond(reach: Sequence[int], rows: list[dict[str, Any]]) -> tuple[int, ...]:
    """By partition the first offset behind all rows."""
    offsets = dict(enumerate(reach)) | {row["partition"]: row["offset"] for row in rows}
    return tuple(offsets.get(partition, 0) for partition in range(max(offsets) + 1))
