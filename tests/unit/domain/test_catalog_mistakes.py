"""A plan names everything that is wrong in a catalog document, by its field."""

from typing import Any

import pytest

from tests.unit.domain.catalog_plan_parts import (
    BRAND,
    CAMPAIGN,
    CODE,
    COLLABORATION,
    CONTENT,
    LATER,
    LINK,
    PLACEMENT,
    a_book,
    a_document,
    fields,
    plan,
)


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
