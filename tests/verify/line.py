"""From raw records to rows: intake's door, the journal, the entities and the sink, each the product's own, in one process."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from random import Random

from consumers.sink import Sink
from domain.attribution.entity import World
from domain.attribution.horizons import Horizons
from domain.attribution.policy import PoliciesOf
from domain.attribution.rows import decode_row
from domain.attribution.terms import TermsOf
from events.addressing import CLOCK
from events.dead_letter import DeadLetter
from events.journal import decode_bundle, records_of
from events.messages import Envelope, Tick
from events.moments import HOUR_MS
from events.topics import ATTRIBUTIONS, BY_NAME, CATALOG_TOPIC, JOURNAL, LATE, TICKING
from intake.door import Door
from runtime.kafka_records import Record
from streams.host import SWEPT
from streams.results import result_records
from streams.settle import Bundle, settle
from tests.verify.month import LIMITS, Heard, Month
from warehouse.connect import Warehouse

PARTITIONS, EPOCH, ORDER_DELAY_DAYS = 2, 1, 30
HORIZONS = Horizons.of_days(LIMITS.lookback_days, LIMITS.lateness_days, ORDER_DELAY_DAYS)
SOURCES = tuple(f"{number}:0" for number in range(len(TICKING)))
AT_ONCE, BACKLOG, DISORDER_MS, STORED_TOGETHER = 300, 12, HOUR_MS, 3_000


class Line:
    """Partitions take turns by chance, so that messages of different entities pass each other as they do live."""

    def __init__(self, month: Month, warehouse: Warehouse, seed: int) -> None:
        self.counts: Counter[str] = Counter()
        self._rng = Random(seed)
        self._door = Door(month)
        self._world = World(TermsOf(month.book), HORIZONS, PARTITIONS, EPOCH, SOURCES, PoliciesOf(month.book))
        self._rows: dict[str, bytes] = {}
        self._journal: list[deque[Bundle]] = [deque() for _ in range(PARTITIONS)]
        self._ends: Counter[tuple[str, int]] = Counter()
        self._sink = _sink(warehouse, self.refused)
        self._ticked = 0
        self._swept: Iterator[str] = iter(())

    def refused(self, letter: DeadLetter) -> None:
        """There must be none."""
        raise AssertionError(letter.detail)

    def run(self, heard: Iterable[Heard]) -> None:
        """All of it, until nothing is left to settle; then everything is stored."""
        left = iter(heard)
        while portion := list(islice(left, AT_ONCE)):
            self._take_in(portion)
            self._settle_down_to(self._rng.randrange(BACKLOG))
        self._settle_down_to(0)
        self._sink.flush()
        self.counts["orders closed"] = sum(bool(getattr(decode_row(raw), "closed", False)) for raw in self._rows.values())

    def tell(self, messages: list[Envelope]) -> None:
        """Say something to entities after the month, and settle and store what comes of it."""
        self._send(messages)
        self._settle_down_to(0)
        self._sink.flush()

    def _take_in(self, portion: list[Heard]) -> None:
        messages = [message for each in portion if (message := self._door.envelope(each.record))]
        self.counts["events"] += sum(each.record.topic != CATALOG_TOPIC.name for each in portion)
        for each in portion:
            if each.record.topic == CATALOG_TOPIC.name:
                self._store(each.record)
        self._send(messages)
        finished = max(each.received for each in portion) - DISORDER_MS
        if finished > self._ticked + HOUR_MS:
            self._ticked = finished
            self._send([Envelope(f"{CLOCK}{p}", Tick(n, 0, finished)) for n in range(len(SOURCES)) for p in range(PARTITIONS)])

    def _send(self, messages: list[Envelope]) -> None:
        for home, raw in records_of(messages, PARTITIONS):
            self._append(home, raw)

    def _append(self, home: int, raw: bytes) -> None:
        offset = self._end_of(JOURNAL.name, home)
        self._store(Record(JOURNAL.name, home, offset, raw))
        self._journal[home].append(Bundle(home, offset, decode_bundle(raw)))

    def _settle_down_to(self, backlog: int) -> None:
        """Until no more than so many bundles wait."""
        while sum(map(len, self._journal)) > backlog:
            waiting = self._rng.choice([bundles for bundles in self._journal if bundles])
            group = [waiting.popleft() for _ in range(min(len(waiting), self._rng.choice((1, 4, 16))))]
            self._settle(group)

    def _settle(self, bundles: list[Bundle]) -> None:
        settled = settle(self._rows, bundles, self._world, self._to_sweep(SWEPT * len(bundles)))
        assert not settled.set_aside, settled.set_aside[0].why
        for key, row in settled.rows.items():
            if row is None:
                self._rows.pop(key, None)
                self.counts["rows forgotten"] += 1
            else:
                self._rows[key] = row
        self.counts["messages"] += sum(len(bundle.messages) for bundle in bundles)
        self.counts["decisions"] += len(settled.decisions)
        self.counts["late"] += len(settled.late)
        for record in result_records(settled, PARTITIONS):
            if record.topic == JOURNAL.name and record.value is not None:
                self._append(record.partition, record.value)
            else:
                offset = self._end_of(record.topic, record.partition)
                self._store(Record(record.topic, record.partition, offset, record.value, record.key))

    def _end_of(self, topic: str, partition: int) -> int:
        """Where the next record of a partition comes to lie."""
        self._ends[topic, partition] += 1
        return self._ends[topic, partition] - 1

    def _to_sweep(self, count: int) -> list[str]:
        """The next rows to look at for what may be forgotten, round and round."""
        found = list(islice(self._swept, count))
        if len(found) < count:
            self._swept = iter(list(self._rows))
        return found

    def _store(self, record: Record) -> None:
        self._sink.take(record)
        self.counts["stored"] += 1
        if not self.counts["stored"] % STORED_TOGETHER:
            self._sink.flush()


def _sink(warehouse: Warehouse, refuse: Callable[[DeadLetter], None]) -> Sink:
    """That has adopted every partition."""
    sink = Sink(warehouse, EPOCH, dict.fromkeys(BY_NAME, "an-id"), refuse)
    for topic in (JOURNAL, ATTRIBUTIONS, LATE):
        for partition in range(PARTITIONS):
            sink.adopt((topic.name, partition))
    sink.adopt((CATALOG_TOPIC.name, 0))
    return sink
