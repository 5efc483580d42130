"""Where models are trained and asked for: one for the warehouse's process, used by the API."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any

from affluent.replay.desk import alone, horizons_of
from affluent.training.credits import store
from affluent.training.document import Document
from affluent.training.learning import Question, learned
from runtime.settings import Settings
from warehouse.connect import Warehouse


class UnknownModel(LookupError):
    """There is no trained model of that version."""


class Trainer:
    """Trainings take turns, so that the sink has room."""

    def __init__(self, warehouse: Warehouse, settings: Settings, now_ms: Callable[[], int] | None = None) -> None:
        self._warehouse, self._now_ms = warehouse, now_ms or _now_ms
        self._horizons = horizons_of(settings)
        self._turn = threading.Lock()

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

    def _train(self, question: Question) -> Document:
        document = learned(self._warehouse, question, self._horizons)
        store(self._warehouse, document, question.period, self._now_ms())
        return document


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
