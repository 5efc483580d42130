"""A worker holds what its changelog says, row for row: after compaction, when killed while reading, and beside another."""

import signal
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from kafka.admin import ConfigResource, ConfigResourceType

from events.addressing import partition_of
from events.topics import CHANGELOG
from runtime.kafka import admin, consumer, partitions_of
from runtime.settings import Settings
from tests.connected.changelog import Changelog, Rows
from tests.connected.kafka_node import PARTITIONS, running_kafka
from tests.connected.streams_workers import Workers
from tests.connected.telling_worker import PROGRAM
from tests.connected.waiting import until

ROWS = 12_000
PORTION_S = 0.2
"""For a worker that reads so slowly that something can happen meanwhile: 200 rows at a time."""


@pytest.fixture(scope="module")
def kafka(class_path: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_kafka(tmp_path_factory.mktemp("kafka"), class_path) as address:
        yield address


@pytest.fixture(scope="module")
def changelog(kafka: str) -> Changelog:
    """Most of the older rows are gone by compaction, the newer are as they were written."""
    changelog = Changelog(kafka)
    _configure(kafka, ConfigResourceType.BROKER, "1", {"log.cleaner.backoff.ms": 200})
    _compact(kafka, lag_ms=0)
    changelog.write(ROWS)
    until(changelog.has_gaps, lambda: "the broker to compact", 60)
    _compact(kafka, lag_ms=3_600_000)
    changelog.write(ROWS // 2, zombie=True)
    return changelog


def _compact(kafka: str, lag_ms: int) -> None:
    """Small segments; tombstones go with what they forgot."""
    lags = {"min.compaction.lag.ms": lag_ms, "max.compaction.lag.ms": lag_ms + 100}
    segments = {"segment.ms": 100, "min.cleanable.dirty.ratio": 0.01, "delete.retention.ms": 0}
    _configure(kafka, ConfigResourceType.TOPIC, CHANGELOG.name, lags | segments)


def _configure(kafka: str, kind: ConfigResourceType, name: str, told: dict[str, object]) -> None:
    client = admin(Settings(kafka=kafka))
    client.alter_configs([ConfigResource(kind, name, configs={key: str(value) for key, value in told.items()})])
    client.close()


@pytest.fixture
def workers(kafka: str, tmp_path: Path) -> Iterator[Workers]:
    workers = Workers(kafka, tmp_path, PROGRAM, streams_session_s=6)
    yield workers
    workers.end_all()


def held(workers: Workers, name: str) -> Rows:
    """What a worker held when it was last ready, nothing before."""
    file = workers.folder / name / "rows"
    return msgspec.msgpack.decode(file.read_bytes(), type=Rows) if file.exists() else {}


def of(right: Rows, *partitions: int) -> Rows:
    return {key: value for key, value in right.items() if partition_of(key.decode(), PARTITIONS) in partitions}


def homes(rows: Rows) -> set[int]:
    return {partition_of(key.decode(), PARTITIONS) for key in rows}


def standing(workers: Workers, name: str) -> str:
    """How many rows a worker has still to read, and what it waits for."""
    file = workers.folder / name / "standing"
    return file.read_text() if file.exists() else ""


def until_it_holds(right: Rows, workers: Workers, name: str) -> None:
    until(lambda: held(workers, name) == right, lambda: f"{standing(workers, name)}, {len(held(workers, name))} rows", 60)


def until_it_reads(workers: Workers, name: str) -> None:
    """Some rows are read, and some are not."""
    seen = set[str]()

    def moves() -> bool:
        left = standing(workers, name).split()[:1]
        seen.update(number for number in left if number != "0")
        return len(seen) > 2

    until(moves, lambda: f"{standing(workers, name)} after {seen}")


def test_a_write_says_where_it_came_to_lie(changelog: Changelog) -> None:
    ends = dict.fromkeys(range(PARTITIONS), -1)
    for partition, first, last in changelog.landed:
        assert ends[partition] + 1 == first <= last
        ends[partition] = last
    with consumer(Settings(kafka=changelog.kafka)) as reader:
        tails = reader.end_offsets(partitions_of(reader, CHANGELOG.name))
    assert {tail.partition: end - 1 for tail, end in tails.items()} == ends


def test_a_worker_holds_exactly_what_its_changelog_says(changelog: Changelog, workers: Workers) -> None:
    workers.start("only")
    until_it_holds(changelog.right, workers, "only")
    assert workers.end("only", signal.SIGTERM) == 0


def test_a_worker_that_is_killed_while_it_reads_starts_again_and_holds_all_of_it(changelog: Changelog, workers: Workers) -> None:
    workers.start("only", portion_s=PORTION_S)
    until_it_reads(workers, "only")
    workers.end("only", signal.SIGKILL)
    assert held(workers, "only") == {}
    workers.start("only")
    until_it_holds(changelog.right, workers, "only")


def test_a_worker_that_is_stopped_while_it_reads_ends_at_once(changelog: Changelog, workers: Workers) -> None:
    workers.start("only", portion_s=PORTION_S)
    until_it_reads(workers, "only")
    assert workers.end("only", signal.SIGTERM) == 0


def test_another_worker_takes_over_its_partitions_and_gives_them_back(changelog: Changelog, workers: Workers) -> None:
    workers.start("first")
    until_it_holds(changelog.right, workers, "first")
    workers.start("second")
    until(lambda: held(workers, "second") != {} and held(workers, "first") != changelog.right, lambda: "two workers")
    theirs = homes(held(workers, "second"))
    assert len(theirs) == PARTITIONS // 2
    assert held(workers, "second") == of(changelog.right, *theirs)
    assert held(workers, "first") == of(changelog.right, *set(range(PARTITIONS)) - theirs)
    assert workers.end("second", signal.SIGTERM) == 0
    until_it_holds(changelog.right, workers, "first")


def test_a_worker_that_joins_while_another_reads_interrupts_it_and_both_hold_what_is_theirs(
    changelog: Changelog, workers: Workers
) -> None:
    workers.start("first", portion_s=PORTION_S)
    until_it_reads(workers, "first")
    workers.start("second")
    until(lambda: held(workers, "second") != {} and held(workers, "first") != {}, lambda: "two workers")
    theirs = homes(held(workers, "second"))
    assert len(theirs) == PARTITIONS // 2
    assert held(workers, "second") == of(changelog.right, *theirs)
    assert held(workers, "first") == of(changelog.right, *set(range(PARTITIONS)) - theirs)
