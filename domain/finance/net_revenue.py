"""Net revenue v1: product lines less discounts and refunds, without VAT, shipping, duties, tips, gift cards, test orders."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from events.facts import Ordered, Refunded, SaleLine

COUNTED = "product"
RANK = {"placed": 0, "paid": 1, "edited": 2, "cancelled": 3}


class Telling(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What one event told of a whole order; `gross` in minor units, moments in milliseconds."""

    id: str
    kind: str
    at: int
    received: int
    ordered_at: int
    currency: str
    gross: int
    codes: tuple[str, ...] = ()
    customer: str | None = None
    visitor: str | None = None
    test: bool = False
    policy: str = ""
    products: tuple[tuple[str, str, int], ...] = ()
    """(line, product, net) of each product line whose product is named."""


class Return(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Money that went back: a refund or a chargeback, `amount` in minor units."""

    id: str
    kind: str
    received: int
    currency: str
    amount: int
    lines: tuple[tuple[str, int], ...] = ()
    """(line, net) of each product line."""


class Revenue(NamedTuple):
    """Of one order, minor units of `currency`: net = gross - refunded, always."""

    currency: str
    gross: int
    refunded: int
    flags: tuple[str, ...]

    @property
    def net(self) -> int:
        """What influence is measured by."""
        return self.gross - self.refunded


def net_of_line(line: SaleLine) -> int:
    """Minor units of a line, without discount and VAT."""
    return line.amount - line.discount - line.tax


def net_of_lines(lines: Iterable[SaleLine]) -> int:
    """Minor units of an order's product lines, without discount and VAT."""
    return sum(net_of_line(line) for line in lines if line.kind == COUNTED)


def net_of_refund(lines: Iterable[SaleLine], adjustment: int) -> int:
    """Minor units of product money that went back, without VAT."""
    return net_of_lines(lines) + adjustment


def telling_of(event: Ordered) -> Telling:
    """What the order needs to remember of an event."""
    return Telling(
        event.id, event.kind, event.at, event.received, event.ordered_at, event.currency, net_of_lines(event.lines),
        event.codes, event.customer, event.visitor, event.test, event.policy,
        tuple((line.line, line.product, net_of_line(line)) for line in event.lines if line.product and line.kind == COUNTED),
    )  # fmt: skip


def return_of(event: Refunded) -> Return:
    """What the order needs to remember of a refund."""
    lines = tuple((line.line, net_of_line(line)) for line in event.lines if line.kind == COUNTED)
    amount = net_of_refund(event.lines, event.adjustment)
    return Return(event.id, event.kind, event.received, event.currency, amount, lines)


def newest_of(tellings: Iterable[Telling]) -> Telling:
    """The telling that describes the order; equal times go by how far in life the order is, then by id."""
    return max(tellings, key=lambda telling: (telling.at, RANK[telling.kind], telling.id))


def revenue_of(tellings: Sequence[Telling], returns: Sequence[Return]) -> Revenue:
    """An order's revenue from all that was told of it. A cancelled or a test order is worth nothing.

    A refund in another currency than the order's can't be subtracted: it is left out and flagged.
    """
    newest = newest_of(tellings)
    void = newest.test or any(telling.kind == "cancelled" for telling in tellings)
    mine = [each for each in returns if each.currency == newest.currency]
    gross = 0 if void else newest.gross
    refunded = 0 if void else sum(each.amount for each in mine)
    flags = ("refund_in_other_currency",) * (len(mine) < len(returns)) + ("refund_exceeds_order",) * (refunded > max(gross, 0))
    return Revenue(newest.currency, gross, refunded, flags)


def excluded_gross(telling: Telling, products: frozenset[str]) -> int:
    """Minor units of an order's lines of these products, before refunds."""
    return sum(net for _, product, net in telling.products if product in products) if products else 0


def commissionable(net: int, tellings: Sequence[Telling], returns: Sequence[Return], products: frozenset[str]) -> int:
    """What of an order's net revenue commission is paid on, if not on these products: between nothing and all of it.

    A line is excluded if any telling of the order names such a product in it; what was refunded on it is then no loss.
    """
    if not products:
        return net
    newest = newest_of(tellings)
    lines = {line for telling in tellings for line, product, _ in telling.products if product in products}
    back = sum(net for each in returns if each.currency == newest.currency for line, net in each.lines if line in lines)
    rest = net - (excluded_gross(newest, products) - back)
    return min(max(rest, 0), net) if net >= 0 else max(min(rest, 0), net)
