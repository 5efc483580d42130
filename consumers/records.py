"""What the sink reads, topic by topic, and how a record of each becomes rows."""

from collections.abc import Callable
from typing import NamedTuple

from consumers.decided import decision_rows, late_rows
from consumers.kept import alert_rows, catalog_rows, dead_letter_rows
from consumers.place import Place, Rows, Undecodable
from consumers.rows import journal_rows
from events.topics import ALERTS, ATTRIBUTIONS, CATALOG_TOPIC, DEAD_LETTERS, JOURNAL, LATE
from runtime.kafka_records import Record
from warehouse import tables
from warehouse.tables import Table


class Source(NamedTuple):
    """One topic: how its records become rows, and the tables that these go to."""

    rows: Callable[[Place, bytes], Rows]
    tables: tuple[Table, ...]


SOURCES = {
    JOURNAL.name: Source(journal_rows, (*tables.FACTS, tables.DELIVERIES)),
    ATTRIBUTIONS.name: Source(decision_rows, (tables.ATTRIBUTIONS, tables.CREDITS, tables.DECISIONS, *tables.NAMED)),
    LATE.name: Source(late_rows, (tables.LATE,)),
    DEAD_LETTERS.name: Source(dead_letter_rows, (tables.DEAD_LETTERS, tables.DELIVERIES)),
    CATALOG_TOPIC.name: Source(catalog_rows, (tables.CATALOG, tables.NEWEST)),
    ALERTS.name: Source(alert_rows, (tables.ALERTS,)),
}
TOPICS = tuple(SOURCES)
COMPACTED = {ALERTS.name, CATALOG_TOPIC.name}


def rows_of(epoch: int, record: Record) -> Rows:
    """The rows of a record; raises Undecodable. A tombstone of a compacted topic has none."""
    place = Place(epoch, record.topic, record.partition, record.offset)
    if record.value is None:
        if record.topic in COMPACTED:
            return []
        raise Undecodable("a record without a value")
    return SOURCES[record.topic].rows(place, record.value)
