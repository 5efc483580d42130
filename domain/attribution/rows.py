"""What entities remember: sets that only grow, and the newest word of another. Compact: all of it goes to Kafka and comes back.

Arrays, not maps: new fields go last, so that the previous release's rows stay readable. Each struct's tag is its schema.
"""

import msgspec

from domain.finance.net_revenue import Return, Telling
from events.messages import CodeVersion, Join, Touch


class Row(msgspec.Struct, array_like=True):
    """`applied` is the position (offset x 256 + index in the bundle) of the newest message that changed the row."""

    applied: int = -1
    suspended: bool = False


class DeviceRow(Row, tag=1, array_like=True):
    """A browser."""

    touches: dict[str, Touch] = {}
    watchers: dict[str, tuple[str, int, int, str]] = {}
    """order@at → (order, at, received, ask)"""


class CustomerRow(Row, tag=2, array_like=True):
    """A buyer."""

    devices: dict[str, int] = {}
    """visitor → the earliest receipt of a purchase with it; of orders that are over"""
    orders: dict[str, Join] = {}
    """order → what it said last; of orders that are not over"""
    firsts: dict[str, tuple[int, int]] = {}
    """order → (when the buyer ordered, when it was first received with this customer); of orders that are over, those that
    none of them precedes in both"""


class CodeRow(Row, tag=3, array_like=True):
    """A promo code."""

    versions: dict[str, CodeVersion] = {}
    orders: dict[str, tuple[int, str]] = {}
    """order → (received, ask)"""


class Answer(msgspec.Struct, array_like=True, frozen=True):
    """What a customer answered an order last: `Devices`, as far as it is of use."""

    position: int
    devices: tuple[tuple[str, int], ...] = ()
    firsts: tuple[tuple[str, int, int], ...] = ()


class OrderRow(Row, tag=4, array_like=True):
    """An order: the only one that decides."""

    shop: str = ""
    order: str = ""
    tellings: dict[str, Telling] = {}
    returns: dict[str, Return] = {}
    touches: dict[str, tuple[str, Touch]] = {}
    """touch id → (visitor, touch)"""
    customers: dict[str, Answer] = {}
    """customer's key → what it answered last"""
    versions: dict[str, CodeVersion] = {}
    asked: dict[str, bool] = {}
    """ask → whether it was answered"""
    late: dict[str, bool] = {}
    """touches and code versions told as late"""
    decided: bytes = b""
    """digest of the newest decision's content; empty: none, or one that may have been lost"""
    closed: bool = False
    """Nothing can count any more: the candidates are frozen, only money moves."""


class ClockRow(Row, tag=5, array_like=True):
    """How far receipts are finished with, as seen from one partition."""

    finished: dict[str, int] = {}
    """raw topic:partition → receipt"""
    echoes: list[dict[int, int]] = []
    """per level: partition → receipt heard"""
    said: dict[int, int] = {}
    """level → receipt told to all"""
    watermark: int = 0
    """Everything received before has been through, and so has all that followed from it."""


ROWS: dict[str, type[Row]] = {"v:": DeviceRow, "c:": CustomerRow, "k:": CodeRow, "o:": OrderRow, "t:": ClockRow}
AnyRow = DeviceRow | CustomerRow | CodeRow | OrderRow | ClockRow

APPLIED_BYTES = 8

_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[AnyRow] = msgspec.msgpack.Decoder(AnyRow)


def encode_row(row: Row) -> bytes:
    """`applied` as 8 bytes, then MessagePack: recovery compares rows without decoding them."""
    return row.applied.to_bytes(APPLIED_BYTES, "big", signed=True) + _encoder.encode(row)


def decode_row(raw: bytes) -> AnyRow:
    """A row, a fresh copy; raises msgspec.DecodeError on bytes of no known schema."""
    return _decoder.decode(memoryview(raw)[APPLIED_BYTES:])


def applied_of(raw: bytes) -> int:
    """The position at which a stored row was written."""
    return int.from_bytes(raw[:APPLIED_BYTES], "big", signed=True)
