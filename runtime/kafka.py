"""How every client reaches Kafka: one place for addresses and security, for kafka-python and for aiokafka."""

import ssl
from typing import Any

from aiokafka import AIOKafkaProducer
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition

from runtime.kafka_records import read_compiled
from runtime.settings import Settings

FEW = 200
"""Records of one poll, below which there is time to rest: what comes meanwhile is taken in one go, and each poll costs."""
LOOK_MS = 5
"""What a poll needs at least to hand over what was fetched while one rested."""


def connection(settings: Settings) -> dict[str, Any]:
    """kafka-python's connection arguments. TLS always verifies the broker's name."""
    common: dict[str, Any] = {
        "bootstrap_servers": settings.kafka.split(","),
        "security_protocol": settings.kafka_security,
        "bootstrap_timeout_ms": 8000,  # by default half a minute goes by before anybody is told that there is no Kafka
        "reconnect_backoff_max_ms": 1000,  # by default a client stays away for 30 s from a broker that is back after 5
    }
    if settings.kafka_ca_file:
        common["ssl_cafile"] = str(settings.kafka_ca_file)
    if settings.kafka_security.startswith("SASL"):
        common |= {
            "sasl_mechanism": settings.kafka_sasl_mechanism,
            "sasl_plain_username": settings.kafka_username,
            "sasl_plain_password": settings.kafka_password.get_secret_value(),
        }
    return common


def producer(settings: Settings, **more: Any) -> KafkaProducer:
    """A producer whose acks are worth having: all replicas, idempotent."""
    return KafkaProducer(**(connection(settings) | {"acks": "all", "compression_type": "lz4"} | more))


def batch_producer(settings: Settings, **more: Any) -> AIOKafkaProducer:
    """A producer with the same acks for whole batches of small records: they cost a tenth of what kafka-python needs for each.

    Made inside the event loop that it is used in. zstd, because this client knows lz4 only at its slowest level, which takes
    eight times as long and packs less well. Every broker and client since Kafka 2.1 reads it.
    """
    told: dict[str, Any] = {
        "bootstrap_servers": settings.kafka.split(","),
        "security_protocol": settings.kafka_security,
        "acks": "all",
        "enable_idempotence": True,
        "compression_type": "zstd",
    }
    if settings.kafka_security.endswith("SSL"):
        told["ssl_context"] = ssl.create_default_context(cafile=settings.kafka_ca_file)
    if settings.kafka_security.startswith("SASL"):
        told |= {
            "sasl_mechanism": settings.kafka_sasl_mechanism,
            "sasl_plain_username": settings.kafka_username,
            "sasl_plain_password": settings.kafka_password.get_secret_value(),
        }
    return AIOKafkaProducer(**(told | more))


def consumer(settings: Settings, **more: Any) -> KafkaConsumer:
    """A consumer that commits nothing by itself and starts at the oldest record."""
    own = {"enable_auto_commit": False, "auto_offset_reset": "earliest"}
    return read_compiled(KafkaConsumer(**(connection(settings) | own | more)))


def admin(settings: Settings) -> KafkaAdminClient:
    """The broker's administration."""
    return KafkaAdminClient(**connection(settings))


def partitions_of(client: KafkaConsumer, topic: str) -> list[TopicPartition]:
    """All partitions of a topic; raises LookupError if it does not exist (it is never created by use)."""
    found = client.partitions_for_topic(topic)
    if not found:
        raise LookupError(f"topic {topic} does not exist: run `affluent topics apply`")
    return [TopicPartition(topic, partition) for partition in sorted(found)]
