"""The worker's work: journal records in, rows and results out, the acks last."""

import asyncio
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from events.addressing import partition_of
from events.catalog_book import UnknownVersion
from events.journal import decode_bundle
from runtime.metrics import DEAD_LETTERED, DECISIONS, SETTLED_BUNDLES, SETTLED_MESSAGES, SUSPENDED
from streams.faust_rim.batches import Record, write
from streams.faust_rim.consumer import HEARD
from streams.faust_rim.table import BatchedTable
from streams.settle import Bundle, Settled, Stored

log = logging.getLogger(__name__)
SWEPT = 4
"""Rows looked at for pruning beside each bundle: a full round comes by itself, no bundle pays for all."""
AHEAD_BUNDLES, AHEAD_MESSAGES = 64, 2000
"""As many bundles as wait already are settled together: the more there are, the fewer waits for the broker each costs."""
CATALOG_TRIES = 20
FAILED, GAP, UNHEARD, STUCK = 70, 71, 72, 73
"""Exit codes of a worker that must not go on. It has acked nothing that it has not written."""

Tenure = tuple[int, int]
"""(partition, generation of the group)"""


class Job(NamedTuple):
    """What the worker does with bundles; the rest of this file is how nothing of it is lost."""

    settle: Callable[[Stored, Sequence[Bundle], Iterable[str], bool], Settled]
    """(rows, bundles, keys to sweep, patient) → what must be written. Raises UnknownVersion while patient."""
    records: Callable[[Settled], list[Record]]
    """Everything but the rows."""
    catch_up: Callable[[], object]
    """Reads on in the catalog, for as long as that takes."""
    partitions: int


def end_process(code: int, why: str) -> None:
    """Stop here and now: anything raised instead would be acked by Faust, and lost."""
    log.critical("%s", why)
    logging.shutdown()
    os._exit(code)


class Rows:
    """The table's rows by text key."""

    def __init__(self, table: BatchedTable) -> None:
        self._rows = table.rows

    def get(self, key: str, /) -> bytes | None:
        """The bytes of a row."""
        return self._rows.get(key.encode())


class Host:
    """Hosts the entities of the partitions that this worker has."""

    def __init__(self, table: BatchedTable, job: Job, session_s: float) -> None:
        self._table, self._job = table, job
        self._silence_s = session_s / 2
        self._rows = Rows(table)
        self._done: dict[Tenure, int] = {}
        self._round: Iterator[bytes] = iter(())

    async def take(self, event: Any, waiting: Iterable[Any] = ()) -> None:
        """Settle one journal record, and with it those that wait behind it; these are acked when they come themselves.

        Nothing escapes: what can't be done ends the process before the ack.
        """
        message = event.message
        try:
            if message.offset > self._done.get(_tenure(message), -1):
                await self._take(self._contiguous([event, *_next_of(event, waiting)]), message.generation_id)
        except (asyncio.CancelledError, GeneratorExit):
            raise
        except BaseException as why:
            log.exception("a bundle could not be settled")
            end_process(FAILED, f"bundle {message.partition}/{message.offset}: {why!r}")

    async def _take(self, events: Iterable[Any], generation: int) -> None:
        bundles = list(_decoded(events))
        settled = await self._settle(bundles)
        records = self._job.records(settled)
        self._still_a_member()
        for key, raw in settled.rows.items():
            self._table.stage(partition_of(key, self._job.partitions), key.encode(), raw)
        await self._table.flush()  # state first
        await write(self._table.producer, records)
        self._done.update(((bundle.partition, generation), bundle.offset) for bundle in bundles)
        _count(bundles, settled)

    async def _settle(self, bundles: list[Bundle]) -> Settled:
        sweep = self._next_swept(SWEPT * len(bundles))
        for left in range(CATALOG_TRIES, -1, -1):
            try:
                return self._job.settle(self._rows, bundles, sweep, bool(left))
            except UnknownVersion as unknown:
                log.warning("waiting for %s to come through the catalog", unknown)
                await asyncio.to_thread(self._job.catch_up)
                await asyncio.sleep(0.05)
        raise AssertionError("the last try is not patient")

    def _next_swept(self, many: int) -> list[str]:
        """The next keys of the round; the last ones of a round may be fewer, and then a new one begins.

        A tuple of bytes is nothing to Python's collector of cycles. It walked through a list of a million keys with each full
        pass: a sixth of all that an event cost.
        """
        keys = [key.decode() for key in islice(self._round, many)]
        if len(keys) < many:
            self._round = iter(tuple(self._table.rows))
        return keys

    def _contiguous(self, events: Iterable[Any]) -> Iterator[Any]:
        """Offsets of a partition follow each other for as long as it is ours; a gap is never skipped."""
        last = dict[Tenure, int]()
        for event in events:
            message = event.message
            tenure = _tenure(message)
            before = last.get(tenure, self._done.get(tenure))
            if before is not None and message.offset > before + 1:
                end_process(GAP, f"journal {message.partition}: {before + 1} to {message.offset - 1} never came")
            last[tenure] = message.offset
            yield event

    def _still_a_member(self) -> None:
        """Another worker may have our partitions if the coordinator has not heard of us: then write nothing more."""
        if HEARD.silent_for() > self._silence_s:
            end_process(UNHEARD, f"no word from the group's coordinator for {HEARD.silent_for():.1f} s")


def _tenure(message: Any) -> Tenure:
    return message.partition, message.generation_id


def _next_of(event: Any, waiting: Iterable[Any]) -> Iterator[Any]:
    """What waits behind an event, of the same generation: Faust hands on nothing of an older one."""
    generation = event.message.generation_id
    return (each for each in islice(waiting, AHEAD_BUNDLES) if each.message.generation_id == generation)


def _decoded(events: Iterable[Any]) -> Iterator[Bundle]:
    total = 0
    for event in events:
        message = event.message
        bundle = Bundle(message.partition, message.offset, decode_bundle(event.value), int(message.timestamp * 1000))
        total += len(bundle.messages)
        yield bundle
        if total >= AHEAD_MESSAGES:
            return


def _count(bundles: Sequence[Bundle], settled: Settled) -> None:
    SETTLED_BUNDLES.inc(len(bundles))
    SETTLED_MESSAGES.inc(sum(len(bundle.messages) for bundle in bundles))
    DECISIONS.inc(len(settled.decisions))
    if settled.set_aside:
        DEAD_LETTERED.labels("streams", "entity_failed").inc(len(settled.set_aside))
        SUSPENDED.set(len({each.envelope.key for each in settled.set_aside}))
