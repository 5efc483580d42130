"""The Faust app: its topics, its table, its one agent. No logic."""

import ssl
from collections.abc import Iterable, Sequence
from typing import Any

import faust

from domain.attribution.entity import World
from domain.attribution.horizons import Horizons
from domain.attribution.policy import PoliciesOf
from domain.attribution.terms import TermsOf
from events.topics import JOURNAL, TICKING
from runtime.catalog_feed import CatalogFeed
from runtime.settings import Settings
from streams.faust_rim.consumer import install
from streams.faust_rim.recovery import SafeTableManager
from streams.faust_rim.table import BatchedTable
from streams.host import Host, Job
from streams.results import result_records
from streams.settle import Bundle, Settled, Stored, settle

APP, TABLE = "affluent-streams", "entities"
BYTES: dict[str, Any] = {"key_type": bytes, "key_serializer": "raw", "value_type": bytes, "value_serializer": "raw"}


def world_of(settings: Settings, feed: CatalogFeed) -> World:
    """What the entities judge by."""
    horizons = Horizons.of_days(settings.max_lookback_days, settings.max_lateness_days, settings.max_order_delay_days)
    raw = tuple(
        f"{number}:{partition}"
        for number, topic in enumerate(TICKING)
        for partition in range(1 if topic.one_partition else settings.partitions)
    )
    return World(TermsOf(feed.book), horizons, settings.partitions, settings.epoch, raw, PoliciesOf(feed.book))


def make_app(settings: Settings, job: Job) -> faust.App:
    """The app of one worker. Topics are never created by use; the store is memory, the changelog is the truth."""
    install()
    app = faust.App(
        APP, broker=[f"kafka://{address}" for address in settings.kafka.split(",")], store="memory://", web_enabled=False,
        datadir=str(settings.streams_dir), topic_partitions=settings.partitions, topic_allow_declare=False,
        topic_disable_leader=True, table_standby_replicas=0, consumer_auto_offset_reset="earliest",
        broker_session_timeout=settings.streams_session_s, broker_heartbeat_interval=settings.streams_session_s / 5,
        producer_max_batch_size=512 * 1024,
        producer_max_request_size=4 * 1024 * 1024, producer_request_timeout=120, producer_acks=-1,
        consumer_max_fetch_size=4 * 1024 * 1024, broker_credentials=_credentials(settings), TableManager=SafeTableManager,
        topic_replication_factor=settings.replication,
    )  # fmt: skip
    conf: Any = app.conf
    conf.Table = BatchedTable
    table: Any = app.Table(TABLE, partitions=settings.partitions, key_type=bytes, value_type=bytes)
    host = Host(table, job, settings.streams_session_s)
    journal = app.topic(JOURNAL.name, **BYTES)

    @app.agent(journal, name=TABLE)
    async def entities(stream: Any) -> None:
        waiting = stream.channel.queue._queue  # noqa: SLF001  looked at, never taken from
        async for event in stream.events():
            await host.take(event, waiting)

    return app


def attribution(settings: Settings, feed: CatalogFeed) -> Job:
    """The product's work: the entities, under the catalog's terms."""
    world = world_of(settings, feed)

    def settled(stored: Stored, bundles: Sequence[Bundle], sweep: Iterable[str], patient: bool) -> Settled:
        return settle(stored, bundles, world, sweep, patient=patient)

    return Job(settled, lambda done: result_records(done, settings.partitions), feed.catch_up, settings.partitions)


def _credentials(settings: Settings) -> Any:
    if settings.kafka_security == "PLAINTEXT":
        return None
    context = None
    if settings.kafka_security.endswith("SSL"):
        context = ssl.create_default_context(cafile=str(settings.kafka_ca_file) if settings.kafka_ca_file else None)
    if settings.kafka_security == "SSL":
        return faust.SSLCredentials(context)
    return faust.SASLCredentials(
        username=settings.kafka_username,
        password=settings.kafka_password.get_secret_value(),
        mechanism=settings.kafka_sasl_mechanism,
        ssl_context=context,
    )
