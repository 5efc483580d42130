"""Clicks that Kafka has not acknowledged yet: an append-only log that a killed process leaves whole, without an fsync.

Not SQLite: its WAL would make a redirect wait for an fsync or for the deleting thread now and then. A record is
length, CRC-32, key length, key, value; a torn last record is that of a redirect that was never answered.
"""

import logging
import os
import struct
import threading
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from collector.spool import Batch, Record, SpoolFull

log = logging.getLogger(__name__)
HEAD = struct.Struct(">IIH")
SEGMENT_BYTES = 8 << 20
READ_BYTES = 1 << 20


class ClickLog:
    """Segments of one topic's records. One thread appends, one other reads; each owns its own fields."""

    def __init__(self, directory: Path, topic: str, max_bytes: int) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.fresh = threading.Event()
        self._directory, self._topic, self._max_bytes = directory, topic, max_bytes
        self._position = os.open(directory / "position", os.O_RDWR | os.O_CREAT, 0o600)
        self._segment, self._offset = self._resume()
        left = [self._frames(number, self._offset if number == self._segment else 0) for number in self._segments()]
        sizes = [record.size for frames in left for record, _ in frames]
        self._appended, self._appended_bytes = len(sizes), sum(sizes)
        self._forgotten, self._forgotten_bytes = 0, 0
        self._active = max(self._segments(), default=self._segment) + 1  # an old segment may have a torn end
        self._file, self._size = self._open_active(), 0
        self.fresh.set()

    def append(self, records: Sequence[Record]) -> None:
        """Keep all of them or none; raises SpoolFull or OSError. Reaches the kernel, not the disk."""
        raw = b"".join(_frame(record) for record in records)
        if self._appended_bytes - self._forgotten_bytes + len(raw) > self._max_bytes:
            raise SpoolFull
        if os.write(self._file, raw) != len(raw):
            os.ftruncate(self._file, self._size)
            raise OSError("the click log could not be written: no space")
        self._size += len(raw)
        self._appended += len(records)
        self._appended_bytes += sum(record.size for record in records)
        if self._size >= SEGMENT_BYTES:
            self._roll()
        if not self.fresh.is_set():
            self.fresh.set()

    def read(self, limit: int) -> Batch | None:
        """The oldest records, at most `limit`; None if nothing waits. The forwarder's thread only."""
        while True:
            sealed = self._segment < self._active
            batch = self._read_here(limit)
            if batch or not sealed:
                return batch
            self._leave_segment()

    def forget(self, batch: Batch) -> None:
        """Kafka has them: never read them again. The forwarder's thread only."""
        self._move_to(*batch.end)
        self._forgotten += len(batch.records)
        self._forgotten_bytes += sum(record.size for record in batch.records)

    def waiting(self) -> int:
        """How many records wait for Kafka."""
        return self._appended - self._forgotten

    def close(self) -> None:
        """Release the files; what waits stays on disk."""
        os.close(self._file)
        os.close(self._position)

    def _read_here(self, limit: int) -> Batch | None:
        here = list(islice(self._frames(self._segment, self._offset, READ_BYTES), limit))
        return Batch(tuple(record for record, _ in here), (self._segment, here[-1][1])) if here else None

    def _leave_segment(self) -> None:
        path = self._path(self._segment)
        if path.exists() and path.stat().st_size > self._offset:
            log.error("%s cannot be read from byte %d on; it is kept as .damaged", path, self._offset)
            path.rename(path.with_suffix(".damaged"))
        path.unlink(missing_ok=True)
        self._move_to(min(number for number in [*self._segments(), self._active] if number > self._segment), 0)

    def _move_to(self, segment: int, offset: int) -> None:
        self._segment, self._offset = segment, offset
        os.pwrite(self._position, b"%020d %020d\n" % (segment, offset), 0)

    def _resume(self) -> tuple[int, int]:
        told = os.pread(self._position, 64, 0).split()
        segment, offset = (int(told[0]), int(told[1])) if len(told) == 2 else (0, 0)
        present = self._segments()
        return (segment, offset) if segment in present or not present else (present[0], 0)

    def _segments(self) -> list[int]:
        return sorted(int(path.stem) for path in self._directory.glob("*.clicks"))

    def _path(self, number: int) -> Path:
        return self._directory / f"{number:012d}.clicks"

    def _open_active(self) -> int:
        return os.open(self._path(self._active), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def _roll(self) -> None:
        full, self._active, self._size = self._file, self._active + 1, 0
        self._file = self._open_active()
        os.close(full)

    def _frames(self, number: int, offset: int, most: int = -1) -> Iterator[tuple[Record, int]]:
        """Whole records of a segment from an offset on, each with the offset of the next."""
        path = self._path(number)
        if not path.exists():
            return
        with path.open("rb") as segment:
            segment.seek(offset)
            raw = segment.read(most)
        start = 0
        while start + HEAD.size <= len(raw):
            length, crc, key_length = HEAD.unpack_from(raw, start)
            payload = raw[start + HEAD.size : start + HEAD.size + length]
            if not payload or len(payload) < length or zlib.crc32(payload) != crc:  # zeros are what a lost page leaves
                return
            start += HEAD.size + length
            yield Record(self._topic, payload[:key_length], payload[key_length:]), offset + start


def _frame(record: Record) -> bytes:
    payload = record.key + record.value
    return HEAD.pack(len(payload), zlib.crc32(payload), len(record.key)) + payload
