"""Clicks and sales that are written plainly, read at a fifth of pydantic's price: what nearly every record is.

This takes fewer records than the doors' models in `events`, and takes each as they would. About all others it says nothing:
then pydantic is asked, which alone refuses.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from events.door import storable
from events.money import MAX_MINOR, exponent
from events.topics import CLICKS, SALES

Moment = Annotated[datetime, Meta(tz=True)]
Id = Annotated[str, Meta(min_length=1, max_length=128)]
EventId = Annotated[str, Meta(min_length=1, max_length=64)]
Code = Annotated[str, Meta(min_length=1, max_length=64)]
Minor = Annotated[int, Meta(ge=-MAX_MINOR, le=MAX_MINOR)]
Part = Annotated[int, Meta(ge=0, le=MAX_MINOR)]
Flag = Literal["bot", "no_user_agent", "prefetch", "not_a_visit"]
Kind = Literal["product", "gift_card", "tip", "shipping", "duty"]

_is_click_name = re.compile(r"[A-Za-z0-9_.:@-]*").fullmatch  # spelled out, this is twice as fast as \w
_is_sale_name = re.compile(r"[A-Za-z0-9_.:-]*").fullmatch
"""What every one of the ids may consist of."""
_too_fine = re.compile(rb"\.\d{7}").search
"""Parts of a microsecond, which one reader rounds and the other cuts off."""


class Plain(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """An event as one JSON object: these fields and no others."""

    event_id: EventId
    event_at: Moment
    received_at: Moment | None = None


class PlainClick(Plain, kw_only=True, gc=False):
    """As `events.click.Click`."""

    link: Id
    link_version: Id | None = None
    visitor_id: Id | None = None
    flags: tuple[Flag, ...] = ()
    referrer_host: Annotated[str, Meta(max_length=255)] | None = None


class PlainLine(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """As `events.sale.Line`."""

    line_id: Id
    amount: Minor
    discount: Part
    tax: Part
    quantity: Annotated[int, Meta(ge=0, lt=2**31)]
    kind: Kind
    product_id: Id | None = None


class PlainRefundLine(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, gc=False):
    """As `events.sale.RefundLine`."""

    line_id: Id
    amount: Minor
    tax: Part
    kind: Kind


class PlainOrder(Plain, kw_only=True, gc=False):
    """As `events.sale.OrderEvent`."""

    kind: Literal["placed", "paid", "edited", "cancelled"]
    shop: Id
    order_id: Id
    ordered_at: Moment
    currency: str
    lines: Annotated[tuple[PlainLine, ...], Meta(max_length=1000)]
    codes: Annotated[tuple[Code, ...], Meta(max_length=20)]
    customer_id: Id | None = None
    visitor_id: Id | None = None
    click_id: Id | None = None
    test: bool


class PlainRefund(Plain, kw_only=True, gc=False):
    """As `events.sale.RefundEvent`."""

    kind: Literal["refund", "chargeback"]
    shop: Id
    order_id: Id
    currency: str
    lines: Annotated[tuple[PlainRefundLine, ...], Meta(max_length=1000)]
    adjustment: Minor


_click = msgspec.json.Decoder(PlainClick).decode
_order = msgspec.json.Decoder(PlainOrder).decode
_refund = msgspec.json.Decoder(PlainRefund).decode
_encode = msgspec.json.Encoder().encode
_NOT_PLAIN = (msgspec.DecodeError, ValueError)
"""Also what `storable`, `exponent` and the decoder of UTF-8 raise."""
_BACKSLASH = ord("\\")


def plain_click(raw: bytes) -> PlainClick | None:
    """The click of a record; None if it is not plain."""
    try:
        click = _click(raw)
        storable(click.event_at)
        storable(click.received_at or click.event_at)
    except _NOT_PLAIN:
        return None
    named = _is_click_name(f"{click.event_id}{click.link}{click.link_version or ''}{click.visitor_id or ''}")
    return click if named and _BACKSLASH not in raw and not _too_fine(raw) else None


def plain_sale(raw: bytes) -> PlainOrder | PlainRefund | None:
    """The order or refund of a record; None if it is not plain.

    Written anew it has to be the bytes that it came as: so no name is given twice, and no two readers differ.
    """
    event = _read(_order, raw) or _read(_refund, raw)
    return event if event and _encode(event) == raw and _is_sale_name("".join(_names(event))) else None


def _read(decode: Callable[[bytes], Any], raw: bytes) -> Any:
    try:
        event = decode(raw)
        storable(event.event_at)
        storable(event.received_at or event.event_at)
        storable(getattr(event, "ordered_at", event.event_at))
        exponent(event.currency)
    except _NOT_PLAIN:
        return None
    return event if event.currency == event.currency.upper() else None


def _names(event: PlainOrder | PlainRefund) -> Iterator[str]:
    yield event.event_id
    yield event.shop
    yield event.order_id
    for line in event.lines:
        yield line.line_id
    if isinstance(event, PlainOrder):
        yield from event.codes
        yield from (one for one in (event.customer_id, event.visitor_id, event.click_id) if one)
        yield from (line.product_id for line in event.lines if line.product_id)


PLAIN: dict[str, Callable[[bytes], PlainClick | PlainOrder | PlainRefund | None]] = {
    CLICKS.name: plain_click,
    SALES.name: plain_sale,
}
