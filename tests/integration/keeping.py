"""A warehouse that tests share: it knows what it holds, so that those that only read need not fill it each anew."""

from collections.abc import Callable, Sequence
from typing import Any, Self

from warehouse.connect import Warehouse
from warehouse.tables import Table

FILLED = "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND name != 'migrations'"


class Shared(Warehouse):
    """Whatever is written to it, it holds nothing that is known any more."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._fill: Callable[[Self], None] | None = None

    def emptied(self) -> Self:
        """As it was when it had just been migrated."""
        for row in self.rows(FILLED):
            self.run(f"TRUNCATE TABLE {row['name']}")
        return self

    def filled(self, fill: Callable[[Self], None]) -> Self:
        """As `fill` leaves an empty one; nothing is done if it did, and nobody has written since."""
        if self._fill is not fill:
            fill(self.emptied())
            self._fill = fill
        return self

    def run(self, sql: str) -> None:
        """Forgets what it holds."""
        self._fill = None
        super().run(sql)

    def execute(self, name: str, **parameters: Any) -> None:
        """Forgets what it holds."""
        self._fill = None
        super().execute(name, **parameters)

    def insert(self, table: Table, rows: Sequence[Sequence[Any]]) -> None:
        """Forgets what it holds."""
        self._fill = None
        super().insert(table, rows)
