"""A table whose changelog is written in batches and whose recovery never goes back."""

from collections.abc import Iterable
from typing import Any

from faust.tables.table import Table

from domain.attribution.rows import applied_of
from events.addressing import partition_of
from streams.faust_rim.batches import Record, write


class BatchedTable(Table):  # type: ignore[type-arg]
    """bytes → bytes in memory, with a compacted changelog. Stage rows, then flush once a bundle."""

    @property
    def rows(self) -> dict[bytes, bytes]:
        """What this worker holds."""
        store: Any = self.data
        rows: dict[bytes, bytes] = store.data
        return rows

    def stage(self, partition: int, key: bytes, value: bytes | None) -> None:
        """Change a row here and note it for the changelog; None forgets it."""
        if value is None:
            self.rows.pop(key, None)
        else:
            self.rows[key] = value
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

    async def on_recovery_completed(self, active_tps: set[Any], standby_tps: set[Any]) -> None:
        """Forget the rows of partitions that are no longer ours. A key says where it lives: nothing is kept beside it."""
        mine, partitions = {tp.partition for tp in active_tps}, self.partitions or 0
        if len(mine) < partitions:
            for key in [key for key in self.rows if partition_of(key.decode(), partitions) not in mine]:
                del self.rows[key]
        await super().on_recovery_completed(active_tps, standby_tps)

    def apply_changelog_batch(self, batch: Iterable[Any]) -> None:
        """Faust's way to the same."""
        self.recover(event.message for event in batch)

    def recover(self, records: Iterable[Any]) -> None:
        """Take rows back from the changelog. One with a lower `applied` than what is here was written by a worker that had
        lost its partition, and is ignored.
        """
        rows = self.rows
        for record in records:
            key, value = record.key, record.value
            if value is None:
                rows.pop(key, None)
                continue
            held = rows.get(key)
            if held is None or applied_of(value) >= applied_of(held):
                rows[key] = value
