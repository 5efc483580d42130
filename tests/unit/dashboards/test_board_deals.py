"""What the form offers, what it asks of the catalog, and where a refusal stands."""

from typing import Any

import pytest

from dashboards.board.deals import Deals, Wish, by_field, taken, tracked


def version(kind: str, id: str, valid_from: str = "2026-01-01T00:00:00Z", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "id": id, "valid_from": valid_from, "recorded_at": valid_from, **more}


VERSIONS = [
    version("brand", "lumen", name="Lumen", destination_hosts=["shop.example"], shops=["shop"]),
    version("campaign", "spring", name="Spring", brand="lumen"),
    version("creator", "ann", name="Ann"),
    version("creator", "ann", "2026-02-01T00:00:00Z", name="Ann Lee"),
    version("collaboration", "ann-spring", campaign="spring", creator="ann"),
    version("link", "old", slug="old", collaboration="ann-spring", destination="https://shop.example/1"),
    version("link", "new", "2026-03-01T00:00:00Z", slug="new", collaboration="ann-spring", destination="https://shop.example/2"),
    version("code", "shop/ann", shop="shop", code="ANN10", collaboration="ann-spring"),
    version("code", "other/ann", shop="other", code="ANN10", collaboration="ann-spring"),
    version("code", "shop/all", shop="shop", code="ALL", collaboration=None),
]


def test_a_campaign_is_offered_with_its_brands_hosts_and_shops_and_its_own_creators() -> None:
    deals = Deals(reversed(VERSIONS))
    assert deals.campaigns() == [{"value": "spring", "text": "Spring", "hosts": "shop.example", "shops": ["shop"]}]
    assert deals.creators("spring") == [{"value": "ann-spring", "text": "Ann Lee"}]
    assert deals.creators("autumn") == []


def test_links_are_listed_newest_first_each_with_whose_it_is() -> None:
    rows = Deals(VERSIONS).table("http://links.example/")["rows"]
    assert [row["id"] for row in rows] == ["new", "old"]
    assert [cell["text"] for cell in rows[0]["cells"]] == [
        "links.example/r/new", "Ann Lee", "Spring", "ANN10", "https://shop.example/2", "QR code",
    ]  # fmt: skip
    assert [cell.get("href") for cell in rows[0]["cells"]][::5] == ["http://links.example/r/new", "/links/new/qr.svg"]


def test_a_wish_is_a_document_as_the_catalog_takes_it() -> None:
    wish = Wish("ann-spring", "https://shop.example", "serum", "ANN15", "shop")
    assert wish.documents == {
        "links": [{"id": "serum", "slug": "serum", "destination": "https://shop.example", "collaboration": "ann-spring"}],
        "codes": [{"shop": "shop", "code": "ANN15", "collaboration": "ann-spring"}],
    }
    assert wish.mistakes == {}
    assert wish._replace(code="", shop="").documents["codes"] == []
    assert wish._replace(code="", shop="").mistakes == {}


def test_what_is_missing_is_said_at_its_field() -> None:
    assert set(Wish(code="ANN15").mistakes) == {"creator", "destination", "slug", "shop"}


def test_a_refusal_stands_at_the_field_that_it_names() -> None:
    told = (("links.0.destination", "a"), ("codes.0.code", "b"), ("links.0.id", "c"), ("links.0.slug", "d"), ("x", "e"))
    details = [{"field": field, "message": message} for field, message in told]
    assert by_field(details) == {"destination": "a", "code": "b", "slug": "c; d", "form": "e"}
    assert by_field("Kafka is down") == {"form": "Kafka is down"}


@pytest.mark.parametrize(("change", "fields"), [("changed", {"slug", "code"}), ("new", set()), ("unchanged", set())])
def test_what_exists_is_never_changed(change: str, fields: set[str]) -> None:
    assert set(taken([{"kind": kind, "change": change} for kind in ("link", "code", "collaboration")])) == fields


def test_a_tracked_link_has_one_slash_before_its_slug() -> None:
    assert tracked("http://links.example/", "a") == tracked("http://links.example", "a") == "http://links.example/r/a"
