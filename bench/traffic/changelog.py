"""Rows into the changelog, as a worker that ran before would have left them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from aiokafka import AIOKafkaProducer

from bench.traffic.written_rows import Row
from events.topics import CHANGELOG
from streams.faust_rim.batches import Record, write

WRITTEN_TOGETHER = 2000


class Written(NamedTuple):
    """A changelog: so many rows, of so many entities."""

    rows: int
    entities: int


async def write_changelog(kafka: str, rows: Iterable[Row]) -> Written:
    """Acknowledged when this returns."""
    producer: Any = AIOKafkaProducer(bootstrap_servers=kafka, max_batch_size=512 * 1024, acks=-1)
    await producer.start()
    records, keys, count = list[Record](), set[bytes](), 0
    try:
        for count, (key, value, partition) in enumerate(rows, 1):  # noqa: B007
            records.append(Record(CHANGELOG.name, partition, key, value))
            keys.add(key)
            if len(records) == WRITTEN_TOGETHER:
                await write(producer, records)
                records.clear()
        await write(producer, records)
    finally:
        await producer.stop()
    return Written(count, len(keys))
