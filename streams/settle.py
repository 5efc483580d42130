"""One bundle, settled: rows in, rows out, and everything that came of it. Pure: Faust and Kafka are elsewhere."""

import logging
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from domain.attribution.entities import Suspended, forget, handle, is_empty, watermark_of
from domain.attribution.entity import World
from domain.attribution.rows import ROWS, Row, decode_row, encode_row
from events.catalog_book import UnknownVersion
from events.decision import Decision, LateTouch
from events.messages import Envelope

log = logging.getLogger(__name__)


class Settled(NamedTuple):
    """What must be written: first the rows (None: forgotten), then all the others, and only then the ack."""

    rows: dict[str, bytes | None]
    sends: list[Envelope]
    decisions: list[Decision]
    late: list[LateTouch]
    set_aside: list[tuple[Envelope, str]]
    """Messages whose entity failed or is suspended, with the reason."""


class Stored(Protocol):
    """The rows of one worker, as bytes."""

    def get(self, key: str, /) -> bytes | None:
        """The bytes of a row."""


class View:
    """The rows that one bundle touches: each decoded once, encoded once."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored
        self.rows: dict[str, Row] = {}
        self.changed: set[str] = set()

    def get(self, key: str) -> Row | None:
        """A row that may be changed in place."""
        if key not in self.rows:
            raw = self._stored.get(key)
            if raw is None:
                return None
            self.rows[key] = decode_row(raw)
        return self.rows[key]

    def put(self, key: str, row: Row) -> None:
        """Keep a changed row."""
        self.rows[key] = row
        self.changed.add(key)


class _Failed(Exception):
    def __init__(self, index: int, why: Exception) -> None:
        super().__init__(f"{type(why).__name__}: {why}")
        self.index = index


class Bundle(NamedTuple):
    """One journal record, decoded."""

    partition: int
    offset: int
    messages: tuple[Envelope, ...]


def settle(stored: Stored, bundle: Bundle, world: World, sweep: Iterable[str] = (), *, patient: bool = True) -> Settled:
    """Apply a bundle. A message whose entity fails is set aside and suspends that entity alone.

    `sweep` names further rows of the partition to look at for what may be forgotten. Raises UnknownVersion when the
    catalog has to be waited for; nothing has changed then, and the bundle can be settled again. Not `patient`: a
    version that is still unknown is a failure like any other.
    """
    failures: dict[int, str] = {}
    while True:
        try:
            return _settle(stored, bundle, world, failures, sweep)
        except _Failed as failed:  # the row may be half changed: start again from what is stored
            if patient and isinstance(failed.__cause__, UnknownVersion):
                raise failed.__cause__ from None
            log.error("an entity failed and is suspended: %s", failed, exc_info=failed.__cause__)
            failures[failed.index] = str(failed)


def _settle(stored: Stored, bundle: Bundle, world: World, failures: Mapping[int, str], sweep: Iterable[str]) -> Settled:
    view, settled = View(stored), Settled({}, [], [], [], [])
    for index, envelope in enumerate(bundle.messages):
        position = bundle.offset << 8 | index
        if index in failures:
            _suspend(view, envelope, position)
            settled.set_aside.append((envelope, failures[index]))
        else:
            _apply(view, envelope, position, world, settled)
    _forget(view, bundle.partition, world, sweep)
    for key in view.changed:
        row = view.rows[key]
        settled.rows[key] = None if is_empty(row) else encode_row(row)
    return settled


def _apply(view: View, envelope: Envelope, position: int, world: World, settled: Settled) -> None:
    try:
        said = handle(view, envelope, position, world)
    except Suspended:
        settled.set_aside.append((envelope, "the entity is suspended"))
        return
    except Exception as why:
        raise _Failed(position & 0xFF, why) from why
    settled.sends.extend(said.sends)
    settled.late.extend(said.late)
    if said.decision:
        settled.decisions.append(said.decision)


def _suspend(view: View, envelope: Envelope, position: int) -> None:
    row = view.get(envelope.key) or ROWS[envelope.key[:2]]()
    row.suspended, row.applied = True, max(row.applied, position)
    view.put(envelope.key, row)


def _forget(view: View, partition: int, world: World, sweep: Iterable[str]) -> None:
    watermark = watermark_of(view, partition)
    if not watermark:
        return
    for key in tuple(view.changed):
        forget(key, view.rows[key], watermark, world)
    for key in sweep:
        row = None if key in view.changed else view.get(key)
        if row is not None:
            before = encode_row(row)
            forget(key, row, watermark, world)
            if encode_row(row) != before:
                view.put(key, row)
