"""Every KPI query over books that were added up by hand: see campaign_books."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from events.moments import DAY_MS
from tests.integration.books import a_sink, attributed, journal, sunk
from tests.integration.campaign_books import BOB, EVERYTHING, PINNED, SEPTEMBER, a_cost, a_sale, the_september, told, versions
from tests.integration.keeping import Shared
from warehouse.connect import Warehouse


@pytest.fixture
def books(opened: Shared) -> Shared:
    return opened.filled(the_september)


def asked(warehouse: Warehouse, name: str, *columns: str, **more: Any) -> list[Any]:
    """The named columns of each row of a KPI query."""
    rows = warehouse.select(name, **{**EVERYTHING, **more})
    return [tuple(row[column] for column in columns) for row in rows]


def test_a_question_about_a_currency_that_nobody_reports_in_leaves_nothing_out_of_the_next(books: Warehouse) -> None:
    [none] = asked(books, "overview", "clicks", currency="USD")
    [all_of_them] = asked(books, "overview", "clicks")
    assert (none, all_of_them) == ((0,), (3,))


def test_an_overview(books: Warehouse) -> None:
    [row] = books.select("overview", **EVERYTHING)
    assert row == {
        "net": 14_001, "unattributed": 3_000, "refunded": 2_000, "orders": 2, "clicks": 3,
        "cost": 4_200,  # 1,000 media, 300 of agency, 500 shipping, 400 told fee, 10 of 30 days of a fee of 3,000, commission
        "commission": 1_000,  # 8 % of 100.01 is 8.00, 5 % of 60.00 less 20.00 is 2.00
        "roas": Decimal("3.3335"), "roi": None, "target_roas": None, "target_revenue": None,
    }  # fmt: skip


def test_campaigns(books: Warehouse) -> None:
    spring, quiet = books.select("by_campaign", **EVERYTHING)
    assert spring == {
        "campaign": "spring", "campaign_name": "Spring", "brand": "lumen", "net": 14_001, "refunded": 2_000, "orders": 2,
        "clicks": 3, "cost": 3_700, "commission": 1_000,
        "roas": Decimal("3.7840"), "roi": Decimal("0.5136"),  # (140.01 x 0.4 - 37.00) / 37.00
        "target_roas": Decimal("2.5"), "target_revenue": 1_000_000,
    }  # fmt: skip
    assert (quiet["net"], quiet["cost"], quiet["roas"], quiet["roi"], quiet["target_roas"]) == (0, 500, 0, None, None)


def test_one_campaign_brings_its_targets_to_the_overview(books: Warehouse) -> None:
    aims = ("unattributed", "roi", "target_roas", "target_revenue")
    assert asked(books, "overview", *aims, campaigns=["spring"]) == [(0, Decimal("0.5136"), Decimal("2.5"), 1_000_000)]
    assert asked(books, "overview", *aims, campaigns=["spring", "quiet"]) == [(0, None, None, None)]
    assert asked(books, "overview", "net", *aims[2:], campaigns=["spring"], creators=["bob"]) == [(4_000, None, None)]


def test_creators(books: Warehouse) -> None:
    columns = ("creator", "creator_name", "net", "refunded", "orders", "clicks", "cost", "commission", "roas", "roi")
    assert asked(books, "by_creator", *columns, limit=9) == [
        ("ann", "Ann", 10_001, 0, 1, 2, 2_800, 800, Decimal("3.5717"), Decimal("0.4287")),
        ("bob", "Bob", 4_000, 2_000, 1, 1, 600, 200, Decimal("6.6666"), Decimal("1.6666")),
        ("", "", 0, 0, 0, 0, 800, 0, Decimal(0), None),
    ]
    assert asked(books, "by_creator", "creator", limit=1) == [("ann",)]


def test_another_model_moves_net_revenue_and_orders_alone(books: Warehouse) -> None:
    columns = ("creator", "net", "refunded", "orders", "clicks", "cost", "commission")
    assert asked(books, "by_creator", *columns, limit=9, model="linear") == [
        ("bob", 9_000, 2_000, 2, 1, 600, 200),
        ("ann", 5_001, 0, 1, 2, 2_800, 800),
        ("", 0, 0, 0, 0, 800, 0),
    ]


def test_an_order_counts_once_in_a_campaign_that_two_creators_share(books: Warehouse) -> None:
    assert asked(books, "by_campaign", "net", "orders", model="linear", campaigns=["spring"]) == [(14_001, 2)]


def test_contents(books: Warehouse) -> None:
    columns = ("content", "creator_name", "campaign", "platform", "format", "net", "orders", "clicks", "cost", "roas")
    assert asked(books, "by_content", *columns, limit=9, campaigns=["spring"]) == [
        ("ann-reel", "Ann", "spring", "instagram", "reel", 10_001, 1, 2, 1_800, Decimal("5.5561")),
        ("bob-story", "Bob", "spring", "tiktok", "story", 4_000, 1, 1, 200, Decimal(20)),
        ("", "", "spring", "", "", 0, 0, 0, 300, Decimal(0)),
        ("", "Ann", "spring", "", "", 0, 0, 0, 1_000, Decimal(0)),
        ("", "Bob", "spring", "", "", 0, 0, 0, 400, Decimal(0)),
    ]


def test_days(books: Warehouse) -> None:
    days = asked(books, "over_time", "net", "orders", "clicks", "cost")
    assert days[:4] == [(0, 0, 0, 433), (10_001, 1, 2, 1_233), (4_000, 1, 1, 634), (0, 0, 0, 100)]
    assert (len(days), sum(day[3] for day in days)) == (10, 4_200)
    [last] = asked(books, "over_time", "day", "net", "roas", since=SEPTEMBER + 9 * DAY_MS)
    assert (str(last[0]), *last[1:]) == ("2026-09-10", 0, 0)
    assert len(asked(books, "over_time", "day", since=0)) == 1_096


def test_models_side_by_side(books: Warehouse) -> None:
    columns = ("net", "unattributed", "orders")
    assert asked(books, "by_model", *columns, brands=["lumen"]) == [(14_001, 3_000, 2)] * 9
    assert asked(books, "by_model", "model", *columns, creators=["bob"])[:2] == [
        ("payable", 4_000, 0, 1),
        ("first_touch", 9_000, 0, 2),
    ]
    rows = asked(books, "by_model_creator", "model", "creator", "creator_name", "net", "orders", limit=1)
    assert len(rows) == 9
    assert {("last_touch", "ann", "Ann", 5_001, 1), ("payable", "ann", "Ann", 10_001, 1)} < set(rows)


def test_currencies_are_never_added(books: Warehouse) -> None:
    columns = ("net", "unattributed", "clicks", "cost", "roas")
    assert asked(books, "overview", *columns, currency="JPY") == [(900, 0, 0, 300, Decimal(3))]
    assert asked(books, "by_campaign", "campaign", "target_revenue", currency="JPY") == [("sakura", 9_000)]
    assert asked(books, "overview", "net", "cost", "roas", "roi", currency="USD") == [(0, 0, None, None)]


def test_a_brand_has_what_its_shops_sold(books: Warehouse) -> None:
    assert asked(books, "overview", "net", "unattributed", "cost", brands=["lumen"]) == [(14_001, 3_000, 4_200)]
    assert asked(books, "overview", "net", "unattributed", "cost", brands=["hanami"]) == [(0, 0, 0)]


def test_the_orders_decided_last(books: Warehouse) -> None:
    columns = ("order_id", "net", "creator_names", "amounts", "unattributed")
    assert asked(books, "latest_orders", *columns, limit=4, model="linear") == [
        ("o6", 0, ["Ann"], [0], 0),
        ("o3", 3_000, [], [], 3_000),
        ("o2", 4_000, ["Bob"], [4_000], 0),
        ("o1", 10_001, ["Ann", "Bob"], [5_001, 5_000], 0),
    ]
    assert asked(books, "latest_orders", "order_id", limit=9, creators=["bob"]) == [("o2",)]


def test_a_click_pays_by_the_terms_it_was_made_under(books: Warehouse) -> None:
    old = next(entry for entry in versions() if entry.id == "ann-spring")
    dearer = old.model_copy(update={"valid_from": datetime(2026, 9, 1, tzinfo=UTC), "commission_rate": Decimal("0.5")})
    sunk(a_sink(books), *told(dearer, first=50))
    assert asked(books, "overview", "commission") == [(1_000,)]


def test_a_fee_told_for_the_whole_campaign_stands_for_every_contract(books: Warehouse) -> None:
    sunk(a_sink(books), journal(0, 2, a_cost(6, "fee", "spring", 2_000, (1, 10))))
    assert asked(books, "overview", "cost") == [(4_200 - 1_000 + 2_000,)]


def test_a_credit_note_takes_cost_back(books: Warehouse) -> None:
    sunk(a_sink(books), journal(0, 2, a_cost(6, "paid_media", "spring", -1_000, (1, 3), content="ann-reel")))
    assert asked(books, "over_time", "cost")[:3] == [(100,), (900,), (300,)]


def test_half_a_minor_unit_of_commission_is_rounded_up(books: Warehouse) -> None:
    code = ("code", f"shop/bob{PINNED}")
    half, less = (a_sale(order, 9, net, BOB, by=code) for order, net in (("o7", 10), ("o8", 9)))
    sunk(a_sink(books), attributed(0, 7, half), attributed(0, 8, less))
    assert asked(books, "overview", "commission") == [(1_000 + 1,)]


def test_options(books: Warehouse) -> None:
    rows = books.select("options")
    assert [(row["kind"], row["id"], row["name"], row["parent"]) for row in rows] == [
        ("brand", "hanami", "Hanami", ""), ("brand", "lumen", "Lumen", ""),
        ("campaign", "quiet", "Quiet", "lumen"), ("campaign", "sakura", "Sakura", "hanami"),
        ("campaign", "spring", "Spring", "lumen"),
        ("creator", "ann", "Ann", ""), ("creator", "bob", "Bob", ""),
        ("currency", "EUR", "EUR", ""), ("currency", "JPY", "JPY", ""),
    ]  # fmt: skip


def test_what_was_heard_of_is_there_once_and_what_was_not_is_not(books: Warehouse) -> None:
    rows = books.select("heard", clicks=["c1", "c1", "nobody"], orders=["shop/o1", "shop/o1", "kyoto/o4", "kyoto/o1"])
    assert [(row["kind"], row["id"], row["times"]) for row in rows] == [
        ("click", "c1", 1),
        ("order", "kyoto/o4", 1),
        ("order", "shop/o1", 1),
    ]


def test_assisted_revenue_counts_every_creator_on_the_path(books: Warehouse) -> None:
    filters = {name: value for name, value in EVERYTHING.items() if name != "model"} | {"limit": 9}
    rows = books.select("assisted", **filters)
    assert [(row["creator"], row["net"], row["orders"], row["paid"]) for row in rows] == [
        ("bob", 14_001, 2, 4_000),
        ("ann", 10_001, 1, 10_001),
    ]
    [ann] = books.select("assisted", **{**filters, "creators": ["ann"]})
    assert (ann["creator_name"], ann["net"]) == ("Ann", 10_001)
