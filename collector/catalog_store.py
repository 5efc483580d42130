"""The collector's catalog: fed by its topic, kept on disk for a start while Kafka is down, told to the topic by one writer."""

import json
import logging
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kafka import KafkaProducer
from kafka.errors import KafkaError
from pydantic import ValidationError

from domain.catalog_plan import Plan, plan_catalog
from domain.catalog_rules import Limits
from events.catalog import CATALOG, CatalogEntry
from events.catalog_book import CatalogBook
from events.moments import from_ms
from events.topics import CATALOG_TOPIC
from runtime.catalog_feed import CatalogFeed
from runtime.kafka import producer
from runtime.settings import Settings
from runtime.stopping import Stop

log = logging.getLogger(__name__)
RETRY_S, SNAPSHOT_S, FEED_S, ACK_S = 1.0, 1.0, 30.0, 15.0


BOUNDED = {
    "allow_auto_create_topics": False,
    "bootstrap_timeout_ms": 5_000,
    "max_block_ms": 5_000,
    "request_timeout_ms": 5_000,
    "delivery_timeout_ms": 8_000,
}
"""Whoever applies a catalog waits for the answer: every wait ends."""

MakeProducer = Callable[[], KafkaProducer]


class CatalogUnavailable(Exception):
    """The catalog's topic can't be reached: what is known still serves, nothing new can be told."""


class CatalogStore:
    """One book for all doors. `keep` runs in a thread of its own; `apply` may be called from any."""

    def __init__(self, settings: Settings, make_producer: MakeProducer) -> None:
        self.book = CatalogBook()
        self._settings, self._make_producer = settings, make_producer
        self._snapshot = settings.spool / "catalog.jsonl"
        self._feed: CatalogFeed | None = None
        self._stop = Stop()
        self._applying, self._saving = threading.Lock(), threading.Lock()
        self._kept = load_snapshot(self._snapshot, self.book)
        self._thread = threading.Thread(target=self._keep, name="catalog", daemon=True)

    def start(self) -> None:
        """Begin to follow the topic; what an earlier process knew is known already."""
        self._thread.start()

    def waits_for(self) -> str:
        """Empty once a catalog is known; else what is missing."""
        return "" if self._feed or len(self.book) else f"waits for Kafka at {self._settings.kafka} to read the catalog"

    def plan(self, documents: Mapping[str, Any], now_ms: int) -> Plan:
        """What applying would do as far as the catalog is known here; raises BadCatalog."""
        limits = Limits(self._settings.max_lookback_days, self._settings.max_lateness_days)
        return plan_catalog(self.book, documents, from_ms(now_ms), limits)

    def apply(self, documents: Mapping[str, Any], now_ms: int) -> Plan:
        """Tell the topic and wait until it was read back here; raises BadCatalog or CatalogUnavailable."""
        with self._applying:
            feed = self._feed
            if feed is None:
                raise CatalogUnavailable(self.waits_for() or "the catalog's topic is not reachable yet")
            try:
                feed.catch_up(FEED_S)
                plan = self.plan(documents, now_ms)
                if plan.versions:
                    feed.wait_for(self._tell(plan.versions) + 1, FEED_S)
                    self._save()
            except (KafkaError, TimeoutError, OSError) as why:
                raise CatalogUnavailable(f"{type(why).__name__}: {why}") from why
            return plan

    def close(self) -> None:
        """Stop following."""
        self._stop.set()
        self._thread.join(2)

    def _tell(self, versions: tuple[CatalogEntry, ...]) -> int:
        """The offset of the last version on the topic."""
        client = self._make_producer()
        try:
            sent = [
                client.send(CATALOG_TOPIC.name, key=f"{entry.kind}:{entry.ref}".encode(), value=entry.model_dump_json().encode())
                for entry in versions
            ]
            return max(int(future.get(timeout=ACK_S).offset) for future in sent)
        finally:
            client.close(timeout=1)

    def _keep(self) -> None:
        while not self._stop and self._feed is None:
            self._try_to_follow()
        while not self._stop.wait(SNAPSHOT_S):
            self._save()
        if self._feed:
            self._feed.close()

    def _try_to_follow(self) -> None:
        feed = CatalogFeed(self._settings)
        feed.book = self.book
        try:
            self._feed = feed.start()
            log.info("the catalog is read: %d versions", len(self.book))
            self._save()
        except Exception as why:  # noqa: BLE001 - the thread must live: without it there is no catalog
            log.warning("the catalog cannot be read yet: %s: %s", type(why).__name__, why)
            feed.close()
            self._stop.wait(RETRY_S)

    def _save(self) -> None:
        with self._saving:
            try:
                if len(self.book) != self._kept:
                    self._kept = save_snapshot(self._snapshot, self.book)
            except OSError as why:
                log.warning("the catalog could not be kept on disk: %s", why)


def bounded_teller(settings: Settings) -> KafkaProducer:
    """A producer that gives up in seconds; raises KafkaError if no broker answers."""
    return producer(settings, **BOUNDED)


def load_snapshot(path: Path, book: CatalogBook) -> int:
    """Add what an earlier process knew; how many versions that is. A line that can't be read is left to the topic."""
    if not path.exists():
        return 0
    for line in path.read_bytes().splitlines():
        try:
            book.add(CATALOG.validate_json(line))
        except ValidationError:
            log.warning("a line of %s is not readable; the topic will tell it again", path)
    return len(book)


def save_snapshot(path: Path, book: CatalogBook) -> int:
    """Replace the file at once, so that a killed process leaves the old or the new one; how many versions it has."""
    entries = list(book)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(b"".join(json.dumps(entry.model_dump(mode="json")).encode() + b"\n" for entry in entries))
    fresh.replace(path)
    return len(entries)
