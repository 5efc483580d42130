"""From the doors' models to the journal's structs, addressed to the entity they are for."""

from events.addressing import FACT, code_key, order_key
from events.catalog import Code
from events.click import Click
from events.cost import Cost
from events.engagement import Engagement
from events.facts import Clicked, Delivery, Engaged, Ordered, Refunded, SaleLine, Spent
from events.messages import CodeVersion, Envelope
from events.moments import to_ms
from events.sale import Line, OrderEvent, RefundEvent, RefundLine
from intake.plain import PlainClick, PlainLine, PlainOrder, PlainRefund, PlainRefundLine


def click_envelope(click: Click | PlainClick, version: str, at: int, received: int, delivery: Delivery) -> Envelope:
    """A click for the device it was made on; without consent a fact for nobody."""
    body = Clicked(click.event_id, at, received, click.link, version, click.visitor_id, click.flags, click.referrer_host)
    key = f"{FACT}{click.event_id}" if click.visitor_id is None else f"v:{click.visitor_id}"
    return Envelope(key, body, delivery)


def order_envelope(
    event: OrderEvent | PlainOrder, at: int, received: int, delivery: Delivery, ordered_at: int, policy: str
) -> Envelope:
    """The whole order as it stood, for the order; `policy` is the shop's at `ordered_at`."""
    body = Ordered(
        event.event_id,
        event.kind,
        at,
        received,
        event.shop,
        event.order_id,
        ordered_at,
        event.currency,
        tuple(map(_line, event.lines)),
        event.codes,
        event.customer_id,
        event.visitor_id,
        event.click_id,
        event.test,
        policy,
    )
    return Envelope(order_key(event.shop, event.order_id), body, delivery)


def refund_envelope(event: RefundEvent | PlainRefund, at: int, received: int, delivery: Delivery) -> Envelope:
    """Money that went back, for the order it came from."""
    body = Refunded(
        event.event_id,
        event.kind,
        at,
        received,
        event.shop,
        event.order_id,
        event.currency,
        tuple(map(_refund_line, event.lines)),
        event.adjustment,
    )
    return Envelope(order_key(event.shop, event.order_id), body, delivery)


def engagement_envelope(event: Engagement, at: int, received: int, delivery: Delivery) -> Envelope:
    """A counter snapshot: a fact for no entity."""
    counters = (event.views, event.reach, event.likes, event.comments, event.shares, event.saves)
    body = Engaged(event.event_id, at, received, event.content, event.provenance, *counters)
    return Envelope(f"{FACT}{event.event_id}", body, delivery)


def cost_envelope(event: Cost, at: int, received: int, delivery: Delivery) -> Envelope:
    """A cost: a fact for no entity."""
    body = Spent(
        event.event_id,
        at,
        received,
        event.kind,
        event.campaign,
        event.amount,
        event.currency,
        event.accrues_from.isoformat(),
        event.accrues_to.isoformat(),
        event.collaboration,
        event.content,
    )
    return Envelope(f"{FACT}{event.event_id}", body, delivery)


def code_envelope(entry: Code) -> Envelope:
    """A promo code's version, for the code. It comes from the catalog, so it is nobody's delivery."""
    body = CodeVersion(
        entry.shop,
        entry.code,
        entry.ref,
        to_ms(entry.valid_from),
        to_ms(entry.recorded_at),
        None if entry.valid_to is None else to_ms(entry.valid_to),
    )
    return Envelope(code_key(entry.shop, entry.code), body)


def _line(line: Line | PlainLine) -> SaleLine:
    return SaleLine(line.line_id, line.amount, line.discount, line.tax, line.kind, line.quantity, line.product_id)


def _refund_line(line: RefundLine | PlainRefundLine) -> SaleLine:
    return SaleLine(line.line_id, line.amount, tax=line.tax, kind=line.kind)
