"""Creates the topics as `events.topics` spells them; what exists is left as it is."""

from enum import StrEnum
from typing import Any

from events.moments import MINUTE_MS
from events.topics import ALL, CHANGELOG, Topic
from runtime.kafka import admin
from runtime.settings import Settings

WAIT_MS = 30_000


class Outcome(StrEnum):
    CREATED = "created"
    THERE = "already there"


class OtherPartitions(Exception):
    """A topic exists with another number of partitions; the message names it."""


def apply_topics(settings: Settings) -> dict[str, Outcome]:
    """Create what is missing, and wait until it can be written to.

    Raises OtherPartitions, or kafka.errors.KafkaError.
    """
    client = admin(settings)
    try:
        there = set(client.list_topics())
        missing = [topic for topic in ALL if topic.name not in there]
        _refuse_other_partitions(client.describe_topics([t.name for t in ALL if t.name in there]), settings)
        if missing:
            _create(client, missing, settings)
        return {topic.name: Outcome.CREATED if topic in missing else Outcome.THERE for topic in ALL}
    finally:
        client.close()


def partitions_for(topic: Topic, settings: Settings) -> int:
    """How many partitions a topic must have."""
    return 1 if topic.one_partition else settings.partitions


def config_of(topic: Topic) -> dict[str, str]:
    """A topic's settings on the broker."""
    if topic == CHANGELOG:  # recovery reads it whole, so it is compacted early
        return {
            "cleanup.policy": "compact",
            "segment.bytes": str(64 * 1024 * 1024),
            "min.cleanable.dirty.ratio": "0.1",
            "max.compaction.lag.ms": str(10 * MINUTE_MS),
        }
    if topic.compacted:
        return {"cleanup.policy": "compact"}
    return {"cleanup.policy": "delete", "retention.ms": str(topic.retention_ms)}


def _refuse_other_partitions(described: list[dict[str, Any]], settings: Settings) -> None:
    for found in described:
        topic = next(topic for topic in ALL if topic.name == found["name"])
        wanted, has = partitions_for(topic, settings), len(found["partitions"])
        if has != wanted:
            raise OtherPartitions(f"topic {topic.name} has {has} partitions, AFFLUENT_PARTITIONS asks for {wanted}")


def _create(client: Any, missing: list[Topic], settings: Settings) -> None:
    client.create_topics(
        {
            topic.name: {
                "num_partitions": partitions_for(topic, settings),
                "replication_factor": settings.replication,
                "configs": config_of(topic),
            }
            for topic in missing
        },
        timeout_ms=WAIT_MS,
        wait_for_metadata=True,
    )
