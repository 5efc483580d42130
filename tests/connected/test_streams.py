"""Real Faust workers on a real Kafka: killed, joined and left while random worlds go through."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from events.decision import Decision, decode_decision
from events.journal import records_of
from events.moments import DAY_MS
from events.topics import ATTRIBUTIONS, CATALOG_TOPIC, JOURNAL
from runtime.kafka import consumer, partitions_of, producer
from runtime.settings import Settings
from tests.connected.kafka_node import PARTITIONS, running_kafka
from tests.connected.streams_workers import Workers
from tests.worlds import product
from tests.worlds.judge import Verdict, verdicts
from tests.worlds.scene import HORIZONS, scene

SCENES = 120
LIMIT_S = 150
QUIET_S = 3
"""After the last decision is right, for one that would make it wrong again."""


@pytest.fixture
def kafka(class_path: tuple[Path, ...], tmp_path: Path) -> Iterator[str]:
    with running_kafka(tmp_path / "kafka", class_path) as address:
        yield address


@pytest.fixture
def workers(kafka: str, tmp_path: Path) -> Iterator[Workers]:
    days = {
        "max_lookback_days": HORIZONS.lookback,
        "max_lateness_days": HORIZONS.lateness,
        "max_order_delay_days": HORIZONS.order_delay,
    }
    workers = Workers(kafka, tmp_path, **days)
    yield workers
    workers.end_all()


def _write_worlds(kafka: str, rng: Random) -> Iterator[int]:
    """Everything that happens in all scenes, shuffled, some of it twice, a portion at a time."""
    sender = producer(Settings(kafka=kafka))
    for entry in product.catalog():
        sender.send(CATALOG_TOPIC.name, entry.model_dump_json().encode(), key=f"{entry.kind}:{entry.ref}".encode())
    messages = [message for seed in range(SCENES) for message in product.messages(seed)]
    messages += [message for message in messages if rng.random() < 0.05]
    rng.shuffle(messages)
    portion = len(messages) // 10
    for start in range(0, len(messages), portion):
        for at in range(start, min(start + portion, len(messages)), 20):
            for home, raw in records_of(messages[at : min(at + 20, start + portion)], PARTITIONS):
                sender.send(JOURNAL.name, raw, partition=home)
        sender.flush()
        yield start
    sender.close()


class Decided:
    """Reads decisions; keeps the newest of each order and whether a version ever had two contents."""

    def __init__(self, kafka: str) -> None:
        self._client = consumer(Settings(kafka=kafka))
        tails = partitions_of(self._client, ATTRIBUTIONS.name)
        self._client.assign(tails)
        self._client.seek_to_beginning(*tails)
        self.newest: dict[tuple[str, str], Decision] = {}
        self.contents: dict[tuple[str, str, int], bytes] = {}
        self.conflicts = 0

    def read(self, seconds: float) -> int:
        """How many came."""
        came, until = 0, time.monotonic() + seconds
        while time.monotonic() < until:
            for records in self._client.poll(timeout_ms=200).values():
                came += len(records)
                for record in records:
                    self._take(record.value)
        return came

    def _take(self, raw: bytes) -> None:
        decision = decode_decision(raw)
        name = (decision.shop, decision.order)
        self.conflicts += self.contents.setdefault((*name, decision.version), raw) != raw
        if name not in self.newest or decision.version >= self.newest[name].version:
            self.newest[name] = decision

    def settle(self, expected: dict[tuple[str, str], Verdict]) -> None:
        """Read until every decision is there and right, or the time is over; then a little longer."""
        until = time.monotonic() + LIMIT_S
        while self.wrong(expected) and time.monotonic() < until:
            self.read(1)
        self.read(QUIET_S)
        self._client.close()

    def wrong(self, expected: dict[tuple[str, str], Verdict]) -> dict[tuple[str, str], object]:
        """What is missing, differs or should not be."""
        seen = {name: _as_judged(decision) for name, decision in self.newest.items()}
        return {name: seen.get(name) for name in {*expected, *seen} if seen.get(name) != expected.get(name, ())[:4]}


def _as_judged(decision: Decision) -> tuple[object, ...]:
    candidates = []
    for each in decision.candidates:
        touch = each.touch.split("-", 1)[1] if each.type == "click" else each.touch
        name, _, valid_from = each.ref.partition("@")
        candidates.append((touch, f"{name}@{int(valid_from) // DAY_MS}" if name else "", each.reason))
    paid = (decision.returning, *((each.collaboration, each.base, each.amount) for each in decision.commissions))
    return decision.net, decision.flags, tuple(candidates), paid


def test_no_decision_is_wrong_when_workers_are_killed_and_join_and_leave(kafka: str, workers: Workers) -> None:
    acts = {
        2: lambda: workers.end("first", signal.SIGKILL),
        3: lambda: workers.start("first"),
        4: lambda: workers.start("second"),
        6: lambda: workers.end("second", signal.SIGTERM),
        7: lambda: workers.start("third"),
        8: lambda: workers.end("third", signal.SIGKILL),
        9: lambda: workers.start("second"),
    }
    workers.start("first")
    decided = Decided(kafka)
    for number, _ in enumerate(_write_worlds(kafka, Random(1))):
        decided.read(4)
        acts.get(number, lambda: None)()
    expected = {(f"s{seed}", order): verdict for seed in range(SCENES) for order, verdict in verdicts(scene(seed)).items()}
    assert len(expected) > SCENES
    decided.settle(expected)
    assert decided.wrong(expected) == {}
    assert decided.conflicts == 0
    assert workers.end("first", signal.SIGTERM) == 0
