"""A version of a link or a code leads to a contract: its own conditions, else its campaign's, else none."""

import pytest

from domain.attribution.models import Shape, Weights
from domain.attribution.policy import DEFAULT, PoliciesOf, no_policies
from domain.attribution.terms import TermsOf
from events.catalog_book import CatalogBook, UnknownVersion
from events.moments import to_ms
from tests.unit.domain.catalog_plan_parts import CAMPAIGN, CODE, COLLABORATION, NOW, a_book, a_document

AT = to_ms(NOW)
EUROS = {"amount": 5000, "currency": "EUR"}


def test_a_contract_that_asks_for_nothing_has_no_conditions() -> None:
    terms = TermsOf(a_book())("link", f"link@{AT}")
    assert terms
    assert (terms.conditions, terms.commission_ppm, terms.exclusive) == (None, 100_000, False)


def test_what_the_contract_says_goes_before_what_the_campaign_says() -> None:
    campaign = CAMPAIGN | {"minimum_order": EUROS, "excluded_products": ["gift"], "eligible_touches": ["click"]}
    contract = COLLABORATION | {"excluded_products": [], "commission_cap": EUROS, "returning_commission_rate": "0.02"}
    contract |= {"own_pseudonyms": ["C"]}
    book = a_book(a_document(campaigns=[campaign], collaborations=[contract], codes=[CODE | {"exclusive": True}]))
    terms = TermsOf(book)("code", f"shop-1/lena10@{AT}")
    assert terms
    assert terms.exclusive
    assert terms.conditions
    assert terms.conditions._asdict() == {
        "touches": frozenset({"click"}), "excluded_products": frozenset(), "minimum": (5000, "EUR"), "cap": (5000, "EUR"),
        "returning_ppm": 20_000, "own_pseudonyms": frozenset({"C"}),
    }  # fmt: skip


def test_a_policy_is_looked_up_by_its_version_and_waited_for() -> None:
    book = CatalogBook()
    policies = PoliciesOf(book)
    assert policies("") is DEFAULT is no_policies("")
    with pytest.raises(UnknownVersion, match="shop-1@"):
        policies(f"shop-1@{AT}")
    for entry in a_book(a_document(policies=[{"shop": "shop-1", "duplicate_clicks_s": 30, "staff": ["C"]}])):
        book.add(entry)
    found = policies(f"shop-1@{AT}")
    assert (found.ref, found.duplicate_ms, found.staff) == (f"shop-1@{AT}", 30_000, frozenset({"C"}))
    assert policies(f"shop-1@{AT}") is found


def test_a_policy_s_weights_are_the_usual_ones_where_it_says_nothing() -> None:
    own = {"shop": "shop-2", "position_weights": [30, 0, 50], "half_life_s": 3600}
    policies = PoliciesOf(a_book(a_document(policies=[{"shop": "shop-1"}, own])))
    assert policies(f"shop-1@{AT}") == DEFAULT._replace(ref=f"shop-1@{AT}")
    assert policies(f"shop-2@{AT}").weights == Weights(Shape(30, 0, 50), half_life=3_600_000)
