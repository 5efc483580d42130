"""Every decision of a period made again, from the facts in the warehouse, a batch of orders at a time."""

from collections.abc import Iterator

from affluent.replay.catalog import code_versions, read_book
from affluent.replay.facts import Batch, Period, asked_of, earlier_receipts, facts_of
from domain.attribution.batch import orders_of
from domain.attribution.decide import decide
from domain.attribution.entity import World
from domain.attribution.horizons import Horizons
from domain.attribution.terms import TermsOf
from events.catalog_book import CatalogBook
from events.decision import Decision
from warehouse.connect import Warehouse

ORDERS = 10_000
"""In a batch, about: with the clicks of their buyers some hundred megabytes."""


def decide_again(warehouse: Warehouse, period: Period, horizons: Horizons, book: CatalogBook | None = None) -> Iterator[Decision]:
    """The decisions of all orders placed in a period, without version, under the terms of a book (None: the warehouse's own).

    Batch by batch; within one by shop and order. Raises UnknownVersion where a click's link is in no version of the catalog.
    """
    book = book or read_book(warehouse)
    world, codes = _world(book, horizons), code_versions(book)
    earlier = earlier_receipts(warehouse)
    for batch in _batches(warehouse, period):
        asked = asked_of(warehouse, batch)
        orders = orders_of(facts_of(warehouse, batch, earlier, codes, horizons.lookback), world)
        for key in asked:
            yield decide(orders[key], world)[0]


def _world(book: CatalogBook, horizons: Horizons) -> World:
    """Nobody sends anything in it: one partition, no epoch, no clock."""
    return World(TermsOf(book), horizons, 1, 0, ())


def _batches(warehouse: Warehouse, period: Period) -> list[Batch]:
    [sizes] = warehouse.select("replay/sizes", since=period.since, until=period.until)
    if not sizes["orders"]:
        return []
    within = Period(sizes["first"], sizes["last"] + 1)
    of = -(-sizes["orders"] // ORDERS)
    return [Batch(within, number, of) for number in range(of)]
