"""Brings records to Kafka in batches as the collector's, but by librdkafka: the writer is not what is measured."""

from collections.abc import Iterable

from confluent_kafka import Producer

from bench.traffic.contracts import catalog
from bench.traffic.realistic import Raw
from events.topics import CATALOG_TOPIC

FLUSH_S = 60


def write(kafka: str, records: Iterable[Raw]) -> int:
    """Write records, partitioned as kafka-python partitions them; how many. Raises RuntimeError if not all are acknowledged."""
    shape = {"compression.type": "lz4", "batch.size": 16_384, "linger.ms": 5, "partitioner": "murmur2_random"}
    client = Producer({"bootstrap.servers": kafka, "acks": "all", "queue.buffering.max.messages": 500_000} | shape)
    written, failed = 0, []

    def told(error: object, message: object) -> None:
        if error:
            failed.append(error)

    for written, one in enumerate(records, 1):
        while True:
            try:
                client.produce(one.topic, key=one.key, value=one.value, on_delivery=told)
                break
            except BufferError:
                client.poll(0.1)
        if written % 1000 == 0:
            client.poll(0)
    if client.flush(FLUSH_S) or failed:
        raise RuntimeError(f"Kafka did not take {len(client)} records, refused {failed[:3]}")
    return written


def write_catalog(kafka: str) -> int:
    """Write the catalog of the realistic traffic, keyed as the collector keys it."""
    told = ((f"{entry.kind}:{entry.ref}", entry.model_dump_json()) for entry in catalog())
    return write(kafka, (Raw(CATALOG_TOPIC.name, key.encode(), value.encode()) for key, value in told))
