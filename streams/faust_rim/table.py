"""A table whose changelog is written in batches and whose recovery never goes back."""

from collections.abc import Iterable
from typing import Any

from faust.tables.table import Table

from domain.attribution.rows import applied_of
from streams.faust_rim.batches import Record, write


class BatchedTable(Table):  # type: ignore[type-arg]
    """bytes → bytes in memory, with a compacted changelog. Stage rows, then flush once a bundle."""

    @property
    def rows(self) -> dict[bytes, bytes]:
        """What this worker holds."""
        store: Any = self.data
        rows: dict[bytes, bytes] = store.data
        return rows

    @property
    def _homes(self) -> dict[bytes, int]:
        store: Any = self.data
        homes: dict[bytes, int] = store._key_partition  # noqa: SLF001  memory:// forgets by it what it no longer owns
        return homes

    def stage(self, partition: int, key: bytes, value: bytes | None) -> None:
        """Change a row here and note it for the changelog; None forgets it."""
        if value is None:
            self.rows.pop(key, None)
        else:
            self.rows[key] = value
            self._homes[key] = partition  # or a lost partition's rows would stay
        self._staged.append(Record(self.changelog_topic_name, partition, key, value))

    @property
    def producer(self) -> Any:
        """aiokafka's producer beneath Faust's."""
        faust_producer: Any = self.app.producer
        return faust_producer._producer  # noqa: SLF001

    async def flush(self) -> None:
        """Write what was staged and wait for every ack; raises what the broker refused."""
        staged = self._staged
        self.__dict__["staged"] = []
        await write(self.producer, staged)

    @property
    def _staged(self) -> list[Record]:
        staged: list[Record] = self.__dict__.setdefault("staged", [])
        return staged

    def apply_changelog_batch(self, batch: Iterable[Any]) -> None:
        """Recover rows. One with a lower `applied` than what is here was written by a worker that had lost its
        partition, and is ignored.
        """
        rows, homes = self.rows, self._homes
        for event in batch:
            key, value = event.message.key, event.message.value
            if value is None:
                rows.pop(key, None)
            elif key not in rows or applied_of(value) >= applied_of(rows[key]):
                rows[key] = value
                homes[key] = event.message.partition
