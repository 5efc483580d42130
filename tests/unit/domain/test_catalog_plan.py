"""A catalog document says what shall be; the plan says what that changes, pins it, or names what is wrong."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.catalog_documents import BadCatalog
from domain.catalog_plan import Plan, plan_catalog
from domain.catalog_rules import Limits
from events.catalog import Code, Collaboration, Link
from events.catalog_book import CatalogBook
from events.moments import to_ms

NOW = datetime(2026, 11, 23, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
LIMITS = Limits(lookback_days=90, lateness_days=30)

BRAND = {"id": "brand", "name": "B", "time_zone": "Europe/Paris", "currency": "EUR", "destination_hosts": ["shop.example"]}
CAMPAIGN = {
    "id": "summer", "brand": "brand", "name": "Summer", "objective": "sales", "starts_on": "2026-06-01", "ends_on": "2026-12-31",
}  # fmt: skip
CREATOR = {"id": "lena", "name": "Lena"}
COLLABORATION = {"id": "lena-summer", "campaign": "summer", "creator": "lena", "commission_rate": "0.1"}
CONTENT = {"id": "post", "collaboration": "lena-summer", "platform": "instagram", "format": "post"}
PLACEMENT = {"id": "organic", "content": "post", "channel": "organic"}
LINK = {"id": "link", "slug": "lena", "destination": "https://shop.example/", "collaboration": "lena-summer", "content": "post"}
CODE = {"shop": "shop-1", "code": "LENA10", "collaboration": "lena-summer"}


def a_document(**changes: Any) -> dict[str, Any]:
    return {
        "brands": [BRAND], "campaigns": [CAMPAIGN], "creators": [CREATOR], "collaborations": [COLLABORATION],
        "contents": [CONTENT], "placements": [PLACEMENT], "links": [LINK], "codes": [CODE],
    } | changes  # fmt: skip


def a_book(*documents: dict[str, Any]) -> CatalogBook:
    book = CatalogBook()
    for document in documents or (a_document(),):
        for version in plan(document, book).versions:
            book.add(version)
    return book


def plan(document: dict[str, Any], book: CatalogBook | None = None, now: datetime = NOW) -> Plan:
    return plan_catalog(book or CatalogBook(), document, now, LIMITS)


def changes(plan: Plan) -> dict[str, str]:
    return {f"{change.kind}:{change.id}": change.change for change in plan.difference}


def fields(document: dict[str, Any], book: CatalogBook | None = None) -> list[str]:
    with pytest.raises(BadCatalog) as refused:
        plan(document, book, LATER)
    return [mistake.field for mistake in refused.value.mistakes]


def version(plan: Plan, kind: str) -> Any:
    [found] = [entry for entry in plan.versions if entry.kind == kind]
    return found


def test_a_first_document_is_all_new_and_pinned_to_the_terms_of_its_time() -> None:
    first = plan(a_document())
    assert set(changes(first).values()) == {"new"}
    at = to_ms(NOW)
    assert version(first, "collaboration").campaign_version == f"summer@{at}"
    assert version(first, "link").collaboration_version == f"lena-summer@{at}"
    assert version(first, "code").collaboration_version == f"lena-summer@{at}"


def test_the_same_document_again_changes_nothing() -> None:
    again = plan(a_document(), a_book(), LATER)
    assert again.versions == ()
    assert set(changes(again).values()) == {"unchanged"}


def test_the_book_itself_is_not_changed_by_planning() -> None:
    book = a_book()
    plan(a_document(creators=[CREATOR | {"name": "Lena B."}]), book, LATER)
    assert len(book) == 8


def test_a_change_shows_the_old_and_the_new() -> None:
    changed = plan({"creators": [CREATOR | {"name": "Lena B."}]}, a_book(), LATER)
    [change] = changed.difference
    assert (change.change, change.fields) == ("changed", {"name": ("Lena", "Lena B.")})
    assert version(changed, "creator").recorded_at == LATER


def test_new_terms_of_a_campaign_are_followed_by_all_that_hangs_on_it() -> None:
    followed = plan({"campaigns": [CAMPAIGN | {"allowed_lateness_s": 3600}]}, a_book(), LATER)
    at = to_ms(LATER)
    assert changes(followed) == {
        "campaign:summer": "changed",
        "collaboration:lena-summer": "follows",
        "link:link": "follows",
        "code:shop-1/lena10": "follows",
    }
    assert version(followed, "collaboration").campaign_version == f"summer@{at}"
    assert version(followed, "link").collaboration_version == f"lena-summer@{at}"
    assert version(followed, "code").collaboration_version == f"lena-summer@{at}"
    assert version(followed, "link").valid_from == LATER


def test_what_follows_was_known_as_soon_as_the_terms_it_follows() -> None:
    told = {"valid_from": LATER.isoformat(), "recorded_at": (LATER - timedelta(hours=1)).isoformat()}
    followed = plan({"collaborations": [COLLABORATION | {"lookback_s": 60} | told]}, a_book(), LATER + timedelta(days=9))
    assert version(followed, "code").recorded_at == LATER - timedelta(hours=1)


def test_what_has_a_version_of_its_own_at_that_time_needs_no_second_one() -> None:
    document = {"collaborations": [COLLABORATION | {"commission_rate": "0.2"}], "links": [LINK | {"slug": "lena2"}]}
    planned = plan(document, a_book(), LATER)
    assert changes(planned) == {
        "collaboration:lena-summer": "changed",
        "link:link": "changed",
        "code:shop-1/lena10": "follows",
    }
    assert version(planned, "link").collaboration_version == f"lena-summer@{to_ms(LATER)}"


def test_what_does_not_hang_on_the_terms_does_not_follow() -> None:
    other = {"id": "max-summer", "campaign": "summer", "creator": "lena"}
    book = a_book(a_document(collaborations=[COLLABORATION, other], links=[LINK], codes=[]))
    planned = plan({"collaborations": [other | {"commission_rate": "0.5"}]}, book, LATER)
    assert changes(planned) == {"collaboration:max-summer": "changed"}


def test_a_link_told_late_follows_the_terms_that_changed_since_it_began() -> None:
    times = [NOW - timedelta(days=30), NOW - timedelta(days=10)]
    terms = [
        COLLABORATION | {"valid_from": at.isoformat(), "commission_rate": rate}
        for at, rate in zip(times, ("0.1", "0.2"), strict=True)
    ]
    early = {name: [one | {"valid_from": times[0].isoformat()} for one in listed] for name, listed in a_document().items()}
    book = a_book(early | {"collaborations": terms, "links": [], "codes": []})
    planned = plan({"links": [LINK | {"valid_from": (NOW - timedelta(days=20)).isoformat()}]}, book)
    links = [entry for entry in planned.versions if isinstance(entry, Link)]
    assert [link.collaboration_version for link in links] == [f"lena-summer@{to_ms(at)}" for at in times]
    assert links[1].valid_from == times[1]


def test_several_versions_of_one_thing_may_come_in_one_document_in_any_order() -> None:
    times = [NOW - timedelta(days=days) for days in (30, 10)]
    early = {name: [one | {"valid_from": times[0].isoformat()} for one in listed] for name, listed in a_document().items()}
    terms = [COLLABORATION | {"valid_from": at.isoformat(), "lookback_s": 60} for at in times]
    terms[1]["lookback_s"] = 120
    planned = plan(early | {"collaborations": terms[::-1]})
    collaborations = [entry for entry in planned.versions if isinstance(entry, Collaboration)]
    links = [entry for entry in planned.versions if isinstance(entry, Link)]
    assert [entry.lookback_s for entry in collaborations] == [60, 120]
    assert [entry.collaboration_version for entry in links] == [entry.ref for entry in collaborations]


def test_a_version_never_changes() -> None:
    changed = CREATOR | {"name": "Somebody else", "valid_from": NOW.isoformat()}
    with pytest.raises(BadCatalog, match=f"lena@{to_ms(NOW)} exists and a version never changes: name was 'Lena'"):
        plan({"creators": [changed]}, a_book(), LATER)


def test_a_code_is_named_by_its_shop_and_itself_without_case() -> None:
    assert isinstance(version(plan(a_document()), "code"), Code)
    assert version(plan(a_document()), "code").id == "shop-1/lena10"
    assert fields(a_document(codes=[CODE | {"id": "mine"}])) == ["codes.0.id"]
    assert plan({"codes": [CODE | {"code": "lena10", "id": "shop-1/lena10"}]}, a_book(), LATER).difference[0].change == "changed"


def test_a_generic_code_has_no_terms() -> None:
    assert version(plan({"codes": [{"shop": "shop-1", "code": "WELCOME"}]}), "code").collaboration_version is None


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param({"campaigns": [CAMPAIGN | {"brand": "x"}]}, ["campaigns.0.brand"], id="unknown brand"),
        pytest.param({"collaborations": [COLLABORATION | {"creator": "x"}]}, ["collaborations.0.creator"], id="unknown creator"),
        pytest.param(
            {"collaborations": [COLLABORATION | {"campaign": "x"}]}, ["collaborations.0.campaign"], id="unknown campaign"
        ),
        pytest.param({"contents": [CONTENT | {"collaboration": "x"}]}, ["contents.0.collaboration"], id="unknown collaboration"),
        pytest.param({"placements": [PLACEMENT | {"content": "x"}]}, ["placements.0.content"], id="unknown content"),
        pytest.param({"links": [LINK | {"content": "x"}]}, ["links.0.content"], id="a link's unknown content"),
        pytest.param({"links": [LINK | {"placement": "x"}]}, ["links.0.placement"], id="a link's unknown placement"),
        pytest.param({"links": [LINK | {"collaboration": "x"}]}, ["links.0.collaboration"], id="a link's unknown collaboration"),
        pytest.param({"codes": [CODE | {"collaboration": "x"}]}, ["codes.0.collaboration"], id="a code's unknown collaboration"),
        pytest.param({"links": [LINK | {"id": "other"}]}, ["links.0.slug"], id="the slug of another link"),
        pytest.param({"links": [LINK | {"destination": "https://evil.example/"}]}, ["links.0.destination"], id="foreign host"),
        pytest.param({"links": [LINK | {"destination": "javascript:1"}]}, ["links.0.destination"], id="no web address"),
        pytest.param(
            {"links": [LINK | {"valid_from": "2026-01-01T00:00:00Z"}]}, ["links.0.collaboration"], id="before its terms"
        ),
        pytest.param({"links": [LINK | {"slug": "a/b"}]}, ["links.0.slug"], id="a slug with a slash"),
        pytest.param({"links": [LINK | {"destinatoin": "typo"}]}, ["links.0.destinatoin"], id="a field that does not exist"),
        pytest.param({"linkz": []}, ["linkz"], id="a list that does not exist"),
        pytest.param({"links": {}}, [], id="an empty object for a list"),
        pytest.param({"links": {"id": "x"}}, ["links"], id="an object for a list"),
        pytest.param({"links": ["x"]}, ["links.0."], id="a word for an object"),
        pytest.param(
            {"campaigns": [CAMPAIGN | {"allowed_lateness_s": 31 * 86400}]}, ["campaigns.0.allowed_lateness_s"], id="late"
        ),
        pytest.param({"campaigns": [CAMPAIGN | {"ends_on": "2026-01-01"}]}, ["campaigns.0.ends_on"], id="ends before it starts"),
        pytest.param(
            {"collaborations": [COLLABORATION | {"lookback_s": 91 * 86400}]}, ["collaborations.0.lookback_s"], id="long"
        ),
        pytest.param(
            {"collaborations": [COLLABORATION | {"commission_rate": "1.5"}]}, ["collaborations.0.commission_rate"], id="rate"
        ),
        pytest.param({"codes": [CODE | {"valid_to": "2026-01-01T00:00:00Z"}]}, ["codes.0.valid_to"], id="a code that never is"),
        pytest.param({"brands": [BRAND | {"time_zone": "Mars/Base"}]}, ["brands.0.time_zone"], id="unknown time zone"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(document: dict[str, Any], expected: list[str]) -> None:
    if expected:
        assert fields(document, a_book()) == expected
    else:
        assert plan(document, a_book(), LATER).versions == ()


def test_two_links_of_one_document_cannot_share_a_slug() -> None:
    assert fields(a_document(links=[LINK, LINK | {"id": "other"}])) == ["links.1.slug"]


def test_a_brand_without_hosts_has_no_links() -> None:
    assert fields(a_document(brands=[BRAND | {"destination_hosts": []}])) == ["links.0.destination"]


def test_a_link_must_be_of_its_contents_collaboration() -> None:
    other = {"id": "max-summer", "campaign": "summer", "creator": "lena"}
    document = a_document(collaborations=[COLLABORATION, other], links=[LINK | {"collaboration": "max-summer"}])
    assert fields(document) == ["links.0.content"]


def test_all_mistakes_are_named_at_once() -> None:
    document = a_document(campaigns=[CAMPAIGN | {"brand": "x"}], links=[LINK | {"destination": "ftp://x"}])
    assert fields(document) == ["campaigns.0.brand", "links.0.destination"]
