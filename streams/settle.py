"""Bundles, settled: rows in, rows out, and everything that came of them. Pure: Faust and Kafka are elsewhere."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from domain.attribution.entities import Suspended, forget, handle, is_empty, watermark_of
from domain.attribution.entity import NOTHING, Said, World
from domain.attribution.rows import ROWS, Row, decode_row, encode_row
from events.addressing import partition_of
from events.catalog_book import UnknownVersion
from events.decision import Decision, LateTouch
from events.messages import Envelope

log = logging.getLogger(__name__)


class Bundle(NamedTuple):
    """One journal record, decoded; `at` is its Kafka timestamp in milliseconds."""

    partition: int
    offset: int
    messages: tuple[Envelope, ...]
    at: int = 0


class SetAside(NamedTuple):
    """A message whose entity failed or is suspended, with the reason."""

    bundle: Bundle
    envelope: Envelope
    why: str


class Settled(NamedTuple):
    """What must be written: first the rows (None: forgotten), then all the others, and only then the acks."""

    rows: dict[str, bytes | None]
    sends: list[Envelope]
    decisions: list[Decision]
    late: list[LateTouch]
    set_aside: list[SetAside]


class Stored(Protocol):
    """The rows of one worker, as bytes."""

    def get(self, key: str, /) -> bytes | None:
        """The bytes of a row."""


class View:
    """The rows that the bundles touch: each decoded once, encoded once."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored
        self.rows: dict[str, Row] = {}
        self.changed: dict[str, None] = {}

    def get(self, key: str) -> Row | None:
        """A row that may be changed in place."""
        row = self.rows.get(key)
        if row is None:
            raw = self._stored.get(key)
            if raw is None:
                return None
            row = self.rows[key] = decode_row(raw)
        return row

    def put(self, key: str, row: Row) -> None:
        """Keep a changed row."""
        self.rows[key] = row
        self.changed[key] = None


Spot = tuple[int, int, int]
"""(partition, offset, index) of a message in the journal."""


class _Failed(Exception):
    def __init__(self, spot: Spot, why: Exception) -> None:
        super().__init__(f"{type(why).__name__}: {why}")
        self.spot = spot


def settle(
    stored: Stored, bundles: Sequence[Bundle], world: World, sweep: Iterable[str] = (), *, patient: bool = True
) -> Settled:
    """Apply bundles in their order, as if one by one: what is written may be less, never other.

    A message whose entity fails is set aside and suspends that entity alone. `sweep` names further rows to look at for
    what may be forgotten. Raises UnknownVersion when the catalog has to be waited for; nothing has changed then, and the
    bundles can be settled again. Not `patient`: a version that is still unknown is a failure like any other.
    """
    failures: dict[Spot, str] = {}
    sweep = tuple(sweep)
    while True:
        try:
            return _settle(stored, bundles, world, failures, sweep)
        except _Failed as failed:  # the row may be half changed: start again from what is stored
            if patient and isinstance(failed.__cause__, UnknownVersion):
                raise failed.__cause__ from None
            log.error("an entity failed and is suspended: %s", failed, exc_info=failed.__cause__)
            failures[failed.spot] = str(failed)


def _settle(
    stored: Stored, bundles: Sequence[Bundle], world: World, failures: Mapping[Spot, str], sweep: Iterable[str]
) -> Settled:
    view, settled = View(stored), Settled({}, [], [], [], [])
    for bundle in bundles:
        _apply_all(view, bundle, world, failures, settled)
    _forget(view, world, sweep)
    for key in view.changed:
        row = view.rows[key]
        settled.rows[key] = None if is_empty(row) else encode_row(row)
    return settled


def _apply_all(view: View, bundle: Bundle, world: World, failures: Mapping[Spot, str], settled: Settled) -> None:
    for index, envelope in enumerate(bundle.messages):
        spot = (bundle.partition, bundle.offset, index)
        if failures and spot in failures:
            _suspend(view, envelope, bundle.offset << 8 | index)
            settled.set_aside.append(SetAside(bundle, envelope, failures[spot]))
            continue
        try:
            said = handle(view, envelope, bundle.offset << 8 | index, world)
        except Suspended:
            settled.set_aside.append(SetAside(bundle, envelope, "the entity is suspended"))
        except Exception as why:
            raise _Failed(spot, why) from why
        else:
            _keep(said, settled)


def _keep(said: Said, settled: Settled) -> None:
    if said is NOTHING:
        return
    settled.sends.extend(said.sends)
    settled.late.extend(said.late)
    if said.decision:
        settled.decisions.append(said.decision)


def _suspend(view: View, envelope: Envelope, position: int) -> None:
    row = view.get(envelope.key) or ROWS[envelope.key[:2]]()
    row.suspended, row.applied = True, max(row.applied, position)
    view.put(envelope.key, row)


def _forget(view: View, world: World, sweep: Iterable[str]) -> None:
    marks = [watermark_of(view, partition) for partition in range(world.partitions)]
    if not any(marks):
        return
    for key in tuple(view.changed):
        forget(key, view.rows[key], marks[partition_of(key, world.partitions)], world)
    for key in sweep:
        row = None if key in view.changed else view.get(key)
        if row is not None:
            before = encode_row(row)
            forget(key, row, marks[partition_of(key, world.partitions)], world)
            if encode_row(row) != before:
                view.put(key, row)
