"""Puts the sink together: who reads which topics, which groups they are in, where dead letters go."""

from kafka import KafkaConsumer, KafkaProducer

from consumers.feed import Feed
from consumers.half import DECIDED, FACTS, Half
from consumers.progress import refuse_past_epoch
from consumers.records import TOPICS
from consumers.sink import Sink
from events.dead_letter import DeadLetter
from events.ids import derived_id
from events.topics import DEAD_LETTERS
from runtime.kafka import admin, consumer, partitions_of, producer
from runtime.settings import Settings
from warehouse.connect import Warehouse

ACK_S = 30
SESSION_MS = 10_000


def start_feeds(settings: Settings, warehouse: Warehouse) -> dict[str, Feed]:
    """The feeds that are ready to run, by name, each topic in one of them.

    Raises LookupError for a topic that is missing, WrongEpoch for an epoch that has passed.
    """
    refuse_past_epoch(warehouse, settings.epoch)
    ids, letters = topic_ids(settings), Letters(producer(settings))
    feeds = {}
    for half in (DECIDED, FACTS):
        sink = Sink(warehouse, settings.epoch, ids, letters.send, half)
        feeds[half.name] = Feed(_reader(settings, warehouse, half), sink, half.topics)
    return feeds


def _reader(settings: Settings, warehouse: Warehouse, half: Half) -> KafkaConsumer:
    group = f"affluent-sink-{derived_id(warehouse.place)[:8]}-{half.name}"
    # the embedded engine has one process: as a static member it takes its partitions back at once after a kill
    static = {"group_instance_id": f"{group}-embedded"} if warehouse.embedded else {}
    reader = consumer(
        settings, group_id=group, session_timeout_ms=SESSION_MS, heartbeat_interval_ms=2000, fetch_max_wait_ms=100, **static
    )
    for topic in half.topics:
        partitions_of(reader, topic)
    return reader


def topic_ids(settings: Settings) -> dict[str, str]:
    """Kafka's own id of each topic: a topic that was deleted and made anew has another."""
    client = admin(settings)
    try:
        return {told["name"]: str(told["topic_id"]) for told in client.describe_topics(list(TOPICS))}
    finally:
        client.close()


class Letters:
    """Writes dead letters and waits until Kafka has them."""

    def __init__(self, writer: KafkaProducer) -> None:
        self._writer = writer

    def send(self, letter: DeadLetter) -> None:
        """Raises if Kafka does not take it: the sink must not go on then."""
        key = f"{letter.topic}/{letter.partition}".encode()
        self._writer.send(DEAD_LETTERS.name, key=key, value=letter.model_dump_json().encode()).get(timeout=ACK_S)
