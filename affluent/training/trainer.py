"""Where models are trained and asked for: one for the warehouse's process, used by the API and a thread."""

import json
import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from affluent.files.refusals import BadChoice
from affluent.replay.desk import Busy, alone, horizons_of
from affluent.replay.facts import Period
from affluent.training.credits import store
from affluent.training.document import Document
from affluent.training.learning import GivenUp, Question, learned
from consumers.feed import WAREHOUSE_DOWN
from events.moments import DAY_MS, to_ms
from runtime.settings import Settings
from runtime.stopping import Stop
from warehouse.connect import Warehouse

log = logging.getLogger(__name__)
LOOK_EVERY_S = 3600
WINDOW_MS = 30 * DAY_MS
"""Of the model that is trained on a schedule."""


class UnknownModel(LookupError):
    """There is no trained model of that version."""


class Trainer:
    """Trainings take turns, so that the sink has room."""

    def __init__(self, warehouse: Warehouse, settings: Settings, now_ms: Callable[[], int] | None = None) -> None:
        self._warehouse, self._now_ms = warehouse, now_ms or _now_ms
        self._horizons = horizons_of(settings)
        self._every = settings.train_every_days
        self._turn, self._stop = threading.Lock(), Stop()

    def train(self, question: Question) -> Document:
        """Learn a model and store it with what it credits. Raises Busy, BadChoice; then nothing was stored."""
        return alone(self._turn, lambda: self._train(question), "training")

    def models(self) -> list[dict[str, Any]]:
        """Every one that was trained, the newest window first."""
        return self._warehouse.select("trained_models")

    def model(self, version: str) -> dict[str, Any]:
        """One, whole, and what it credits each creator. Raises UnknownModel."""
        found = self._warehouse.select("training/document", version=version)
        if not found:
            raise UnknownModel(f"there is no trained model {version!r}")
        credits = self._warehouse.select("by_trained_model", version=version)
        return {"document": json.loads(found[0]["document"]), "credits": credits}

    def keep_up(self) -> None:
        """Train on the last thirty whole days (UTC), unless that was done within the days of the schedule. Raises as `train`."""
        now = self._now_ms()
        today = now - now % DAY_MS
        ends = [to_ms(one["until"]) for one in self.models() if one["until"] - one["since"] == timedelta(milliseconds=WINDOW_MS)]
        if max(ends, default=0) <= today - self._every * DAY_MS:
            document = self.train(Question("markov", Period(today - WINDOW_MS, today)))
            log.info("%s trained on %d paths", document["version"], document["data"]["paths"])

    def run(self, stop: Stop) -> None:
        """Keep up until stopped. What fails is tried again later: a model must not end the sink beside it."""
        self._stop = stop
        while not stop:
            try:
                self.keep_up()
            except (BadChoice, Busy, GivenUp) as why:
                log.info("no model was trained: %s", why)
            except WAREHOUSE_DOWN as why:
                log.warning("no model could be trained, trying again: %s", str(why)[:300])
            except Exception:
                log.exception("no model can be trained")
            stop.wait(LOOK_EVERY_S)

    def _train(self, question: Question) -> Document:
        document = learned(self._warehouse, question, self._horizons, self._enough)
        store(self._warehouse, document, question.period, self._now_ms(), self._enough)
        return document

    def _enough(self) -> bool:
        return bool(self._stop)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
