"""Every decision of a period made again, from the facts in the warehouse, a batch of orders at a time."""

from collections.abc import Collection, Iterator

import msgspec

from affluent.replay.catalog import code_versions, read_book
from affluent.replay.facts import Batch, Period, asked_of, earlier_receipts, facts_of
from domain.attribution.batch import orders_of
from domain.attribution.decide import decide
from domain.attribution.entity import World
from domain.attribution.horizons import Horizons
from domain.attribution.policy import PoliciesOf
from domain.attribution.terms import TermsOf
from events.catalog_book import CatalogBook
from events.decision import Decision
from events.facts import Ordered, Refunded
from intake.policies import policy_of
from warehouse.connect import Warehouse

ORDERS = 10_000
"""In a batch, about: with the clicks of their buyers some hundred megabytes."""


class Again:
    """Decides under the terms of a book (None: the warehouse's own). What it knows of repeated deliveries is read once.

    `repinned`: shops whose orders are decided by the policy that the book has for their time, not by the one that the door knew.
    """

    def __init__(
        self, warehouse: Warehouse, horizons: Horizons, book: CatalogBook | None = None, repinned: Collection[str] = ()
    ) -> None:
        self._book = book or read_book(warehouse)
        self._repinned = frozenset(repinned)
        self._warehouse, self._horizons, self._codes = warehouse, horizons, code_versions(self._book)
        # nobody sends anything in this world: it has one partition, no epoch and no clock
        self._world = World(TermsOf(self._book), horizons, 1, 0, (), PoliciesOf(self._book))
        self._earlier = earlier_receipts(warehouse)

    def decisions(self, batch: Batch) -> list[Decision]:
        """Of a batch's orders, by shop and order; without version. Raises UnknownVersion for a link that no catalog has."""
        facts = facts_of(self._warehouse, batch, self._earlier, self._codes, self._horizons.lookback)
        orders = orders_of(facts._replace(sales=map(self._pinned, facts.sales)), self._world)
        return [decide(orders[key], self._world)[0] for key in asked_of(self._warehouse, batch)]

    def _pinned(self, event: Ordered | Refunded) -> Ordered | Refunded:
        if isinstance(event, Refunded) or event.shop not in self._repinned:
            return event
        return msgspec.structs.replace(event, policy=policy_of(self._book, event.shop, event.ordered_at))


def batches_of(warehouse: Warehouse, period: Period, decided_since: int = 0) -> list[Batch]:
    """The orders of a period, of which a decision was stored since a moment, in batches of about ten thousand; perhaps none."""
    [sizes] = warehouse.select("replay/sizes", **Batch(period, 0, 1, decided_since).named())
    if not sizes["orders"]:
        return []
    within = Period(sizes["first"], sizes["last"] + 1)
    of = -(-sizes["orders"] // ORDERS)
    return [Batch(within, number, of, decided_since) for number in range(of)]


def decide_again(warehouse: Warehouse, period: Period, horizons: Horizons, book: CatalogBook | None = None) -> Iterator[Decision]:
    """The decisions of all orders placed in a period, batch by batch."""
    again = Again(warehouse, horizons, book)
    for batch in batches_of(warehouse, period):
        yield from again.decisions(batch)
