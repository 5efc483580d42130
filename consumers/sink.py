"""Records in, rows stored: everything the sink does except talking to Kafka."""

import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from consumers.batch import Partition, Progress
from consumers.half import DECIDED, Half
from consumers.kept import dead_letter_of, letter_rows
from consumers.lane import Lane
from consumers.news import News
from consumers.place import Place, Row, Rows, Undecodable
from consumers.progress import note_progress, progress_of
from consumers.records import rows_of
from events.dead_letter import DeadLetter
from events.topics import DEAD_LETTERS
from runtime.kafka_records import Record
from runtime.metrics import DEAD_LETTERED, FRESHNESS_SECONDS, SINK_BATCHES, SINK_SECONDS, SUNK_ROWS
from warehouse.connect import Warehouse
from warehouse.tables import DECISIONS, DELIVERIES, NAMED, Table

log = logging.getLogger(__name__)

IDLE_S = 0.2
SAMPLES = 100
"""How fresh a batch is, is told by so many of its rows at most, evenly spread: more would tell no more."""
LIVE_MS = 10 * 60_000
"""An event received longer ago than this is history: its age says nothing about how fresh the warehouse is."""


class Sink:
    """Owns no partition until it has adopted it; then writes each of its records once. Of one thread."""

    def __init__(
        self,
        warehouse: Warehouse,
        epoch: int,
        topic_ids: Mapping[str, str],
        refuse: Callable[[DeadLetter], None],
        half: Half = DECIDED,
    ) -> None:
        self._warehouse, self._epoch, self._topic_ids = warehouse, epoch, topic_ids
        self._refuse = refuse
        self._progress: dict[Partition, Progress] = {}
        self._next: dict[Partition, int] = {}
        self._news = News()
        self._half, self._lane = half.name, Lane(half.linger_s)

    @property
    def adopted(self) -> set[Partition]:
        """The partitions whose records are taken."""
        return set(self._next)

    def adopt(self, partition: Partition) -> int:
        """Learn what is stored of a partition; returns the offset to read on from. Raises WrongEpoch."""
        progress = self._stored(partition)
        behind = {table: len(offsets) for table, offsets in progress.stored.items() if offsets}
        log.info("%s/%d goes on at %d%s", *partition, progress.offset, f", stored beyond it: {behind}" if behind else "")
        self._progress[partition], self._next[partition] = progress, progress.offset
        return progress.offset

    def position(self, partition: Partition) -> int | None:
        """The offset of the next record that will be taken."""
        return self._next.get(partition)

    def let_go(self, partitions: Iterable[Partition]) -> None:
        """Forget partitions that are no longer ours, and what waits of them."""
        partitions = list(partitions)
        self._lane.batch.leave_out(partitions)
        for partition in partitions:
            self._progress.pop(partition, None)
            self._next.pop(partition, None)

    def take(self, record: Record) -> None:
        """Turn a record into rows; one that was taken before is left out, one that can't be read is dead-lettered."""
        partition = (record.topic, record.partition)
        if record.offset < self._next.get(partition, record.offset + 1):
            return
        rows, stored = self._rows(record), self._progress[partition].holding(record.offset)
        if stored:
            rows = [(table, row) for table, row in rows if table.name not in stored]
        self._lane.batch.saw(partition, record.offset, rows)
        self._next[partition] = record.offset + 1

    @property
    def waiting(self) -> bool:
        """Whether rows wait for their write."""
        return bool(self._lane.batch.ends)

    def wait_s(self) -> float:
        """Seconds until what waits must be written; 0 if it must be now."""
        return min(IDLE_S, self._lane.wait_s())

    def flush(self, *, due: bool = False) -> Mapping[Partition, int]:
        """Write what waits, or only if it is due, then how far we are in; returns that. If it raises, call it again."""
        return self._write() if self.waiting and not (due and self._lane.wait_s()) else {}

    def _write(self) -> Mapping[Partition, int]:
        batch, in_doubt = self._lane.batch, self._lane.begin()
        if in_doubt:  # an insert that failed may have been stored all the same
            for partition in batch.ends:
                batch.leave_out_stored(partition, self._stored(partition))
        tables = batch.by_table()
        tables |= {table: self._news.of(tables[table]) for table in NAMED if table in tables}
        self._warehouse.insert_all({table: rows for table, rows in tables.items() if rows})
        self._news.stored(row for table in NAMED for row in tables.get(table, ()))
        note_progress(self._warehouse, self._epoch, batch.ends, self._topic_ids)
        SINK_SECONDS.labels(self._half).observe(self._lane.end())
        _measure(tables)
        return batch.ends

    def _stored(self, partition: Partition) -> Progress:
        return progress_of(self._warehouse, self._epoch, partition, self._topic_ids[partition[0]])

    def _rows(self, record: Record) -> Rows:
        try:
            return rows_of(self._epoch, record)
        except Undecodable as why:
            return self._refused(record, why)

    def _refused(self, record: Record, why: Undecodable) -> Rows:
        log.error("%s/%d/%d is refused: %s", record.topic, record.partition, record.offset, why)
        place = Place(self._epoch, record.topic, record.partition, record.offset)
        letter = dead_letter_of(place, max(record.timestamp, 0), record.key, record.value or b"", why)
        DEAD_LETTERED.labels("sink", letter.reason).inc()
        if record.topic == DEAD_LETTERS.name:  # a letter about a letter would never end
            return letter_rows(place, letter)
        self._refuse(letter)
        return []


def _measure(tables: Mapping[Table, Sequence[Row]]) -> None:
    SINK_BATCHES.labels("written").inc()
    for table, rows in tables.items():
        SUNK_ROWS.labels(table.name).inc(table.size(rows))
    now = time.time() * 1000
    for table, moment, kind in ((DELIVERIES, "received", "delivery"), (DECISIONS, "newest", "decision")):
        place, rows = table.columns.index(moment), tables.get(table, ())
        for row in rows[:: 1 + len(rows) // SAMPLES]:
            if (age := now - row[place]) < LIVE_MS:
                FRESHNESS_SECONDS.labels(kind).observe(max(age, 0) / 1000)
