"""What a worker writes to its changelog when realistic traffic goes through it: the product's own rules, without Kafka."""

import time
from collections.abc import Iterable, Iterator
from itertools import islice
from string import ascii_letters
from typing import NamedTuple

from bench.traffic.journal import KnownCatalog, code_versions, envelopes
from bench.traffic.realistic import raw_records
from domain.attribution.entity import World
from domain.attribution.horizons import Horizons
from domain.attribution.terms import TermsOf
from events.addressing import CLOCK, partition_of
from events.journal import MAX_MESSAGES
from events.messages import Envelope
from streams.settle import Bundle, settle

EVENTS_A_PERSON = 5.9
"""88 % of it are 5.2 clicks: 4 touches for each of 1.3 devices."""
TOGETHER = 400
"""Raw events that a loaded worker settles in one go, with what followed from those before."""


class Row(NamedTuple):
    """A changelog record; a value of None is a tombstone. Named as aiokafka names the fields of a record."""

    key: bytes
    value: bytes | None
    partition: int


def written_rows(people: int, seed: int, partitions: int) -> Iterator[Row]:
    """Every row in the order in which it is written, until nothing more follows from what people did in four days."""
    now = time.time_ns() // 1_000_000
    told = envelopes(raw_records(int(people * EVENTS_A_PERSON), seed, people, now), now)
    world = World(TermsOf(KnownCatalog().book), Horizons(), partitions, 1, ("0:0",))
    stored, offsets, said = dict[str, bytes](), [0] * partitions, code_versions()
    while pool := [*said, *islice(told, TOGETHER)]:
        settled = settle(stored, _bundles(pool, offsets), world)
        said = settled.sends
        stored |= {key: value for key, value in settled.rows.items() if value is not None}
        for key, value in settled.rows.items():
            yield Row(key.encode(), value, partition_of(key, partitions))


def newest(rows: Iterable[Row]) -> list[Row]:
    """What a compacted log keeps."""
    kept: dict[bytes, Row] = {}
    for row in rows:
        kept[row.key] = row
    return [row for row in kept.values() if row.value is not None]


def renamed(rows: Iterable[Row], copy: int, partitions: int) -> Iterator[Row]:
    """The same rows of as many other people, keys as long and values apart: made in no time, and as heavy."""
    for key, value, _ in rows:
        if not key.startswith(CLOCK.encode()):
            other = key[:2] + ascii_letters[copy].encode() + key[3:]
            yield Row(other, value and bytes(bytearray(value)), partition_of(other.decode(), partitions))


def _bundles(pool: list[Envelope], offsets: list[int]) -> list[Bundle]:
    homes: dict[int, list[Envelope]] = {}
    for envelope in pool:
        homes.setdefault(partition_of(envelope.key, len(offsets)), []).append(envelope)
    bundles = []
    for home, mine in homes.items():
        for start in range(0, len(mine), MAX_MESSAGES):
            bundles.append(Bundle(home, offsets[home], tuple(mine[start : start + MAX_MESSAGES])))
            offsets[home] += 1
    return bundles
