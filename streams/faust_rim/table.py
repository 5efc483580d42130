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
        for landed in await write(self.producer, staged):
            if self._whole.get(landed.partition) == landed.first - 1:  # or another worker's rows lie between: not known here
                self._whole[landed.partition] = landed.last

    @property
    def _whole(self) -> dict[int, int]:
        """partition → the offset up to which its changelog is all here."""
        whole: dict[int, int] = self.__dict__.setdefault("whole", {})
        return whole

    def is_whole(self, partition: int, offset: int) -> None:
        """The changelog of a partition has been read up to an offset."""
        self._whole[partition] = offset

    def persisted_offset(self, tp: Any) -> int | None:
        """Where recovery reads on after a rebalance: behind our own rows too, for as long as nobody else wrote any."""
        return self._whole.get(tp.partition)

    async def on_rebalance(self, assigned: Any, revoked: Any, newly_assigned: Any, generation_id: int = 0) -> None:
        """What another has had meanwhile must be read from its beginning."""
        for tp in revoked | newly_assigned:
            self._whole.pop(tp.partition, None)
        await super().on_rebalance(assigned, revoked, newly_assigned, generation_id)

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
