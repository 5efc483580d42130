"""Where replays are asked for and restatements are kept up: one for the warehouse's process, used by the API and a thread."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from affluent.replay.booking import MARGIN_MS, book_all
from affluent.replay.replay import Question, replay
from affluent.replay.restating import Restatement, propose, publish, restate_what_came, restatements_of
from consumers.feed import WAREHOUSE_DOWN
from domain.attribution.horizons import Horizons
from runtime.settings import Settings
from runtime.stopping import Stop
from warehouse.connect import Warehouse

log = logging.getLogger(__name__)
T = TypeVar("T")
EVERY_S = 10


class Busy(Exception):
    """Something of the kind is being worked out already; the message says so."""


class Desk:
    """Replays take turns, so that the sink has room; so do writers, so that no restatement is written beside another."""

    def __init__(self, warehouse: Warehouse, settings: Settings, now_ms: Callable[[], int] | None = None) -> None:
        self._warehouse, self._now_ms = warehouse, now_ms or _now_ms
        self._horizons = horizons_of(settings)
        self._replaying, self._writing = threading.Lock(), threading.Lock()
        self._stop = Stop()

    def replay(self, question: Question) -> dict[str, Any]:
        """What other terms would have changed. Raises Busy, BadCatalog, UnknownVersion."""
        return alone(self._replaying, lambda: replay(self._warehouse, question, self._horizons))

    def propose(self, question: Question, token: str) -> dict[str, Any]:
        """The same, kept as a proposal."""
        return alone(self._replaying, lambda: propose(self._warehouse, question, self._horizons, token, self._now_ms()))

    def publish(self, id: str, token: str) -> Restatement:
        """Make a proposal the terms of its period. Raises Busy, UnknownRestatement, MayNotPublish."""
        return alone(self._writing, lambda: publish(self._warehouse, id, self._horizons, token, self._now_ms()))

    def restatements(self) -> list[Restatement]:
        """Every one that was proposed."""
        return restatements_of(self._warehouse)

    def keep_up(self) -> None:
        """Restate what came since the last time, then book everything. Raises Busy."""
        alone(self._writing, self._keep_up)

    def run(self, stop: Stop) -> None:
        """Keep up until stopped. What fails is tried again: the books must not end the sink beside them."""
        self._stop = stop
        while not stop:
            try:
                self.keep_up()
            except Busy:
                pass
            except WAREHOUSE_DOWN as why:
                log.warning("the ledger could not be kept up, trying again: %s", str(why)[:300])
            except Exception:
                log.exception("the ledger can't be kept up")
            stop.wait(EVERY_S)

    def _keep_up(self) -> None:
        now = self._now_ms()
        [booked] = self._warehouse.select("ledger/progress", stored_since=now)
        restated = restate_what_came(self._warehouse, self._horizons, max(0, booked["until"] - MARGIN_MS))
        entries = book_all(self._warehouse, now, lambda: bool(self._stop))
        if restated or entries:
            log.info("%d decisions restated, %d ledger entries booked", restated, entries)


def horizons_of(settings: Settings) -> Horizons:
    """Those that the stream decides by."""
    return Horizons.of_days(settings.max_lookback_days, settings.max_lateness_days, settings.max_order_delay_days)


def alone(turn: threading.Lock, work: Callable[[], T], what: str = "replay or restatement") -> T:
    """The work's result, unless somebody else has the turn: then raises Busy."""
    if not turn.acquire(blocking=False):
        raise Busy(f"another {what} is being worked out: try again when it has ended")
    try:
        return work()
    finally:
        turn.release()


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
