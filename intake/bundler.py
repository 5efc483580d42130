"""Messages for one journal partition travel together: each record costs a stream worker the same, whatever is inside."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from events.addressing import partition_of
from events.journal import MAX_BYTES, MAX_MESSAGES, encode_bundle
from events.messages import Envelope

PACKING = 160
"""Bytes that an envelope adds to what a raw record holds already, at most: type, key, delivery, two moments."""


class ClosedBundle(NamedTuple):
    """A journal record, ready to be sent."""

    partition: int
    value: bytes
    messages: int


class Bundler:
    """One open bundle for each journal partition; order within a partition is kept."""

    def __init__(self, partitions: int) -> None:
        self._open: list[list[Envelope]] = [[] for _ in range(partitions)]
        self._bytes = [0] * partitions

    def add(self, envelope: Envelope, raw_bytes: int) -> Sequence[ClosedBundle]:
        """Put a message in; returns the bundles that this closed. `raw_bytes` is the size of the record it came from."""
        partition = partition_of(envelope.key, len(self._open))
        size = raw_bytes + 2 * len(envelope.key) + PACKING
        full = self._bytes[partition] + size > MAX_BYTES and self._open[partition]
        closed = (self._close(partition),) if full else ()
        mine = self._open[partition]
        mine.append(envelope)
        self._bytes[partition] += size
        return closed if len(mine) < MAX_MESSAGES else (*closed, self._close(partition))

    def flush(self) -> Iterator[ClosedBundle]:
        """Close whatever is open."""
        for partition, messages in enumerate(self._open):
            if messages:
                yield self._close(partition)

    def _close(self, partition: int) -> ClosedBundle:
        messages = tuple(self._open[partition])
        self._open[partition], self._bytes[partition] = [], 0
        return ClosedBundle(partition, encode_bundle(messages), len(messages))
