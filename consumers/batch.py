"""Rows on their way to the warehouse: a value that knows how far each partition is in once it is written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from consumers.place import Row, Rows
from warehouse.tables import Table

Partition = tuple[str, int]
"""(topic, partition)"""


class Progress(NamedTuple):
    """Where a partition goes on: at `offset`, leaving out rows that a crash left behind without saying so."""

    offset: int
    stored: Mapping[str, frozenset[int]]
    """Table to offsets at or after `offset` whose rows it holds already: a batch's rows reach a table all or none."""

    def holding(self, offset: int) -> set[str]:
        """The tables that hold the rows of a record already; nearly always none."""
        return {name for name, offsets in self.stored.items() if offset < self.offset or offset in offsets}


class Batch:
    """Kept apart by partition, so that what is taken away from us can be left out."""

    def __init__(self) -> None:
        self.ends: dict[Partition, int] = {}
        self._rows: dict[Partition, dict[Table, list[Row]]] = {}

    @property
    def size(self) -> int:
        """How many rows wait."""
        return sum(table.size(rows) for tables in self._rows.values() for table, rows in tables.items())

    def saw(self, partition: Partition, offset: int, rows: Rows) -> None:
        """A record was read: these are its rows, and the partition is in up to behind it."""
        mine = self._rows.setdefault(partition, defaultdict(list))
        for table, row in rows:
            mine[table].append(row)
        self.ends[partition] = offset + 1

    def leave_out(self, partitions: Iterable[Partition]) -> None:
        """Forget what came from partitions that somebody else reads now."""
        for partition in partitions:
            self._rows.pop(partition, None)
            self.ends.pop(partition, None)

    def leave_out_stored(self, partition: Partition, progress: Progress) -> None:
        """Forget rows that are stored already."""
        for table, rows in self._rows[partition].items():
            offset = table.columns.index(table.offset)
            rows[:] = [row for row in rows if table.name not in progress.holding(row[offset])]

    def by_table(self) -> dict[Table, list[Row]]:
        """The rows of each table that has any."""
        found: dict[Table, list[Row]] = defaultdict(list)
        for tables in self._rows.values():
            for table, rows in tables.items():
                found[table] += rows
        return {table: rows for table, rows in found.items() if rows}
