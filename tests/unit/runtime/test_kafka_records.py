"""The compiled reader finds in fetched bytes what kafka-python's own finds, record by record, and fails where it fails."""

import inspect
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kafka import TopicPartition
from kafka.consumer.fetcher import Fetcher
from kafka.errors import CorruptRecordError
from kafka.protocol.consumer import IsolationLevel
from kafka.record import MemoryRecords
from kafka.record.default_records import DefaultRecordBatchBuilder
from kafka.record.legacy_records import LegacyRecordBatchBuilder
from kafka.record.util import calc_crc32c

from runtime.kafka_records import CompiledRecords, read_compiled

WHERE = TopicPartition("affluent.clicks.v1", 3)
WRITTEN = 1_795_000_000_000
LOG_APPEND_TIME, CONTROL = 0x08, 0x20
BODY = DefaultRecordBatchBuilder.HEADER_STRUCT.size
Told = tuple[bytes | None, bytes | None, int, list[tuple[str, bytes | None]]]

contents = st.none() | st.binary(max_size=300)
headers = st.lists(st.tuples(st.text(max_size=5), contents), max_size=2)
told = st.lists(st.tuples(contents, contents, st.integers(-(2**31), 2**31), headers), min_size=1, max_size=20)


def batch(records: list[Told], offset: int, codec: int = 0, attributes: int = 0) -> bytes:
    builder = DefaultRecordBatchBuilder(2, codec, False, -1, -1, -1, 1 << 20)
    for number, (key, value, later, more) in enumerate(records):
        builder.append(number, WRITTEN + later, key, value, more)
    raw = builder.build()
    header = list(DefaultRecordBatchBuilder.HEADER_STRUCT.unpack_from(raw))
    header[0], header[2], header[5] = offset, 7, header[5] | attributes
    DefaultRecordBatchBuilder.HEADER_STRUCT.pack_into(raw, 0, *header)
    return with_checksum(raw)


def with_checksum(raw: bytearray) -> bytes:
    crc = calc_crc32c(memoryview(raw)[DefaultRecordBatchBuilder.ATTRIBUTES_OFFSET :])
    raw[17:21] = crc.to_bytes(4, "big")
    return bytes(raw)


def old_batch(magic: int, offset: int) -> bytes:
    builder = LegacyRecordBatchBuilder(magic, 0, 1 << 20)
    builder.append(offset, WRITTEN, b"old key", b"old value")
    return bytes(builder.build())


def read(reader: Any, raw: bytes, at: int = 0, **how: Any) -> tuple[list[Any], dict[str, Any]]:
    """What a reader finds from an offset on, and what it tells kafka-python about it, after each record."""
    drained: list[Any] = []
    part = reader(at, WHERE, MemoryRecords(raw), on_drain=drained.append, **how)
    found = []
    while part:
        for one in part.take(1):
            fields = (one.topic, one.partition, one.offset, one.timestamp, one.key, one.value)
            found.append((fields, part.next_fetch_offset, part.leader_epoch))
    assert drained == [part]
    return found, {"next": part.next_fetch_offset, "epoch": part.leader_epoch, "moved": part.bytes_read > 0}


def same(raw: bytes, at: int = 0, **how: Any) -> list[Any]:
    ours = read(CompiledRecords, raw, at, **how)
    assert ours == read(Fetcher.PartitionRecords, raw, at, **how)
    return ours[0]


@given(told, told, st.sampled_from([0, 1, 3]), st.sampled_from([0, LOG_APPEND_TIME]), st.integers(0, 30))
def test_every_record_is_found_from_the_offset_asked_for(one: Any, two: Any, codec: int, stamped: int, at: int) -> None:
    same(batch(one, 5, codec, stamped) + batch(two, 5 + len(one), codec, stamped), at)


def test_offsets_that_compaction_took_are_stepped_over() -> None:
    raw = batch([(b"k", b"v", 0, [])], 10) + batch([(b"k", b"v", 0, [])], 40)
    assert [found[0][2] for found in same(raw, 10)] == [10, 40]


def test_a_control_batch_is_nobody_s_record() -> None:
    marker = batch([(b"\x00\x00\x00\x01", b"\x00" * 6, 0, [])], 1, 0, CONTROL)
    raw = batch([(None, b"a", 0, [])], 0) + marker + batch([(None, b"b", 0, [])], 2)
    assert [found[0][5] for found in same(raw)] == [b"a", b"b"]
    assert same(marker, 1) == []


@pytest.mark.parametrize("magic", [0, 1])
def test_old_formats_are_left_to_kafka_python(magic: int) -> None:
    raw = batch([(None, b"new", 0, [])], 0) + old_batch(magic, 1) + batch([(None, b"newer", 0, [])], 2)
    assert [found[0][5] for found in same(raw)] == [b"new", b"old value", b"newer"]


def test_what_transactions_wrote_is_left_to_kafka_python() -> None:
    same(batch([(None, b"a", 0, [])], 0), isolation_level=IsolationLevel.READ_COMMITTED)


def test_a_batch_cut_off_at_the_end_is_for_the_next_fetch() -> None:
    raw = batch([(None, b"a", 0, [])], 0)
    assert len(same(raw + batch([(None, b"b", 0, [])], 1)[:-3])) == 1


def test_a_flipped_bit_is_an_error_of_kafka_s_and_what_came_before_is_not_lost() -> None:
    good, bad = batch([(None, b"a", 0, [])], 0), bytearray(batch([(None, b"b", 0, [])], 1))
    bad[-2] ^= 1
    for reader in (CompiledRecords, Fetcher.PartitionRecords):
        part = reader(0, WHERE, MemoryRecords(good + bytes(bad)))
        assert [one.value for one in part.take(10)] == [b"a"]
        with pytest.raises(CorruptRecordError):
            part.take(10)


def outcome(reader: Any, raw: bytes) -> Any:
    try:
        return read(reader, raw)
    except CorruptRecordError:
        return CorruptRecordError


@given(told, st.integers(BODY, BODY + 40), st.integers(0, 255))
def test_nonsense_under_a_good_checksum_is_the_same_nonsense_or_an_error_of_kafka_s(records: Any, place: int, byte: int) -> None:
    raw = bytearray(batch(records, 0))
    raw[min(place, len(raw) - 1)] = byte
    sealed = with_checksum(raw)
    assert outcome(CompiledRecords, sealed) in (outcome(Fetcher.PartitionRecords, sealed), CorruptRecordError)


def test_kafka_python_asks_its_fetcher_for_the_reader() -> None:
    assert "self.PartitionRecords(" in inspect.getsource(Fetcher._parse_fetched_data)
    client = SimpleNamespace(_fetcher=SimpleNamespace(PartitionRecords=Fetcher.PartitionRecords))
    assert read_compiled(client)._fetcher.PartitionRecords is CompiledRecords
