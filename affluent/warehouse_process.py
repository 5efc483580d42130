"""The warehouse process: sink, alerts, books, sums, models and API, because an embedded warehouse belongs to one process."""

import gc
import logging
import threading
from collections.abc import Mapping, Sequence
from functools import partial

import uvicorn
from clickhouse_connect.driver.exceptions import ClickHouseError
from kafka import KafkaProducer

from affluent.replay.desk import Desk
from affluent.replay.routes import replay_routes
from affluent.settling import Settling
from affluent.training.routes import training_routes
from affluent.training.trainer import Trainer
from consumers.alerting.evaluator import Evaluator
from consumers.alerting.start import start_alerting
from consumers.feed import Feed
from consumers.progress import WrongEpoch
from consumers.start import start_feeds
from dashboards.api.app import build
from runtime.kafka import producer
from runtime.ops import Serving
from runtime.settings import Settings
from runtime.stopping import Stop
from warehouse.connect import Warehouse, connect
from warehouse.migrate import BadMigration, migrate

log = logging.getLogger(__name__)

LAST_BATCH_S = 4.0
SELDOM = 100_000
"""Allocations between two looks for cycles."""
ACK_S = 30


class Running(threading.Thread):
    """A part of the process; when it ends without being asked to, the process ends."""

    def __init__(self, name: str, part: Feed | Evaluator | Desk | Trainer | Settling, stop: Stop) -> None:
        super().__init__(name=name, daemon=True)
        self._part, self._until = part, stop
        self.failed = False

    def run(self) -> None:
        """The part's loop; what it raises is logged and ends the process."""
        try:
            self._part.run(self._until)
        except Exception:
            log.exception("the %s ended", self.name)
            self.failed = True


def run(settings: Settings) -> None:
    """Migrate, then sink and serve until SIGTERM; exits with 1 if a part ends by itself."""
    stop = Stop().on_signals()
    warehouse = connect(settings.warehouse)
    try:
        for name in migrate(warehouse):
            log.info("migration %s applied", name)
        _serve(settings, warehouse, stop)
    except (BadMigration, WrongEpoch) as why:
        raise SystemExit(f"affluent: {why}") from why
    except ClickHouseError as why:
        raise SystemExit(f"affluent: the warehouse, where AFFLUENT_WAREHOUSE says it is, can't be used: {why}") from why
    finally:
        warehouse.close()


def _serve(settings: Settings, warehouse: Warehouse, stop: Stop) -> None:
    feeds, desk, trainer = start_feeds(settings, warehouse), Desk(warehouse, settings), Trainer(warehouse, settings)
    gc.freeze()  # what is here now stays; and a batch is 50,000 rows of tuples and lists, none of them in a cycle
    gc.set_threshold(SELDOM, 20, 50)
    sinks = {feed: Running(f"sink of {name}", feed, stop) for name, feed in feeds.items()}
    alerts = Running("alerts", start_alerting(settings, warehouse), stop)
    models = [Running("models", trainer, stop)] if settings.train_every_days else []
    ahead = Running("sums made ahead", Settling(warehouse), stop)
    parts = (*sinks.values(), alerts, Running("books", desk, stop), ahead, *models)
    writer = producer(settings)
    worked_out = replay_routes(desk, settings), training_routes(trainer, settings)
    app = build(warehouse, settings, Sender(writer), partial(_waits_for, sinks), *worked_out)
    config = uvicorn.Config(
        app, host=settings.host, port=settings.warehouse_port, log_level="warning", lifespan="on", timeout_graceful_shutdown=1
    )
    web = Serving(config, "api").start()
    asked = _attend(parts, web, stop)
    web.close()
    writer.close(1)
    if any(part.failed for part in parts) or not asked:
        raise SystemExit(1)


def _attend(parts: Sequence[Running], web: Serving, stop: Stop) -> bool:
    """Run the parts until one of them ends or the end is asked for, then stop all; returns whether it was asked for."""
    for part in parts:
        part.start()
    while not stop and web.is_alive and all(part.is_alive() for part in parts):
        stop.wait(0.2)
    asked = bool(stop)
    stop.set()
    for part in parts:
        part.join(LAST_BATCH_S)
    return asked


def _waits_for(sinks: Mapping[Feed, Running]) -> str:
    told = (feed.waits_for if sink.is_alive() else f"the {sink.name} has ended" for feed, sink in sinks.items())
    return next(filter(None, told), "")


class Sender:
    """Writes one record and waits until Kafka has it."""

    def __init__(self, writer: KafkaProducer) -> None:
        self._writer = writer

    def __call__(self, topic: str, partition: int | None, key: bytes | None, value: bytes) -> None:
        """Raises KafkaError if Kafka does not take it."""
        self._writer.send(topic, value=value, key=key, partition=partition).get(timeout=ACK_S)
