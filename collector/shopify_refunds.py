"""A Shopify refund as money that went back, line by line, in the shop's currency.

Signs: an order adjustment is what the refund changed beside its lines, seen from the shop's sales. A refund of an amount
without lines has `refund_discrepancy` -amount; lines refunded for less than they were worth have a positive one.
"""

import re
from fractions import Fraction
from typing import NamedTuple

from collector.payload import BadField, Node, is_true
from events.ids import derived_id
from events.sale import LineKind, RefundEvent, RefundLine

RATE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,12})?", re.ASCII)
TIP_FIELDS = ("tip", "tip_payment_gateway", "tip_payment_method")


class Terms(NamedTuple):
    """What a refund does not say of itself and its order does."""

    currency: str
    taxes_included: bool


def kind_of_line(line: Node | None) -> LineKind:
    """Whether a line item is a product, a gift card or a tip."""
    if line is None:
        return LineKind.PRODUCT
    if is_true(line.get("gift_card")):
        return LineKind.GIFT_CARD
    return LineKind.TIP if any(line.get(name) for name in TIP_FIELDS) else LineKind.PRODUCT


def refund_of(shop: str, refund: Node, terms: Terms | None) -> RefundEvent | None:
    """The refund as an event; None if no money is in it. `terms` are the order's, where the payload is the order.

    Its id is derived from the refund's id alone: told by refunds/create and again inside the order, it is one event.
    """
    currency = terms.currency if terms else _currency(refund)
    if currency is None:
        return None
    inside = terms.taxes_included if terms else _taxes_inside(refund, currency)
    lines = tuple(_line(line, currency, inside) for line in refund.each("refund_line_items"))
    adjustment = _adjustment(refund, currency)
    if not lines and not adjustment:
        return None
    refund_id = refund.need("id").text()
    return RefundEvent(
        event_id=derived_id("shopify", shop, "refund", refund_id),
        event_at=refund.need("created_at").moment(),
        received_at=None,
        kind="refund",
        shop=shop,
        order_id=refund.need("order_id").text(),
        currency=currency,
        lines=lines,
        adjustment=adjustment,
    )


def _line(line: Node, currency: str, inside: bool) -> RefundLine:
    return RefundLine(
        line_id=line.need("line_item_id").text(),
        amount=_shop_money(line, "subtotal", currency),
        tax=_shop_money(line, "total_tax", currency) if inside else 0,
        kind=kind_of_line(line.get("line_item")),
    )


def _shop_money(node: Node, name: str, currency: str) -> int:
    """The amount in the shop's currency; the plain field is a JSON number, the set beside it is exact text."""
    exact = node.at(f"{name}_set", "shop_money", "amount")
    plain = exact or node.get(name)
    return plain.money(currency) if plain else 0


def _adjustment(refund: Node, currency: str) -> int:
    """Product money returned beside the lines.

    A refund that is still under way is booked by Shopify with a discrepancy that takes all of it back, until it is
    through: that one is left out.
    """
    pending = any(_is_pending_refund(transaction) for transaction in refund.each("transactions"))
    amounts = [
        _shop_money(adjustment, "amount", currency)
        for adjustment in refund.each("order_adjustments")
        if not _is_shipping(adjustment)
    ]
    return -sum(amount for amount in amounts if not (pending and amount > 0))


def _is_pending_refund(transaction: Node) -> bool:
    kind, status = transaction.get("kind"), transaction.get("status")
    return kind is not None and kind.value == "refund" and status is not None and status.value == "pending"


def _is_shipping(adjustment: Node) -> bool:
    kind = adjustment.get("kind") or adjustment.get("reason")
    return kind is not None and kind.text().casefold().startswith("shipping")


def _currency(refund: Node) -> str | None:
    """refunds/create names the shop's currency only inside its money sets."""
    sets = [line.at("subtotal_set", "shop_money", "currency_code") for line in refund.each("refund_line_items")]
    sets += [one.at("amount_set", "shop_money", "currency_code") for one in refund.each("order_adjustments")]
    sets += [refund.at("total_duties_set", "shop_money", "currency_code")]
    sets += [transaction.get("currency") for transaction in refund.each("transactions")]
    found = next((currency for currency in sets if currency), None)
    if found is None and next(refund.each("refund_line_items"), None):
        raise BadField("refund_line_items.0.subtotal_set.shop_money.currency_code", "is missing")
    return found.text() if found else None


def _taxes_inside(refund: Node, currency: str) -> bool:
    """refunds/create does not say whether prices contain tax: its amounts and rates do, whichever they are nearer to."""
    off_inside, off_outside = Fraction(0), Fraction(0)
    for line in refund.each("refund_line_items"):
        rate = _rate(line.get("line_item"))
        subtotal, tax = _shop_money(line, "subtotal", currency), _shop_money(line, "total_tax", currency)
        off_inside += abs(tax - subtotal * rate / (1 + rate))
        off_outside += abs(tax - subtotal * rate)
    return off_inside < off_outside


def _rate(line: Node | None) -> Fraction:
    rates = [tax.get("rate") for tax in line.each("tax_lines")] if line else []
    texts = [rate.text() for rate in rates if rate]
    return sum((Fraction(text) for text in texts if RATE.fullmatch(text)), Fraction(0))
