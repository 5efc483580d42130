"""Fetched record batches, unpacked by aiokafka's compiled reader: kafka-python's own, in Python, takes five times as long."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import DefaultRecordBatch
from kafka import KafkaConsumer, TopicPartition
from kafka.consumer.fetcher import Fetcher
from kafka.errors import CorruptRecordError
from kafka.protocol.consumer import IsolationLevel

MAGIC = 2
"""The one record format since Kafka 0.11, and the only one that brokers of version 4 take."""


class Record(NamedTuple):
    """A Kafka record without what we never ask for; kafka-python's own has these fields and more."""

    topic: str
    partition: int
    offset: int
    value: bytes | None
    key: bytes | None = None
    timestamp: int = 0
    """Milliseconds since 1970."""


_record = partial(tuple.__new__, Record)
"""Record(…) of the fields in one tuple: the class's own way costs more than unpacking the record did."""


def read_compiled(client: KafkaConsumer) -> KafkaConsumer:
    """Let a consumer unpack what it fetches by the compiled reader; it then yields `Record`s."""
    client._fetcher.PartitionRecords = CompiledRecords  # noqa: SLF001  kafka-python asks its fetcher for this class
    return client


class CompiledRecords(Fetcher.PartitionRecords):  # type: ignore[misc]  # kafka-python has no types
    """What was fetched of one partition. Old formats and what a transaction wrote are left to kafka-python's reader."""

    def _unpack_records(self, tp: TopicPartition, records: Any, *deserializers: Any) -> Iterator[Any]:
        topic, partition = tp
        while (batch := records.next_batch()) is not None:
            if batch.magic != MAGIC or self.isolation_level != IsolationLevel.READ_UNCOMMITTED or any(deserializers):
                yield from super()._unpack_records(tp, _Rest(batch, records), *deserializers)
                return
            self.leader_epoch = batch.leader_epoch
            for one in self._plain(batch):
                self.next_fetch_offset = one.offset + 1
                yield _record((topic, partition, one.offset, one.value, one.key, one.timestamp))
            self.next_fetch_offset = batch.next_offset
        self.drain()

    def _plain(self, batch: Any) -> Iterable[Any]:
        if not batch.validate_crc():
            raise CorruptRecordError(f"{self.topic_partition}: the batch at {batch.base_offset} fails its checksum")
        if batch.is_control_batch:
            return ()
        self.bytes_read += batch.size_in_bytes
        self.records_read += batch.records_count
        try:
            return list(DefaultRecordBatch(batch._buffer))  # noqa: SLF001  the batch's own bytes, header included
        except (CorruptRecordException, ValueError) as why:  # a header whose name is not text is a ValueError
            raise CorruptRecordError(str(why)) from None


class _Rest:
    """The batches from one on."""

    def __init__(self, first: Any, records: Any) -> None:
        self._first, self._records = first, records

    def next_batch(self) -> Any:
        first, self._first = self._first, None
        return first or self._records.next_batch()
