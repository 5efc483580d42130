"""A document laid over a book changes every version of what it names, and nothing else."""

from typing import Any

import pytest

from domain.attribution.terms import terms_of
from domain.catalog_documents import BadCatalog
from domain.catalog_overlay import overlaid
from events.catalog_book import CatalogBook
from events.moments import DAY_MS, to_ms
from events.policy import Policy, Precedence
from tests.unit.domain.catalog_plan_parts import CAMPAIGN, COLLABORATION, CREATOR, LATER, NOW, a_book, a_document, plan

BEN = {"id": "ben-summer", "campaign": "summer", "creator": "ben"}
LINK_REF, CODE_REF = f"link@{to_ms(NOW)}", f"shop-1/lena10@{to_ms(NOW)}"


@pytest.fixture
def book() -> CatalogBook:
    """Two creators; the campaign is more patient since LATER."""
    known = a_book(a_document(creators=[CREATOR, {"id": "ben", "name": "Ben"}], collaborations=[COLLABORATION, BEN]))
    for version in plan({"campaigns": [CAMPAIGN | {"allowed_lateness_s": 3600}]}, known, LATER).versions:
        known.add(version)
    return known


def refused(book: CatalogBook, document: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(BadCatalog) as why:
        overlaid(book, document)
    return dict(why.value.mistakes)


def test_terms_hold_for_every_version_and_fields_left_out_stay(book: CatalogBook) -> None:
    changed = overlaid(book, {"collaborations": [{"id": "lena-summer", "lookback_s": 86_400, "commission_rate": "0.25"}]})
    for ref in (LINK_REF, f"link@{to_ms(LATER)}"):
        before, after = terms_of(book, "link", ref), terms_of(changed, "link", ref)
        assert before is not None
        assert after == before._replace(lookback=DAY_MS, commission_ppm=250_000)
    assert len(changed) == len(book)


def test_the_book_itself_stays_as_it_was(book: CatalogBook) -> None:
    before = sorted(entry.model_dump_json() for entry in book)
    overlaid(book, {"campaigns": [{"id": "summer", "allowed_lateness_s": 0}]})
    assert sorted(entry.model_dump_json() for entry in book) == before


def test_a_code_given_to_another_collaboration_is_pinned_to_its_terms(book: CatalogBook) -> None:
    terms = terms_of(
        overlaid(book, {"codes": [{"shop": "shop-1", "code": "lena10", "collaboration": "ben-summer"}]}), "code", CODE_REF
    )
    assert terms is not None
    assert (terms.creator, terms.collaboration) == ("ben", "ben-summer")


def test_a_code_that_was_forgotten_is_known_from_when_it_is_valid(book: CatalogBook) -> None:
    told = {"shop": "shop-1", "code": "FORGOT", "collaboration": "ben-summer", "valid_from": NOW.isoformat()}
    code = overlaid(book, {"codes": [told]}).code(f"shop-1/forgot@{to_ms(NOW)}")
    assert (code.recorded_at, code.collaboration_version) == (NOW, f"ben-summer@{to_ms(NOW)}")


def test_a_shop_that_had_no_policy_has_one_for_ever(book: CatalogBook) -> None:
    changed = overlaid(book, {"policies": [{"shop": "shop-1", "precedence": "click_first"}]})
    found = changed.as_of("policy", "shop-1", 0)
    assert isinstance(found, Policy)
    assert found.precedence == Precedence.CLICK_FIRST
    again = overlaid(changed, {"policies": [{"shop": "shop-1", "code_weight": 3}]})
    assert again.policy(found.ref) == found.model_copy(update={"code_weight": 3})


def test_every_mistake_is_named(book: CatalogBook) -> None:
    document = {
        "campaigns": [{"id": "autumn", "allowed_lateness_s": 5}],
        "collaborations": [{"id": "lena-summer", "lookback_s": 0}, {"id": "lena-summer", "window": 5}, "lena-summer"],
        "codes": [{"shop": "shop-1", "code": "LENA10", "collaboration": "nobody"}, {"shop": "shop-1", "code": "NEW"}],
        "links": [],
    }
    assert set(refused(book, document)) == {
        "campaigns.0.id", "collaborations.0.lookback_s", "collaborations.1.window", "collaborations.2",
        "codes.0.collaboration", "codes.1.id", "links",
    }  # fmt: skip
    assert refused(book, {"policies": {"shop": "shop-1"}}) == {"policies": "must be a list"}
    assert "collaborations.0.valid_from" in refused(
        book, {"collaborations": [{"id": "lena-summer", "valid_from": NOW.isoformat()}]}
    )
    assert "collaborations.0.campaign_version" in refused(
        book, {"collaborations": [{"id": "lena-summer", "campaign_version": "summer@0"}]}
    )
