"""Net revenue v1: product lines less discounts and refunds, without VAT, shipping, duties, tips, gift cards, test orders."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from events.journal import Ordered, Refunded, SaleLine

DEFINITION = "net-revenue@1"
COUNTED = "product"
RANK = {"placed": 0, "paid": 1, "edited": 2, "cancelled": 3}


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


def newest_first(events: Iterable[Ordered]) -> list[Ordered]:
    """An order's tellings, newest first; equal times go by how far in life an order is, then by id."""
    return sorted(events, key=lambda event: (event.at, RANK[event.kind], event.id), reverse=True)


def revenue_of(tellings: Sequence[Ordered], refunds: Iterable[Refunded]) -> Revenue:
    """An order's revenue from all that was told of it. A cancelled or a test order is worth nothing.

    A refund in another currency than the order's can't be subtracted: it is left out and flagged.
    """
    newest = newest_first(tellings)[0]
    void = newest.test or any(event.kind == "cancelled" for event in tellings)
    refunds = list(refunds)
    mine = [refund for refund in refunds if refund.currency == newest.currency]
    gross = 0 if void else net_of_lines(newest.lines)
    refunded = 0 if void else sum(net_of_refund(refund.lines, refund.adjustment) for refund in mine)
    flags = ["refund_in_other_currency"] * (len(mine) < len(refunds))
    flags += ["refund_exceeds_order"] * (refunded > gross)
    return Revenue(newest.currency, gross, refunded, tuple(flags))
