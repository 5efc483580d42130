"""From a spool to Kafka, in order, for ever: what was answered is forgotten only when Kafka has it."""

import asyncio
import logging
import zlib
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, suppress
from functools import cache
from typing import Protocol

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.producer.message_accumulator import BatchBuilder

from collector.giving_way import giving_way
from collector.spool import Batch, Record
from runtime.kafka import batch_producer
from runtime.settings import Settings
from runtime.stopping import Stop

log = logging.getLogger(__name__)
BATCH_RECORDS = 4000
FEW_S, GATHER_S = 0.01, 0.1
"""So long may events gather behind a batch of few, and of many.

Ten times a second, not more: each batch takes a CPU from whoever is clicking just then, and fewer batches take it less often.
"""
MANY = 50
FIRST_WAIT_S, LONGEST_WAIT_S = 0.2, 3.0
ACK_S = 10.0
CLOSE_S = 1.0
BOUNDED = {"request_timeout_ms": 5_000, "max_batch_size": 512 << 10}
"""Every wait ends, so that a broker that went away shows as an error and the batch is tried again."""

MakeProducer = Callable[[], AIOKafkaProducer]


class Waiting(Protocol):
    """Records that Kafka does not have yet, oldest first."""

    def read(self, limit: int) -> Batch | None:
        """The oldest records, at most `limit`; None if nothing waits."""

    def forget(self, batch: Batch) -> None:
        """Kafka has them: never read them again."""

    async def news(self) -> None:
        """Returns when something may have come, and soon enough to look whether to stop."""


def bounded_producer(settings: Settings) -> AIOKafkaProducer:
    """A producer that gives up in seconds."""
    return batch_producer(settings, **BOUNDED)


class Forwarder:
    """For one spool, in a thread or process of its own. A batch that failed is sent again whole: ids make that harmless."""

    def __init__(self, spool: Waiting, make_producer: MakeProducer, stop: Stop) -> None:
        self._spool, self._make_producer, self._stop = spool, make_producer, stop
        self._wait_s = FIRST_WAIT_S

    def run(self) -> None:
        """Begin with what an earlier process left behind; until the stop, which may take as long as the batch under way."""
        while not self._stop:
            try:
                asyncio.run(self._forward())
            except Exception as why:  # noqa: BLE001 - it must go on: it is the only way out of the spool
                log.warning("events wait for Kafka: %s: %s", type(why).__name__, why)
                self._stop.wait(self._wait_s)
                self._wait_s = min(2 * self._wait_s, LONGEST_WAIT_S)

    async def _forward(self) -> None:
        """With one producer, until the stop or the first error: it may then hold half a batch, and a new one starts clean."""
        await self._next()  # no Kafka is asked for before there is a reason
        producer = self._make_producer()
        async with connected(producer) as partitions:
            while batch := await self._next():
                await asyncio.wait_for(send(producer, batch.records, partitions), ACK_S)
                self._spool.forget(batch)
                self._wait_s = FIRST_WAIT_S
                await asyncio.sleep(gathering_s(len(batch.records)))

    async def _next(self) -> Batch | None:
        """The next batch, as soon as there is one; None at the stop."""
        while not self._stop:
            if batch := self._spool.read(BATCH_RECORDS):
                return batch
            await self._spool.news()
        return None


def gathering_s(records: int) -> float:
    """How long events gather behind a batch of so many.

    A batch costs client and broker as much as a hundred of its events, so many wait for more; few wait for nobody, and behind
    a full one enough have gathered already.
    """
    if records >= BATCH_RECORDS:
        return 0
    return GATHER_S if records >= MANY else FEW_S


@asynccontextmanager
async def connected(producer: AIOKafkaProducer) -> AsyncIterator[Callable[[str], int]]:
    """A producer for as long as it lasts: how many partitions a topic has. Raises KafkaError if no broker answers."""
    try:
        await producer.start()
        cluster = await producer.client.fetch_all_metadata()
        yield lambda topic: len(cluster.partitions_for_topic(topic) or ())
    finally:
        with suppress(KafkaError, TimeoutError):
            await asyncio.wait_for(producer.stop(), CLOSE_S)


async def send(producer: AIOKafkaProducer, records: Iterable[Record], partitions: Callable[[str], int]) -> None:
    """Returns when Kafka has acknowledged all records; raises KafkaError, and LookupError for a topic that does not exist."""
    acks = [
        await producer.send_batch(batch, topic, partition=partition)
        for (topic, partition), some in by_partition(records, partitions).items()
        for batch in packed(producer, some)
    ]
    await asyncio.gather(*acks)


def by_partition(records: Iterable[Record], partitions: Callable[[str], int]) -> dict[tuple[str, int], list[Record]]:
    """Records in their order for each topic and partition: one key, one partition."""
    places: dict[tuple[str, int], list[Record]] = {}
    count_of = cache(partitions)
    for record in giving_way(records):
        count = count_of(record.topic)
        if not count:
            raise LookupError(f"topic {record.topic} does not exist: run `affluent topics apply`")
        places.setdefault((record.topic, zlib.crc32(record.key) % count), []).append(record)
    return places


def packed(producer: AIOKafkaProducer, records: Iterable[Record]) -> Iterator[BatchBuilder]:
    """Batches as large as the producer makes them."""
    batch = producer.create_batch()
    for _, key, value in giving_way(records):
        if batch.append(key=key, value=value, timestamp=None) is None:
            yield batch
            batch = producer.create_batch()
            batch.append(key=key, value=value, timestamp=None)
    yield batch
