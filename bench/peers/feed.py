"""Writes what contenders read, as fast as librdkafka does."""

from collections.abc import Iterable
from typing import NamedTuple

from confluent_kafka import Producer

from bench.traffic.last_touch_work import PARTITIONS
from runtime.kafka import admin
from runtime.settings import Settings

FLUSH_S = 60


class Written(NamedTuple):
    """A record; without a partition its key decides, as it does for Kafka's own clients (murmur2)."""

    value: bytes
    key: bytes | None = None
    partition: int = -1


def create(settings: Settings, topics: set[str]) -> None:
    """Create those that are not there yet; the broker stamps what is written to them."""
    wanted = {"num_partitions": PARTITIONS, "replication_factor": 1, "configs": {"message.timestamp.type": "LogAppendTime"}}
    client = admin(settings)
    try:
        missing = topics - set(client.list_topics())
        client.create_topics(dict.fromkeys(missing, wanted), wait_for_metadata=True)
    finally:
        client.close()


def feed(settings: Settings, topic: str, records: Iterable[Written]) -> None:
    """Write all of them, compressed as our intake does it, and wait for the acks; raises TimeoutError."""
    producer = Producer(
        {
            "bootstrap.servers": settings.kafka,
            "acks": "all",
            "compression.type": "lz4",
            "linger.ms": 20,
            "partitioner": "murmur2_random",
            "queue.buffering.max.messages": 2_000_000,
        }
    )
    for record in records:
        producer.produce(topic, record.value, record.key, record.partition)
    if left := producer.flush(FLUSH_S):
        raise TimeoutError(f"{left} records were not written to {topic} in {FLUSH_S} s")
