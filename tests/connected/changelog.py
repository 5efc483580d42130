"""A changelog as workers leave it, and what is right in the end."""

import asyncio
from collections.abc import Iterator
from random import Random
from typing import Any

from aiokafka import AIOKafkaProducer

from events.addressing import partition_of
from events.topics import CHANGELOG
from runtime.kafka import consumer, partitions_of
from runtime.settings import Settings
from streams.faust_rim.batches import Landed, Record, write
from tests.connected.kafka_node import PARTITIONS

Rows = dict[bytes, bytes]
KEYS = 3_000


class Changelog:
    """What workers leave; and what is right."""

    def __init__(self, kafka: str) -> None:
        self.kafka, self.rng, self.applied, self.right = kafka, Random(3), 0, Rows()
        self.landed: list[Landed] = []

    def write(self, many: int, zombie: bool = False) -> None:
        """1 row in 10 is forgotten at once; 1 in 20 is followed by what a worker wrote that had lost the partition."""
        asyncio.run(self._write([record for _ in range(many) for record in self._tell(zombie)]))

    def _tell(self, zombie: bool) -> Iterator[Record]:
        key, drawn = f"v:{self.rng.randrange(KEYS)}", self.rng.random()
        self.applied += 1
        value = self.applied.to_bytes(8, "big") + self.rng.randbytes(self.rng.randrange(60, 300))
        yield self._record(key, value)
        self.right[key.encode()] = value
        if drawn < 0.1:
            del self.right[key.encode()]
            yield self._record(key, None)
        elif drawn < 0.15 and zombie:
            yield self._record(key, (self.applied - 1).to_bytes(8, "big") + b"of a zombie")

    def _record(self, key: str, value: bytes | None) -> Record:
        return Record(CHANGELOG.name, partition_of(key, PARTITIONS), key.encode(), value)

    async def _write(self, records: list[Record]) -> None:
        producer: Any = AIOKafkaProducer(bootstrap_servers=self.kafka, acks=-1)
        await producer.start()
        for start in range(0, len(records), 200):
            self.landed += await write(producer, records[start : start + 200])
        await producer.stop()

    def has_gaps(self) -> bool:
        """Whether half of the offsets hold no record any more. A write is what ends the segment before it."""
        self.write(10)
        with consumer(Settings(kafka=self.kafka)) as reader:
            tails = partitions_of(reader, CHANGELOG.name)
            reader.assign(tails)
            reader.seek_to_beginning(*tails)
            ends, found = reader.end_offsets(tails), 0
            while any(reader.position(tail) < ends[tail] for tail in tails):
                found += sum(map(len, reader.poll(timeout_ms=500).values()))
            return found < sum(ends.values()) // 2
