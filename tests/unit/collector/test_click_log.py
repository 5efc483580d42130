"""A click that was answered is read once Kafka is there, whatever happened to the process in between."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from collector import click_forwarding, click_log
from collector.click_forwarding import sole_user
from collector.click_log import ClickLog
from collector.click_reader import ClickReader
from collector.spool import Record, SpoolFull, SpoolInUse

BIG = 1 << 20


def a_record(number: int, size: int = 100) -> Record:
    return Record("clicks", f"visitor-{number}".encode(), str(number).encode().ljust(size))


def a_log(folder: Path, max_bytes: int = BIG) -> ClickLog:
    return ClickLog(folder, "clicks", max_bytes)


def drain(log: ClickLog, limit: int = 7) -> Iterator[Record]:
    while batch := log.read(limit):
        yield from batch.records
        log.forget(batch)


@pytest.fixture
def small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click_log, "SEGMENT_BYTES", 500)


def test_clicks_are_read_in_order_and_then_forgotten(tmp_path: Path) -> None:
    log = a_log(tmp_path)
    told = [a_record(number) for number in range(20)]
    for record in told:
        log.append([record])
    assert log.waiting() == 20
    assert list(drain(log)) == told
    assert (log.waiting(), log.read(10)) == (0, None)


def test_what_was_not_forgotten_is_read_again(tmp_path: Path) -> None:
    log = a_log(tmp_path)
    log.append([a_record(1)])
    assert log.read(10) == log.read(10)
    assert log.waiting() == 1


@pytest.mark.usefixtures("small_segments")
def test_segments_that_were_forgotten_are_deleted(tmp_path: Path) -> None:
    log = a_log(tmp_path)
    told = [a_record(number) for number in range(50)]
    for record in told:
        log.append([record])
    assert len(list(tmp_path.glob("*.clicks"))) > 5
    assert list(drain(log)) == told
    assert len(list(tmp_path.glob("*.clicks"))) == 1


@pytest.mark.usefixtures("small_segments")
def test_a_process_that_was_killed_leaves_what_it_answered_to_the_next(tmp_path: Path) -> None:
    killed = a_log(tmp_path)
    told = [a_record(number) for number in range(30)]
    for record in told:
        killed.append([record])
    gone = 0
    for _ in range(3):
        batch = killed.read(3)
        assert batch is not None
        killed.forget(batch)
        gone += len(batch.records)
    next_process = a_log(tmp_path)
    assert next_process.waiting() == 30 - gone
    next_process.append([a_record(99)])
    assert list(drain(next_process)) == [*told[gone:], a_record(99)]


@pytest.mark.parametrize("torn", [b"\x00", b"\x00" * 40, b"\x00\x00\x00\x09not the crc-", b"\xff" * 100])
def test_a_torn_end_loses_nothing_before_or_after_it(tmp_path: Path, torn: bytes) -> None:
    killed = a_log(tmp_path)
    killed.append([a_record(1)])
    [segment] = tmp_path.glob("*.clicks")
    with segment.open("ab") as end:
        end.write(torn)
    next_process = a_log(tmp_path)
    next_process.append([a_record(2)])
    assert list(drain(next_process)) == [a_record(1), a_record(2)]
    assert len(list(tmp_path.glob("*.damaged"))) == 1


def test_a_lost_position_repeats_and_loses_nothing(tmp_path: Path) -> None:
    killed = a_log(tmp_path)
    killed.append([a_record(1), a_record(2)])
    killed.forget(killed.read(1))  # type: ignore[arg-type]
    (tmp_path / "position").write_bytes(b"garbage")
    assert list(drain(a_log(tmp_path))) == [a_record(1), a_record(2)]


def test_a_full_log_refuses_until_something_was_forgotten(tmp_path: Path) -> None:
    log = a_log(tmp_path, max_bytes=1000)
    with pytest.raises(SpoolFull):
        log.append([a_record(number) for number in range(20)])
    log.append([a_record(number) for number in range(7)])
    with pytest.raises(SpoolFull):
        log.append([a_record(number) for number in range(7)])
    kept = log.waiting()
    assert kept == 7
    assert len(list(drain(log))) == kept
    log.append([a_record(1)])


def test_another_process_reads_and_forgets_what_this_one_appends(tmp_path: Path) -> None:
    log, reader = a_log(tmp_path, max_bytes=1000), ClickReader(tmp_path, "clicks")
    assert reader.read(10) is None
    told = [a_record(number) for number in range(7)]
    log.append(told)
    batch = reader.read(5)
    assert batch is not None
    assert list(batch.records) == told[:5]
    with pytest.raises(SpoolFull):
        log.append(told)
    reader.forget(batch)
    assert (log.waiting(), log.forgotten()) == (2, 5)
    log.append(told[:5])
    assert log.waiting() == 7


@pytest.mark.usefixtures("small_segments")
def test_the_last_click_of_a_segment_is_read_however_late_it_comes(tmp_path: Path) -> None:
    log, reader = a_log(tmp_path), ClickReader(tmp_path, "clicks")
    told = [a_record(number) for number in range(30)]
    read: list[Record] = []
    for record in told:
        log.append([record])
        if batch := reader.read(10):
            reader.forget(batch)
            read += batch.records
    assert read == told


def test_what_is_forgotten_is_counted_from_one_process_to_the_next(tmp_path: Path) -> None:
    first = a_log(tmp_path, max_bytes=1000)
    first.append([a_record(number) for number in range(7)])
    assert len(list(drain(first, limit=3))) == 7
    second = a_log(tmp_path, max_bytes=1000)
    second.append([a_record(number) for number in range(7)])
    assert (second.forgotten(), second.waiting()) == (7, 7)


def test_only_one_process_at_a_time_may_use_a_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click_forwarding, "PATIENCE_S", 0.1)
    with sole_user(tmp_path), pytest.raises(SpoolInUse, match="another collector"), sole_user(tmp_path):
        pass
    with sole_user(tmp_path):
        pass
