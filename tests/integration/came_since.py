"""Records that come while sums are made ahead, and answers without them."""

from collections.abc import Iterator
from typing import Any

from events.decision import Credit, Model, Share
from events.facts import Clicked, Spent
from events.journal import decode_bundle
from events.topics import ATTRIBUTIONS, JOURNAL
from runtime.kafka_records import Record
from tests.integration.books import a_decision, attributed, journal
from tests.integration.campaign_books import SEPTEMBER
from tests.integration.random_books import books
from tests.integration.test_figures_oracle import answers
from warehouse.connect import Warehouse

SLICE = 24


def of_every_order(warehouse: Warehouse) -> list[Any]:
    """The answers without what was made ahead."""
    made, warehouse.settled.generation = warehouse.settled.generation, None
    try:
        return answers(warehouse)
    finally:
        warehouse.settled.generation = made


def in_slices(seed: int) -> Iterator[list[Record]]:
    """What people told first; then decisions, clicks and clicks that come again, side by side."""
    everything = books(seed)
    decided = [one for one in everything if one.topic == ATTRIBUTIONS.name]
    told_first = [one for one in everything if one.topic not in (ATTRIBUTIONS.name, JOURNAL.name)]
    journaled = [each for one in everything if one.topic == JOURNAL.name for each in decode_bundle(one.value or b"")]
    costs, clicks = ([each for each in journaled if isinstance(each.body, kind)] for kind in (Spent, Clicked))
    yield [*told_first, journal(0, 0, *costs), *decided[:20]]
    for number, first in enumerate(range(20, len(decided), SLICE)):
        new = clicks[number * 12 : number * 12 + 18]
        yield [*decided[first : first + SLICE], journal(0, number + 1, *new), journal(1, number, *new[:4])]


def sold_by(number: int, net: int, order: int) -> Record:
    """An order that every model credits to one creator alone."""
    share = Share(f"creator-{number}", "spring", f"collaboration-{number}", f"content-{number}", None, net)
    credits = tuple(Credit(model, (share,), 0) for model in Model)
    decided = a_decision(f"o{order}", net, (f"e{order}",), 1, currency="EUR", gross=net, ordered_at=SEPTEMBER, credits=credits)
    return attributed(0, order, decided)


def one_by_one(slices: Iterator[list[Record]]) -> Iterator[list[Record]]:
    """The first slice, then a few records at a time: so few that a floor holds."""
    yield next(slices)
    for some in slices:
        yield from ([one] for one in some[:6])
