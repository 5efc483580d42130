"""What was answered and what Kafka has not acknowledged yet: sales and imports, on disk before the answer (fsync)."""

import sqlite3
import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from collector.bell import Bell
from runtime.metrics import FORWARDED

SCHEMA = """
create table if not exists waiting (
    id integer primary key autoincrement, topic text not null, key blob not null, value blob not null
)
"""


QUIET_S = 0.2
"""So long may a forwarder wait before it looks whether it is to stop."""
BATCH_BYTES = 4 << 20
"""Of one batch, and whatever its last record is above that: a sale may be a thousand times a click."""


class Record(NamedTuple):
    """One record for Kafka."""

    topic: str
    key: bytes
    value: bytes

    @property
    def size(self) -> int:
        """Bytes it takes of the spool's allowance."""
        return len(self.key) + len(self.value)


class Batch(NamedTuple):
    """The oldest records of a spool; `end` tells the spool how far they reach."""

    records: tuple[Record, ...]
    end: tuple[int, int]


class SpoolFull(Exception):
    """The spool has reached AFFLUENT_SPOOL_MAX_BYTES: Kafka must come back first."""


class SpoolInUse(Exception):
    """Another collector works on the same spool; the message names the folder."""


class Spool(Protocol):
    """A queue on disk that survives the process: many append, one forwarder reads in order and forgets."""

    def append(self, records: Sequence[Record]) -> None:
        """Keep all of them or none; raises SpoolFull or OSError."""

    def read(self, limit: int) -> Batch | None:
        """The oldest records, at most `limit`; None if nothing waits."""

    def forget(self, batch: Batch) -> None:
        """Kafka has them: never read them again."""

    def waiting(self) -> int:
        """How many records wait for Kafka."""

    def close(self) -> None:
        """Release the files; what waits stays on disk."""


class SaleSpool:
    """SQLite in WAL mode: a transaction is on the disk when `append` returns. Called from any thread."""

    def __init__(self, path: Path, max_bytes: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._max_bytes = max_bytes
        self._lock, self._bell = threading.Lock(), Bell()
        self._writer = _connect(path, "full")
        self._writer.execute(SCHEMA)
        self._reader = _connect(path, "normal")
        told = self._writer.execute("select count(*), coalesce(sum(length(key) + length(value)), 0) from waiting").fetchone()
        self._waiting, self._bytes = int(told[0]), int(told[1])

    def append(self, records: Sequence[Record]) -> None:
        """Keep all of them or none; raises SpoolFull or OSError."""
        size = sum(record.size for record in records)
        with self._lock:
            if self._bytes + size > self._max_bytes:
                raise SpoolFull
            self._insert(records)
            self._waiting, self._bytes = self._waiting + len(records), self._bytes + size
        self._bell.ring()

    async def news(self) -> None:
        """Returns as soon as something waits, or after a moment. The forwarder's thread only."""
        await self._bell.heard(QUIET_S, self.waiting)

    def read(self, limit: int) -> Batch | None:
        """The oldest records, at most `limit`; None if nothing waits. The forwarder's thread only."""
        if not self._waiting:
            return None
        rows = self._reader.execute("select topic, key, value, id from waiting order by id limit ?", (limit,))
        records, size, last = list[Record](), 0, 0
        while size < BATCH_BYTES and (row := rows.fetchone()):
            *told, last = row
            records.append(Record(*told))
            size += records[-1].size
        rows.close()
        return Batch(tuple(records), (last, 0)) if records else None

    def forget(self, batch: Batch) -> None:
        """Kafka has them: never read them again. The forwarder's thread only."""
        with self._lock:  # SQLite has one writer: waiting here is shorter than its own retries
            self._reader.execute("delete from waiting where id <= ?", (batch.end[0],))
            self._waiting -= len(batch.records)
            self._bytes -= sum(record.size for record in batch.records)
        for topic, count in Counter(record.topic for record in batch.records).items():
            FORWARDED.labels(topic).inc(count)

    def waiting(self) -> int:
        """How many records wait for Kafka."""
        return self._waiting

    def close(self) -> None:
        """Release the files; what waits stays on disk."""
        with self._lock:
            self._reader.close()
            self._writer.close()

    def _insert(self, records: Sequence[Record]) -> None:
        try:
            with self._writer:
                self._writer.execute("begin immediate")
                self._writer.executemany("insert into waiting (topic, key, value) values (?, ?, ?)", records)
        except sqlite3.OperationalError as why:
            raise OSError(f"the spool could not be written: {why}") from why


def _connect(path: Path, synchronous: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
    connection.execute("pragma journal_mode = wal")
    connection.execute(f"pragma synchronous = {synchronous}")
    return connection
