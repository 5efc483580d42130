"""Rows that say the same again and again: what was written once need not be written again."""

from collections.abc import Iterable

from consumers.place import Row


class News:
    """Remembers the first column of what is known to be stored. It starts empty: a row too many replaces itself."""

    def __init__(self) -> None:
        self._known: set[object] = set()

    def of(self, rows: Iterable[Row]) -> list[Row]:
        """Those that say something new, each once."""
        new = {row[0]: row for row in rows if row[0] not in self._known}
        return list(new.values())

    def stored(self, rows: Iterable[Row]) -> None:
        """These are written."""
        self._known.update(row[0] for row in rows)
