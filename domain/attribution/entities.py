"""Hand a message to the entity it is for. The one place where the replay rule stands."""

from collections.abc import Callable
from typing import Any, Protocol

from domain.attribution.clock import clock
from domain.attribution.code import code, forget_code
from domain.attribution.customer import customer, forget_customer
from domain.attribution.device import device, forget_device
from domain.attribution.entity import NOTHING, Said, World
from domain.attribution.order import forget_order, order
from domain.attribution.rows import ROWS, ClockRow, Row
from events.addressing import CLOCK
from events.messages import Envelope

Handler = Callable[[Any, str, Any, bool, World], Said]
Forget = Callable[[Any, int, World], None]

HANDLERS: dict[str, Handler] = {"v:": device, "c:": customer, "k:": code, "o:": order, "t:": clock}
FORGETS: dict[str, Forget] = {"v:": forget_device, "c:": forget_customer, "k:": forget_code, "o:": forget_order}


class Rows(Protocol):
    """The rows of one partition."""

    def get(self, key: str) -> Row | None:
        """A row that may be changed in place, None if there is none."""

    def put(self, key: str, row: Row) -> None:
        """Keep a changed row."""


class Suspended(Exception):
    """A message for an entity that is suspended: to be set aside until an operator resumes it."""


def handle(rows: Rows, envelope: Envelope, position: int, world: World) -> Said:
    """Apply one message at a position (offset x 256 + index).

    A message at or below the row's `applied` changes nothing, but all it would send and decide goes out again: the
    row may have been written by a process that died before its results were. Raises Suspended, UnknownVersion.
    """
    key = envelope.key
    handler = HANDLERS.get(kind := key[:2])
    if handler is None:
        return NOTHING  # a fact, for no entity
    row = rows.get(key) or ROWS[kind]()
    if row.suspended and not envelope.resumes:
        raise Suspended(key)
    row.suspended = False
    replayed = position <= row.applied
    row.applied = max(row.applied, position)
    said = handler(row, key, envelope.body, replayed, world)
    rows.put(key, row)
    return said


def watermark_of(rows: Rows, partition: int) -> int:
    """The receipt before which everything has been through, as this partition knows it."""
    row = rows.get(f"{CLOCK}{partition}")
    return row.watermark if isinstance(row, ClockRow) else 0


def forget(key: str, row: Row, watermark: int, world: World) -> None:
    """Drop from a row what no later message can need. Never changes a decision."""
    if key[:2] in FORGETS and watermark:
        FORGETS[key[:2]](row, watermark, world)


def is_empty(row: Row) -> bool:
    """Whether a row remembers nothing and may go itself."""
    return not (getattr(row, "touches", 1) or getattr(row, "watchers", 1))
