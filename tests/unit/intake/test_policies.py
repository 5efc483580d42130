"""An order carries the policy that its shop had when the buyer ordered, as the door knew it then."""

import pytest

from events.catalog_book import CatalogBook
from events.facts import Ordered
from events.moments import from_ms, to_ms
from events.policy import Policy
from intake.door import Door
from intake.policies import policy_of
from tests.unit.intake.records import WRITTEN, ToldCatalog, a_record, an_order


def a_policy(valid_from: int, shop: str = "shop-1") -> Policy:
    return Policy(id=shop, shop=shop, valid_from=from_ms(valid_from), recorded_at=from_ms(valid_from))


@pytest.mark.parametrize(("at", "pinned"), [(499, ""), (500, "shop-1@500"), (899, "shop-1@500"), (900, "shop-1@900")])
def test_the_version_in_force_at_the_order_s_time_is_pinned(at: int, pinned: str) -> None:
    book = CatalogBook()
    for valid_from in (500, 900):
        book.add(a_policy(valid_from))
    assert policy_of(book, "shop-1", at) == pinned
    assert policy_of(book, "shop-2", at) == ""


def envelope_of(catalog: ToldCatalog, **fields: object) -> Ordered:
    envelope = Door(catalog).envelope(a_record(an_order(**fields)))
    assert envelope
    assert isinstance(envelope.body, Ordered)
    return envelope.body


def test_the_door_pins_what_it_knows_and_a_version_told_later_changes_nothing_that_passed() -> None:
    at = to_ms(from_ms(WRITTEN)) - 10_000
    catalog = ToldCatalog(a_policy(at))
    ordered_at = from_ms(at + 1000).isoformat()
    assert envelope_of(catalog, ordered_at=ordered_at).policy == f"shop-1@{at}"
    assert envelope_of(ToldCatalog(), ordered_at=ordered_at).policy == ""


def test_an_order_was_placed_at_the_latest_when_it_was_received() -> None:
    policy = a_policy(WRITTEN + 1)
    told = envelope_of(ToldCatalog(policy), ordered_at=from_ms(WRITTEN + 5000).isoformat())
    assert (told.ordered_at, told.policy) == (WRITTEN, "")
