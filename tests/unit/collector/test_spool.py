"""A sale that was answered is on the disk until Kafka has it."""

from pathlib import Path

import pytest

from collector.spool import BATCH_BYTES, Record, SaleSpool, SpoolFull

BIG = 1 << 20


def a_record(number: int) -> Record:
    return Record("sales", f"order-{number}".encode(), bytes(range(256)) + str(number).encode())


def a_spool(folder: Path, max_bytes: int = BIG) -> SaleSpool:
    return SaleSpool(folder / "deep" / "sales.sqlite", max_bytes)


def test_sales_are_read_in_order_and_then_forgotten(tmp_path: Path) -> None:
    spool = a_spool(tmp_path)
    told = [a_record(number) for number in range(10)]
    spool.append(told[:4])
    spool.append(told[4:])
    first = spool.read(6)
    assert first is not None
    assert list(first.records) == told[:6]
    spool.forget(first)
    second = spool.read(100)
    assert second is not None
    assert list(second.records) == told[6:]
    spool.forget(second)
    assert (spool.waiting(), spool.read(1)) == (0, None)
    spool.close()


def test_a_batch_of_large_sales_is_cut_by_its_bytes_and_the_rest_comes_next(tmp_path: Path) -> None:
    spool = a_spool(tmp_path, max_bytes=4 * BATCH_BYTES)
    large = [Record("sales", b"order", bytes([number]) * (BATCH_BYTES * 3 // 4)) for number in range(3)]
    spool.append(large)
    batches = []
    while batch := spool.read(100):
        batches.append(list(batch.records))
        spool.forget(batch)
    assert batches == [large[:2], large[2:]]
    assert spool.waiting() == 0


def test_a_process_that_was_killed_leaves_what_it_answered_to_the_next(tmp_path: Path) -> None:
    a_spool(tmp_path).append([a_record(1), a_record(2)])
    next_process = a_spool(tmp_path)
    assert next_process.waiting() == 2
    batch = next_process.read(10)
    assert batch is not None
    assert list(batch.records) == [a_record(1), a_record(2)]


def test_a_full_spool_takes_all_of_a_batch_or_nothing(tmp_path: Path) -> None:
    spool = a_spool(tmp_path, max_bytes=1000)
    spool.append([a_record(1), a_record(2)])
    with pytest.raises(SpoolFull):
        spool.append([a_record(3), a_record(4)])
    assert spool.waiting() == 2
    spool.append([a_record(3)])


def test_room_comes_back_when_kafka_has_it(tmp_path: Path) -> None:
    spool = a_spool(tmp_path, max_bytes=300)
    for number in range(5):
        spool.append([a_record(number)])
        batch = spool.read(1)
        assert batch is not None
        spool.forget(batch)
