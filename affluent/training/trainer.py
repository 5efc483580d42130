"""Where models are trained and asked for: one for the warehouse's process, used by the API and a thread."""

import importlib
import json
import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from affluent import keeping_up
from affluent.files.refusals import BadChoice
from affluent.keeping_up import alone, keep_trying
from affluent.replay.desk import horizons_of
from affluent.replay.facts import Period
from affluent.training.question import GivenUp, Question
from events.moments import DAY_MS, to_ms
from runtime.settings import Settings
from runtime.stopping import Stop
from warehouse.connect import Warehouse

log = logging.getLogger(__name__)
Document = dict[str, Any]
LOOK_EVERY_S = 3600
WINDOW_MS = 30 * DAY_MS
"""Of the model that is trained on a schedule."""


class UnknownModel(LookupError):
    """There is no trained model of that version."""


class Trainer:
    """Trainings take turns, so that the sink has room."""

    def __init__(self, warehouse: Warehouse, settings: Settings, now_ms: Callable[[], int] | None = None) -> None:
        self._warehouse, self._now_ms = warehouse, now_ms or keeping_up.now_ms
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
        """Keep up until stopped."""
        self._stop = stop
        keep_trying("models", self.keep_up, stop, LOOK_EVERY_S, (BadChoice, GivenUp))

    def _train(self, question: Question) -> Document:
        training = importlib.import_module("affluent.training.learning")  # with its solver, which only this needs
        document: Document = training.learned(self._warehouse, question, self._horizons, self._enough)
        store = importlib.import_module("affluent.training.credits").store
        store(self._warehouse, document, question.period, self._now_ms(), self._enough)
        return document

    def _enough(self) -> bool:
        return bool(self._stop)
