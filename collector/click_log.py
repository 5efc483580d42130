"""Clicks that Kafka has not acknowledged yet: an append-only log that a killed process leaves whole, without an fsync.

Not SQLite: its WAL would make a redirect wait for an fsync or for the deleting process now and then. A torn last record
is that of a redirect that was never answered.
"""

import os
import zlib
from collections.abc import Sequence
from pathlib import Path

from collector.click_reader import HEAD, ClickReader, segment_path, segments, told_position
from collector.spool import Batch, Record, SpoolFull

SEGMENT_BYTES = 8 << 20


class ClickLog:
    """Segments of one topic's records, one process appends. Another one may read and forget, then this one must not."""

    def __init__(self, directory: Path, topic: str, max_bytes: int) -> None:
        self._reader = ClickReader(directory, topic)
        self._directory, self._max_bytes = directory, max_bytes
        left = self._reader.left()
        self._appended, self._appended_bytes = left.records, left.size
        self._position = os.open(directory / "position", os.O_RDONLY)
        self._forgotten_bytes = 0
        self._active = max(segments(directory), default=left.segment) + 1  # an old segment may have a torn end
        self._file, self._size = self._open_active(), 0

    def append(self, records: Sequence[Record]) -> None:
        """Keep all of them or none; raises SpoolFull or OSError. Reaches the kernel, not the disk."""
        self._write(b"".join([_frame(key, value) for _, key, value in records]), len(records))

    def read(self, limit: int) -> Batch | None:
        """The oldest records, at most `limit`; None if nothing waits."""
        return self._reader.read(limit)

    def forget(self, batch: Batch) -> None:
        """Kafka has them: never read them again."""
        self._reader.forget(batch)

    def waiting(self) -> int:
        """How many records wait for Kafka."""
        return self._appended - self.forgotten()

    def forgotten(self) -> int:
        """How many records Kafka got since the log began."""
        told = told_position(self._position)
        return told.records if told else 0

    def close(self) -> None:
        """Release the files; what waits stays on disk."""
        self._reader.close()
        os.close(self._file)
        os.close(self._position)

    def _write(self, raw: bytes, count: int) -> None:
        size = len(raw)
        if self._appended_bytes - self._forgotten_bytes + size > self._max_bytes:
            self._make_sure_there_is_room(size)
        if os.write(self._file, raw) != size:
            os.ftruncate(self._file, self._size)
            raise OSError("the click log could not be written: no space")
        self._size += size
        self._appended += count
        self._appended_bytes += size
        if self._size >= SEGMENT_BYTES:
            self._roll()

    def _make_sure_there_is_room(self, size: int) -> None:
        told = told_position(self._position)
        self._forgotten_bytes = told.size if told else self._forgotten_bytes
        if self._appended_bytes - self._forgotten_bytes + size > self._max_bytes:
            raise SpoolFull

    def _open_active(self) -> int:
        return os.open(segment_path(self._directory, self._active), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def _roll(self) -> None:
        full, self._active, self._size = self._file, self._active + 1, 0
        self._file = self._open_active()
        os.close(full)


def _frame(key: bytes, value: bytes) -> bytes:
    payload = key + value
    return HEAD.pack(len(payload), zlib.crc32(payload), len(key)) + payload
