"""Where replays are asked for and restatements are kept up: one for the warehouse's process, used by the API and a thread."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from affluent import keeping_up
from affluent.keeping_up import alone, keep_trying
from affluent.replay.booking import book_all, booked_until
from affluent.replay.replay import Question, replay
from affluent.replay.restating import Restatement, propose, publish, restate_what_came, restatements_of
from domain.attribution.horizons import Horizons
from runtime.settings import Settings
from runtime.stopping import Stop
from warehouse.connect import Warehouse

log = logging.getLogger(__name__)
EVERY_S = 10


class Desk:
    """Replays take turns, so that the sink has room; so do writers, so that no restatement is written beside another."""

    def __init__(self, warehouse: Warehouse, settings: Settings, now_ms: Callable[[], int] | None = None) -> None:
        self._warehouse, self._now_ms = warehouse, now_ms or keeping_up.now_ms
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
        """Keep up until stopped."""
        self._stop = stop
        keep_trying("the ledger", self.keep_up, stop, EVERY_S)

    def _keep_up(self) -> None:
        now = self._now_ms()
        since = booked_until(self._warehouse)
        restated = restate_what_came(self._warehouse, self._horizons, since)
        entries = book_all(self._warehouse, since, now, lambda: bool(self._stop))
        if restated or entries:
            log.info("%d decisions restated, %d ledger entries booked", restated, entries)


def horizons_of(settings: Settings) -> Horizons:
    """Those that the stream decides by."""
    return Horizons.of_days(settings.max_lookback_days, settings.max_lateness_days, settings.max_order_delay_days)
