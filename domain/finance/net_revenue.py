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


class Return(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Money that went back: a refund or a chargeback, `amount` in minor units."""

    id: str
    kind: str
    received: int
    currency: str
    amount: int


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


def net_of_lines(lines: Iterable[SaleLine]) -> int:
    """Minor units of an order's product lines, without discount and VAT."""
    return sum(line.amount - line.discount - line.tax for line in lines if line.kind == COUNTED)


def net_of_refund(lines: Iterable[SaleLine], adjustment: int) -> int:
    """Minor units of product money that went back, without VAT."""
    return net_of_lines(lines) + adjustment


def telling_of(event: Ordered) -> Telling:
    """What the order needs to remember of an event."""
    return Telling(
        event.id, event.kind, event.at, event.received, event.ordered_at, event.currency, net_of_lines(event.lines),
        event.codes, event.customer, event.visitor, event.test, event.policy,
    )  # fmt: skip


def return_of(event: Refunded) -> Return:
    """What the order needs to remember of a refund."""
    return Return(event.id, event.kind, event.received, event.currency, net_of_refund(event.lines, event.adjustment))


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
