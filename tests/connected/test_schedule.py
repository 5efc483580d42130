"""The warehouse's process trains a model by itself, once in the days of its schedule."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from events.moments import DAY_MS
from tests.connected.kafka_node import running_kafka
from tests.connected.warehouse_desk import PLAIN, Desk, running
from tests.integration.books import a_decision, attributed

ROUNDS, PATIENCE_S = 5, 60
ROUND, TRAINED = "looked whether a model is due", "trained on"
OFTEN = f"""
import logging
from affluent.training import trainer
from runtime.logs import start_logging
trainer.LOOK_EVERY_S = 0.2
keep_up = trainer.Trainer.keep_up
def told(self):
    keep_up(self)
    logging.getLogger("test").info("{ROUND}")
trainer.Trainer.keep_up = told
start_logging("INFO")
"""
"""Looks every fifth of a second instead of every hour, and says so."""


@pytest.fixture
def desk(class_path: tuple[Path, ...], tmp_path: Path) -> Iterator[Desk]:
    with running_kafka(tmp_path / "kafka", class_path) as broker:
        desk = Desk(broker, tmp_path)
        desk.environment["AFFLUENT_TRAIN_EVERY_DAYS"] = "1"
        yield desk
        desk.producer.close(2)


def rounds_after(desk: Desk, since: int) -> int:
    return desk.log()[since:].count(ROUND)


def test_a_model_appears_and_is_trained_once_a_day(desk: Desk) -> None:
    with running(desk, OFTEN + PLAIN) as process:
        assert process.get("/v1/models") == []
        yesterday = time.time_ns() // 1_000_000 - DAY_MS
        desk.write(attributed(0, 0, a_decision("o1", 881, ("s1",), ordered_at=yesterday)))
        process.eventually("/v1/models", bool)
        trained, deadline = len(desk.log()), time.monotonic() + PATIENCE_S
        while rounds_after(desk, trained) < ROUNDS:
            assert time.monotonic() < deadline, desk.log()[-2000:]
            time.sleep(0.1)
        models = process.get("/v1/models")
    assert [(one["model"], one["converting"]) for one in models] == [("markov", 1)]
    assert desk.log().count(TRAINED) == 1
