"""The worker's work: a journal record in, rows and results out, the ack last."""

import asyncio
import logging
import os
from itertools import islice
from typing import Any

from domain.attribution.entity import World
from events.addressing import partition_of
from events.catalog_book import UnknownVersion
from events.journal import decode_bundle
from runtime.catalog_feed import CatalogFeed
from runtime.metrics import DEAD_LETTERED, DECISIONS, SETTLED_BUNDLES, SETTLED_MESSAGES, SUSPENDED
from streams.faust_rim.consumer import HEARD
from streams.faust_rim.table import BatchedTable
from streams.results import Results
from streams.settle import Bundle, Settled, settle

log = logging.getLogger(__name__)
SWEPT = 4
"""Rows looked at for pruning beside each bundle: a full round comes by itself, no bundle pays for all."""
CATALOG_TRIES = 20
FAILED, GAP, UNHEARD, STUCK = 70, 71, 72, 73
"""Exit codes of a worker that must not go on. It has acked nothing that it has not written."""


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

    def __init__(self, table: BatchedTable, world: World, feed: CatalogFeed, session_s: float) -> None:
        self._table, self._world, self._feed = table, world, feed
        self._silence_s = session_s / 2
        self._rows = Rows(table)
        self._seen: dict[tuple[int, int], int] = {}
        self._round: list[bytes] = []

    async def take(self, event: Any) -> None:
        """Settle one journal record. Nothing escapes: what can't be done ends the process before the ack."""
        try:
            await self._take(event.message, event.value)
        except (asyncio.CancelledError, GeneratorExit):
            raise
        except BaseException as why:
            log.exception("a bundle could not be settled")
            end_process(FAILED, f"bundle {event.message.partition}/{event.message.offset}: {why!r}")

    async def _take(self, message: Any, value: bytes) -> None:
        self._no_gap(message)
        bundle = Bundle(message.partition, message.offset, decode_bundle(value))
        settled = await self._settle(bundle)
        self._still_a_member()
        for key, raw in settled.rows.items():
            self._table.stage(message.partition, key.encode(), raw)
        await self._table.flush()  # state first
        results = Results(self._table.producer, self._world.partitions)
        await results.write(settled, (message.partition, message.offset, int(message.timestamp * 1000)))
        _count(bundle, settled)

    async def _settle(self, bundle: Bundle) -> Settled:
        for left in range(CATALOG_TRIES, -1, -1):
            try:
                return settle(self._rows, bundle, self._world, self._next_swept(bundle.partition), patient=bool(left))
            except UnknownVersion as unknown:
                log.warning("waiting for %s to come through the catalog", unknown)
                await asyncio.to_thread(self._feed.catch_up)
                await asyncio.sleep(0.05)
        raise AssertionError("the last try is not patient")

    def _next_swept(self, partition: int) -> list[str]:
        if not self._round:
            self._round = list(self._table.rows)
        keys = (self._round.pop().decode() for _ in range(min(SWEPT, len(self._round))))
        return [key for key in islice(keys, SWEPT) if partition_of(key, self._world.partitions) == partition]

    def _no_gap(self, message: Any) -> None:
        """Offsets of a partition follow each other for as long as it is ours; a gap is never skipped."""
        tenure = (message.partition, message.generation_id)
        last = self._seen.get(tenure)
        if last is not None and message.offset > last + 1:
            end_process(GAP, f"journal {message.partition}: {last + 1} to {message.offset - 1} never came")
        self._seen[tenure] = message.offset

    def _still_a_member(self) -> None:
        """Another worker may have our partitions if the coordinator has not heard of us: then write nothing more."""
        if HEARD.silent_for() > self._silence_s:
            end_process(UNHEARD, f"no word from the group's coordinator for {HEARD.silent_for():.1f} s")


def _count(bundle: Bundle, settled: Settled) -> None:
    SETTLED_BUNDLES.inc()
    SETTLED_MESSAGES.inc(len(bundle.messages))
    DECISIONS.inc(len(settled.decisions))
    if settled.set_aside:
        DEAD_LETTERED.labels("streams", "entity_failed").inc(len(settled.set_aside))
        SUSPENDED.set(len({envelope.key for envelope, _ in settled.set_aside}))
