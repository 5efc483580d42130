"""Every decision of a period made again, from the facts in the warehouse, a batch of orders at a time."""

from collections.abc import Iterator

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
from warehouse.connect import Warehouse

ORDERS = 10_000
"""In a batch, about: with the clicks of their buyers some hundred megabytes."""


class Again:
    """Decides under the terms of a book (None: the warehouse's own). What it knows of repeated deliveries is read once."""

    def __init__(self, warehouse: Warehouse, horizons: Horizons, book: CatalogBook | None = None) -> None:
        book = book or read_book(warehouse)
        self._warehouse, self._horizons, self._codes = warehouse, horizons, code_versions(book)
        self._world = World(
            TermsOf(book), horizons, 1, 0, (), PoliciesOf(book)
        )  # nobody sends anything in it: no partitions, epoch, clock
        self._earlier = earlier_receipts(warehouse)

    def decisions(self, batch: Batch) -> list[Decision]:
        """Of a batch's orders, by shop and order; without version. Raises UnknownVersion for a link that no catalog has."""
        facts = facts_of(self._warehouse, batch, self._earlier, self._codes, self._horizons.lookback)
        orders = orders_of(facts, self._world)
        return [decide(orders[key], self._world)[0] for key in asked_of(self._warehouse, batch)]


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
