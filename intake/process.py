"""The intake process: waits for Kafka and the catalog, runs the line, starts it anew when Kafka was away."""

import gc
import logging
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from kafka import KafkaConsumer, KafkaProducer
from kafka.errors import KafkaError

from events.topics import DEAD_LETTERS, JOURNAL
from intake.door import TOPICS, Door
from intake.line import Line
from intake.links import CatalogUnreadable
from intake.pace import Pace
from runtime.catalog_feed import CatalogFeed
from runtime.kafka import consumer, partitions_of, producer
from runtime.ops import serve_ops
from runtime.settings import Settings
from runtime.stopping import Stop

log = logging.getLogger(__name__)

GROUP = "affluent-intake"
BOOTSTRAP_MS = 1500
SESSION_MS = 10_000
MAX_POLL_RECORDS = 2000
LARGEST_REQUEST = 8 * 1024 * 1024
LINGER_MS = 5
"""Each waking of the producer's thread takes the interpreter from the line; so it takes a few bundles with it."""
FINISH_S = 3.0
CLOSE_S = 0.5


class Status:
    """What /readyz says."""

    def __init__(self) -> None:
        self.waits_for = "intake is starting"
        self.pace: Pace | None = None

    def ready(self) -> str:
        """Empty if records go through, else what they wait for."""
        if not self.waits_for and self.pace and not self.pace.kafka_answers:
            return "Kafka does not answer"
        return self.waits_for


def run(settings: Settings) -> None:
    """Take in raw records until SIGTERM or SIGINT; then send what is open, commit and return."""
    stop, status = Stop().on_signals(), Status()
    server = serve_ops(settings, settings.intake_port, status.ready)
    while not stop:
        try:
            _run_line(settings, stop, status)
        except (KafkaError, CatalogUnreadable, LookupError, TimeoutError) as why:
            status.waits_for = f"Kafka at {settings.kafka}: {type(why).__name__}: {why}"
            log.warning("intake starts anew from its last commit; it waits for %s", status.waits_for)
            stop.wait(1)
    server.close()


def _run_line(settings: Settings, stop: Stop, status: Status) -> None:
    with ExitStack() as stack:
        source = stack.enter_context(_consumer(settings))
        _check_topics(source, settings)
        feed = CatalogFeed(settings)
        stack.callback(feed.close)
        status.waits_for = "the catalog is being read"
        feed.start()
        target = stack.enter_context(_producer(settings))
        status.pace = pace = Pace(settings).start()
        stack.callback(pace.close)
        gc.freeze()
        _work(Line(settings, source, target, Door(feed), pace), source, stop, status)


def _work(line: Line, source: KafkaConsumer, stop: Stop, status: Status) -> None:
    source.subscribe(list(TOPICS))
    while not stop:
        line.step()
        status.waits_for = "" if source.assignment() else "the consumer group has given this process no partition yet"
    line.finish(FINISH_S)


@contextmanager
def _consumer(settings: Settings) -> Iterator[KafkaConsumer]:
    client = consumer(
        settings,
        group_id=GROUP,
        group_instance_id=_instance(settings),
        session_timeout_ms=SESSION_MS,
        bootstrap_timeout_ms=BOOTSTRAP_MS,
        max_poll_records=MAX_POLL_RECORDS,
        max_partition_fetch_bytes=LARGEST_REQUEST,
        allow_auto_create_topics=False,
    )
    try:
        yield client
    finally:
        client.close(autocommit=False, timeout_ms=CLOSE_S * 1000)


@contextmanager
def _producer(settings: Settings) -> Iterator[KafkaProducer]:
    client = producer(
        settings,
        bootstrap_timeout_ms=BOOTSTRAP_MS,
        batch_size=256 * 1024,
        linger_ms=LINGER_MS,
        max_request_size=LARGEST_REQUEST,
        max_block_ms=3000,
        allow_auto_create_topics=False,
    )
    try:
        yield client
    finally:
        client.close(timeout=CLOSE_S)


def _instance(settings: Settings) -> str | None:
    """A member that comes back under its name gets its partitions at once; a nameless one waits for the dead one's session."""
    return f"{socket.gethostname()}-{settings.intake_port}" if settings.intake_port else None


def _check_topics(client: KafkaConsumer, settings: Settings) -> None:
    for topic in (*TOPICS, DEAD_LETTERS.name):
        partitions_of(client, topic)
    found = len(partitions_of(client, JOURNAL.name))
    if found != settings.partitions:
        raise LookupError(
            f"topic {JOURNAL.name} has {found} partitions, AFFLUENT_PARTITIONS is {settings.partitions}: an entity has one home"
        )
