"""The far end of the click log: read in order, and forgotten once Kafka has it, by whichever process forwards clicks.

A record is length, CRC-32, key length, key, value. The file `position` says how far records are forgotten and how many
those were since the log began, so that the process that appends knows what still waits.
"""

import asyncio
import logging
import os
import struct
import sys
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from collector.giving_way import giving_way
from collector.spool import Batch, Record

log = logging.getLogger(__name__)
HEAD = struct.Struct(">IIH")
READ_BYTES = 1 << 20
LOOKS = 3
LOOK_S = 0.01
"""So often is looked for the first click after a quiet time."""
NO_LIMIT = sys.maxsize


class Position(NamedTuple):
    """Everything before `offset` of `segment` is forgotten: so many records, of so many bytes, since the log began."""

    segment: int = 0
    offset: int = 0
    records: int = 0
    size: int = 0


class ClickReader:
    """Reads the segments of one topic's records. Only one process may do so at a time."""

    def __init__(self, directory: Path, topic: str) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._directory, self._topic = directory, topic
        self._file = os.open(directory / "position", os.O_RDWR | os.O_CREAT, 0o600)
        self._at = self._resumed()

    def read(self, limit: int) -> Batch | None:
        """The oldest records, at most `limit`; None if nothing waits."""
        while True:
            if batch := self._read_here(limit):
                return batch
            later = [number for number in segments(self._directory) if number > self._at.segment]
            if not later:
                return None
            if batch := self._read_here(limit):  # appended before the next segment was begun, but after the first look
                return batch
            self._leave_segment(later[0])

    async def news(self) -> None:
        """Until it is worth to look again: who appends is another process."""
        await asyncio.sleep(LOOK_S)

    def forget(self, batch: Batch) -> None:
        """Kafka has them: never read them again."""
        segment, end = batch.end
        self._move_to(Position(segment, end, self._at.records + len(batch.records), self._at.size + end - self._at.offset))

    def left(self) -> Position:
        """The position that will be reached when all that waits now is forgotten; reads all of it."""
        at = self._at
        for number in segments(self._directory):
            offset = at.offset if number == self._at.segment else 0
            records, end = whole_records(self._topic, self._bytes_of(number, offset), NO_LIMIT)
            at = Position(number, offset + end, at.records + len(records), at.size + end)
        return at

    def close(self) -> None:
        """Release the file."""
        os.close(self._file)

    def _read_here(self, limit: int) -> Batch | None:
        segment, offset = self._at[:2]
        records, end = whole_records(self._topic, self._bytes_of(segment, offset, READ_BYTES), limit)
        return Batch(tuple(records), (segment, offset + end)) if records else None

    def _bytes_of(self, number: int, offset: int, most: int = -1) -> bytes:
        try:
            with segment_path(self._directory, number).open("rb") as segment:
                segment.seek(offset)
                return segment.read(most)
        except FileNotFoundError:
            return b""

    def _leave_segment(self, following: int) -> None:
        path = segment_path(self._directory, self._at.segment)
        if path.exists() and path.stat().st_size > self._at.offset:
            log.error("%s cannot be read from byte %d on; it is kept as .damaged", path, self._at.offset)
            path.rename(path.with_suffix(".damaged"))
        path.unlink(missing_ok=True)
        self._move_to(self._at._replace(segment=following, offset=0))

    def _move_to(self, position: Position) -> None:
        self._at = position
        told = b"%020d %020d %020d %020d" % position
        os.pwrite(self._file, b"%b %08x\n" % (told, zlib.crc32(told)), 0)

    def _resumed(self) -> Position:
        at = told_position(self._file) or Position()
        present = segments(self._directory)
        return at if at.segment in present or not present else at._replace(segment=present[0], offset=0)


def told_position(file: int) -> Position | None:
    """What a position file says; None if it is not readable, even on a second look: it may have been in the middle of a write."""
    for _ in range(LOOKS):
        told, _, check = os.pread(file, 200, 0).strip().rpartition(b" ")
        if check == b"%08x" % zlib.crc32(told):
            return Position(*map(int, told.split()))
    return None


def whole_records(topic: str, raw: bytes, limit: int) -> tuple[list[Record], int]:
    """The whole records at the start of a segment's bytes, at most `limit`, and where they end."""
    records: list[Record] = []
    end = 0
    for payload, key_length in giving_way(islice(_payloads(raw), limit)):
        records.append(Record(topic, payload[:key_length], payload[key_length:]))
        end += HEAD.size + len(payload)
    return records, end


def _payloads(raw: bytes) -> Iterator[tuple[bytes, int]]:
    """Key and value of each whole record, and how long the key is."""
    start, last = 0, len(raw) - HEAD.size
    while start <= last:
        length, crc, key_length = HEAD.unpack_from(raw, start)
        start += HEAD.size
        payload = raw[start : start + length]
        if not payload or len(payload) < length or zlib.crc32(payload) != crc:  # zeros are what a lost page leaves
            return
        yield payload, key_length
        start += length


def segments(directory: Path) -> list[int]:
    """The numbers of the segments that are there, oldest first."""
    return sorted(int(path.stem) for path in directory.glob("*.clicks"))


def segment_path(directory: Path, number: int) -> Path:
    """Where a segment is."""
    return directory / f"{number:012d}.clicks"
