"""A journal record as rows: one fact and one delivery for each message that came in from outside."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec

from consumers.place import Place, Row, Rows, Undecodable, fits
from domain.finance.net_revenue import net_of_lines, net_of_refund
from events.facts import Clicked, Engaged, Ordered, Refunded, SaleLine, Spent
from events.journal import decode_bundle
from events.messages import Envelope
from events.topics import RAW
from warehouse.tables import CLICKS, COSTS, DELIVERIES, ENGAGEMENTS, ORDERS, REFUNDS, Table


def journal_rows(place: Place, raw: bytes) -> Rows:
    """Rows of one bundle. What entities tell each other, and ticks, are no facts. Raises Undecodable."""
    try:
        return [pair for index, each in enumerate(decode_bundle(raw)) for pair in envelope_rows(place, index, each)]
    except (msgspec.MsgspecError, ValueError, IndexError) as why:
        raise Undecodable(f"not a journal record: {why}") from why


def envelope_rows(place: Place, index: int, envelope: Envelope) -> Rows:
    """The fact and the delivery that a message stands for; nothing for one without a delivery."""
    body: Any = envelope.body
    delivery = envelope.delivery
    described = FACT_OF.get(type(body))
    if delivery is None or described is None:
        return ()
    table, columns, subject_of = described
    source, where = (RAW[delivery.topic].name, delivery.partition, delivery.offset), place.columns_of(index)
    home = (*source, "fact", table.name, subject_of(body), body.id, body.received, place.topic, *where)
    return (table, (*columns(body), *source, *where)), (DELIVERIES, home)


def _nobody(_: Any) -> str:
    return ""


def _order_of(body: Ordered | Refunded) -> str:
    return f"{body.shop}/{body.order}"


def _click(body: Clicked) -> Row:
    visitor, host = body.visitor or "", body.referrer_host or ""
    return body.id, body.at, body.received, body.link, body.link_version, visitor, body.flags, host


def _order(body: Ordered) -> Row:
    lines = body.lines
    return (
        body.shop, body.order, body.id, body.kind, body.at, body.received, body.ordered_at, body.currency,
        fits(net_of_lines(lines)), body.codes, body.customer or "", body.visitor or "", body.click or "", body.test,
        body.policy,
        [line.line for line in lines], *_amounts(lines), [line.kind for line in lines],
        [fits(line.quantity) for line in lines], [line.product or "" for line in lines],
    )  # fmt: skip


def _refund(body: Refunded) -> Row:
    amounts, _, taxes = _amounts(body.lines)
    return (
        body.shop, body.order, body.id, body.kind, body.at, body.received, body.currency,
        fits(net_of_refund(body.lines, body.adjustment)), fits(body.adjustment),
        [line.line for line in body.lines], amounts, taxes, [line.kind for line in body.lines],
    )  # fmt: skip


def _amounts(lines: tuple[SaleLine, ...]) -> tuple[list[int], list[int], list[int]]:
    amounts, discounts = [fits(line.amount) for line in lines], [fits(line.discount) for line in lines]
    return amounts, discounts, [fits(line.tax) for line in lines]


def _engagement(body: Engaged) -> Row:
    counters = (body.views, body.reach, body.likes, body.comments, body.shares, body.saves)
    return body.id, body.at, body.received, body.content, body.provenance, *counters


def _cost(body: Spent) -> Row:
    return (
        body.id, body.at, body.received, body.kind, body.campaign, body.collaboration or "", body.content or "",
        fits(body.amount), body.currency, date.fromisoformat(body.accrues_from), date.fromisoformat(body.accrues_to),
    )  # fmt: skip


FACT_OF: dict[type, tuple[Table, Callable[[Any], Row], Callable[[Any], str]]] = {
    Clicked: (CLICKS, _click, _nobody),
    Ordered: (ORDERS, _order, _order_of),
    Refunded: (REFUNDS, _refund, _order_of),
    Engaged: (ENGAGEMENTS, _engagement, _nobody),
    Spent: (COSTS, _cost, _nobody),
}
"""Of what is told: the table of such facts, its columns there, and the order that it is about, if it is about one."""
