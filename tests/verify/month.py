"""What the world tells in a month, as the raw records that the collector writes, in the order of hearing."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from affluent.world.doors.imports import item
from affluent.world.plot.cast import Cast, cast
from affluent.world.plot.contracts import Telling
from affluent.world.plot.history import SPAN, Batch, history
from affluent.world.plot.moments import iso
from collector.click_ids import Signer
from collector.imports import Door, read_batch, read_cost, read_engagement, read_event
from collector.records import record_of
from domain.catalog_plan import plan_catalog
from domain.catalog_rules import Limits
from events.catalog import CatalogEntry
from events.catalog_book import CatalogBook
from events.moments import DAY_MS, from_ms, to_ms
from events.topics import CATALOG_TOPIC
from runtime.kafka_records import Record
from tests.verify.terms import Terms

START = 1_790_000_000_000
DAYS = 31
LIMITS = Limits(60, 14)
"""The longest terms in this world; orders that are older are over within the month, and what they need is forgotten."""
READ = {"events": read_event, "engagements": read_engagement, "costs": read_cost}
SECRET = b"a secret of the month's own"


class Heard(NamedTuple):
    """A raw record and when affluent received what it tells, milliseconds."""

    record: Record
    received: int


class Month:
    """Raw records one after the other; the book knows what the catalog was told so far. `conditions`: under terms.py too."""

    def __init__(self, seed: int, stories: int, days: int = DAYS, *, conditions: bool = False) -> None:
        self.book = CatalogBook()
        self._cast: Cast = cast()
        plot = history(self._cast, seed, START, stories)
        self._plot = Terms(self._cast, SECRET).laid_over(plot, START) if conditions else plot
        self._end = START + min(days * DAY_MS, SPAN)
        self._door = Door(from_ms(self._end + SPAN), True, Signer(SECRET), SECRET, self.book)
        self._ends: dict[str, int] = {}

    def catch_up(self, seconds: float = 30) -> CatalogBook:
        """As a feed is asked: there is nothing more to come."""
        return self.book

    def heard(self) -> Iterator[Heard]:
        """All of the month."""
        for told in self._plot:
            yield from self._versions(told) if isinstance(told, Telling) else self._events(told)

    def _events(self, batch: Batch) -> Iterator[Heard]:
        told = [item(one) for one in batch.told if one["received"] < self._end]
        for event in read_batch({"events": told}, READ[batch.door], self._door):
            assert event.received_at is not None
            topic, key, value = record_of(event)
            yield self._record(topic, key, value, event.received_at)

    def _versions(self, telling: Telling) -> Iterator[Heard]:
        if telling.recorded_at >= self._end:
            return
        moments = {"valid_from": iso(telling.valid_from), "recorded_at": iso(telling.recorded_at)}
        documents: dict[str, Any] = {name: [one | moments for one in listed] for name, listed in telling.entries.items()}
        for entry in plan_catalog(self.book, documents, from_ms(telling.recorded_at), LIMITS).versions:
            yield self._version(entry)

    def _version(self, entry: CatalogEntry) -> Heard:
        self.book.add(entry)
        key = f"{entry.kind}:{entry.ref}".encode()
        return self._record(CATALOG_TOPIC.name, key, entry.model_dump_json().encode(), entry.recorded_at)

    def _record(self, topic: str, key: bytes, value: bytes, received: datetime) -> Heard:
        offset = self._ends[topic] = self._ends.get(topic, -1) + 1
        at = to_ms(received)
        return Heard(Record(topic, 0, offset, value, key, at), at)
