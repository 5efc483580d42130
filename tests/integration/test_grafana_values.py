"""Every number of a Grafana panel is that of the named query with the same filter, in whole units of its currency."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from dashboards.grafana.sql import ALL, one_minor_unit
from dashboards.grafana.variables import MODELS
from events.moments import from_ms
from events.money import exponent
from tests.grafana.built import statements
from tests.grafana.interpolation import All, Value, written
from tests.integration.books import a_sink, attributed, sunk
from tests.integration.campaign_books import BOB, EVERYTHING, a_sale, september
from tests.integration.keeping import Shared
from tests.integration.test_warehouse_alerts import MINUTE, a_record, two_lives
from tests.integration.trained_books import trained_september
from tests.unit.performance.alert_parts import T0
from warehouse.connect import Warehouse
from warehouse.named import load

MONEY = {"net", "unattributed", "refunded", "cost", "commission", "target_revenue", "payable"}
LIMITED = {"limit": 100}
SHOWS: dict[str, tuple[str, dict[str, int]]] = {
    "Revenue (${currency})": ("overview", {}),
    "Cost (${currency})": ("overview", {}),
    "Return": ("overview", {}),
    "Target (${currency})": ("overview", {}),
    "Traffic": ("overview", {}),
    "Net revenue, cost and ROAS by day (${currency})": ("over_time", {}),
    "Clicks and orders by day": ("over_time", {}),
    "Campaigns": ("by_campaign", {}),
    "Creators": ("by_creator", LIMITED),
    "Contents": ("by_content", LIMITED),
    "Models side by side": ("by_model", {}),
    "Trained models": ("by_trained", {}),
    "How orders came": ("coverage", {}),
    "Latest orders": ("latest_orders", LIMITED),
}
FILTERS: dict[str, dict[str, Any]] = {
    "all": {},
    "one": {"campaigns": ["spring"]},
    "many": {"brands": ["lumen", "hanami"], "campaigns": ["spring", "quiet"], "creators": ["ann", "bob"], "model": "linear"},
    "one creator on two days": {
        "creators": ["bob"],
        "since": EVERYTHING["since"] + 2 * 86_400_000,
        "until": EVERYTHING["since"] + 4 * 86_400_000,
    },
}
PANELS = [one for one in statements() if one.kind == "panel"]


def the_september_with_a_dinar(warehouse: Warehouse) -> None:
    dinar = a_sale("o9", 6, 1_234, BOB, currency="KWD")
    sunk(a_sink(warehouse), *september(), attributed(0, 99, dinar))
    trained_september(warehouse)


@pytest.fixture
def books(opened: Shared) -> Shared:
    return opened.filled(the_september_with_a_dinar)


def chosen(filter: dict[str, Any]) -> dict[str, Value]:
    """The variables that say the same as a filter."""
    lists = {one: filter[f"{one}s"] or All(ALL) for one in ("brand", "campaign", "creator")}
    return {**lists, **{one: filter[one] for one in ("currency", "model")}, "__from": filter["since"], "__to": filter["until"]}


def shown(warehouse: Warehouse, title: str, filter: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """What each panel of that title answers."""
    return [warehouse.rows(written(one.sql, chosen(filter))) for one in PANELS if one.name == title]


def whole(row: dict[str, Any], currency: str) -> dict[str, Any]:
    """A row of a named query in whole units."""
    amounts = {name: None if row[name] is None else Decimal(row[name]).scaleb(-exponent(currency)) for name in MONEY & set(row)}
    return {**row, **amounts}


@pytest.mark.parametrize("name", FILTERS)
def test_a_panel_shows_what_its_query_answers(books: Warehouse, name: str) -> None:
    filter = {**EVERYTHING, **FILTERS[name]}
    for title, (query, more) in SHOWS.items():
        known = {name: value for name, value in filter.items() if name in load(query).parameters}
        expected = [whole(row, filter["currency"]) for row in books.select(query, **known, **more)]
        for rows in shown(books, title, filter):
            assert len(rows) == len(expected), title
            for row, told in zip(rows, expected, strict=True):
                common = set(row) & set(told)
                assert {column: row[column] for column in common} == {column: told[column] for column in common}, title
                assert common


def test_amounts_have_the_decimals_of_their_currency(books: Warehouse) -> None:
    for currency, net in (("EUR", "140.01"), ("JPY", "900"), ("KWD", "1.234")):
        [[row]] = shown(books, "Revenue (${currency})", {**EVERYTHING, "currency": currency})
        assert row["net"] == Decimal(net)
    assert books.rows("SELECT 1 * " + one_minor_unit("'CLF'") + " AS one") == [{"one": Decimal("0.0001")}]


def test_targets_are_set_beside_what_was_reached(books: Warehouse) -> None:
    filter = {**EVERYTHING, "campaigns": ["spring"]}
    for [row] in shown(books, "Target (${currency})", filter):
        assert row == {"target_revenue": Decimal(10_000), "reached": Decimal("0.0140")}
    for [row] in shown(books, "Return", filter):
        assert row == {"roas": Decimal("3.7840"), "of_target": Decimal("1.5136"), "roi": Decimal("0.5136")}
    for [row] in shown(books, "Return", EVERYTHING):
        assert (row["of_target"], row["roi"]) == (None, None)


def test_a_trained_model_says_its_window(books: Warehouse) -> None:
    [rows] = shown(books, "Trained models", EVERYTHING)
    assert [(row["called"], row["days"], row["payable"]) for row in rows] == [
        ("Markov", "2026-09-01 to 2026-09-08", Decimal("140.01")),
        ("Shapley", "2026-09-01 to 2026-09-03", Decimal("100.01")),
    ]


def test_days_are_moments(books: Warehouse) -> None:
    for rows in shown(books, "Clicks and orders by day", EVERYTHING):
        assert [row["time"] for row in rows] == [datetime(2026, 9, day, tzinfo=UTC) for day in range(1, 11)]


def test_models_stand_side_by_side_for_each_creator(books: Warehouse) -> None:
    told = books.select("by_model_creator", **EVERYTHING, **LIMITED)
    [rows] = shown(books, "Creators under each model", EVERYTHING)
    assert {(row["creator"], model): row[model] for row in rows for model in MODELS} == {
        (row["creator"], row["model"]): whole(row, "EUR")["net"] for row in told
    }
    assert [row["creator"] for row in rows] == list(dict.fromkeys(row["creator"] for row in told))


def test_who_earned_an_order_is_named(books: Warehouse) -> None:
    for rows in shown(books, "Latest orders", {**EVERYTHING, "model": "linear"}):
        assert {row["order_id"]: row["earned_by"] for row in rows}["o1"] == "Ann, Bob"


def test_the_books_are_checked_over_everything(books: Warehouse) -> None:
    for title, found in (("Deliveries without a home", 0), ("Models that do not add up", 0), ("Dead letters", 0)):
        for [row] in shown(books, title, {**EVERYTHING, "campaigns": ["no such"]}):
            assert list(row.values()) == [found], title
    books.run("ALTER TABLE clicks DELETE WHERE event_id = 'c1' SETTINGS mutations_sync = 2")
    for [row] in shown(books, "Deliveries without a home", EVERYTHING):
        assert row == {"difference": 1}


def test_open_alerts_of_the_filter_are_shown_in_their_own_currency(warehouse: Warehouse) -> None:
    sunk(a_sink(warehouse), *(a_record(offset, alert) for offset, alert in enumerate(two_lives())))
    for rows in shown(warehouse, "Open alerts", {**EVERYTHING, "currency": "JPY"}):
        assert [(row["campaign"], row["currency"], row["at_stake"], row["roas"]) for row in rows] == [("open", "EUR", 2_600, 0)]
    for rows in shown(warehouse, "Open alerts", {**EVERYTHING, "brands": ["hanami"]}):
        assert rows == []


def test_alerts_are_marked_from_their_opening_to_their_end(warehouse: Warehouse) -> None:
    sunk(a_sink(warehouse), *(a_record(offset, alert) for offset, alert in enumerate(two_lives())))
    [marks] = [one for one in statements() if one.kind == "annotation"]
    day = {**EVERYTHING, "since": T0 - MINUTE, "until": T0 + 10 * MINUTE}
    rows = warehouse.rows(written(marks.sql, chosen(day)))
    assert [(row["text"].split(": ")[1], row["time"], row["timeEnd"]) for row in rows] == [
        ("open", from_ms(T0), from_ms(T0 + 10 * MINUTE)),
        ("ended", from_ms(T0 + MINUTE), from_ms(T0 + 3 * MINUTE)),
    ]
    assert warehouse.rows(written(marks.sql, chosen({**day, "since": T0 - 2 * MINUTE, "until": T0}))) == []
