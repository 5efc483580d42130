"""Every number on the board is the named query's, and the API's, for the same filter."""

from datetime import date
from typing import Any

import pytest

from dashboards.api.app import build
from dashboards.board.filters import Filter
from dashboards.board.questions import Questions
from runtime.settings import Role
from tests.integration.api_parts import SETTINGS, Browser, by
from tests.integration.books import EPOCH, a_sink, attributed, sunk
from tests.integration.campaign_books import BOB, a_sale
from tests.integration.keeping import Shared
from tests.integration.trained_books import the_september_and_its_models
from warehouse.connect import Warehouse
from warehouse.named import load

TODAY = date(2026, 9, 10)
DAYS: dict[str, Any] = {"period": "custom", "first": date(2026, 9, 1), "last": TODAY, "currency": "EUR"}
FILTERS = {
    "everything": Filter(**DAYS),
    "another model": Filter(**DAYS | {"model": "linear"}),
    "one campaign": Filter(**DAYS, campaigns=("spring",)),
    "one creator": Filter(**DAYS, creators=("bob",)),
    "a brand in its currency": Filter(**DAYS | {"currency": "JPY"}, brands=("hanami",)),
    "a few days": Filter(**DAYS | {"first": date(2026, 9, 3)}),
    "nothing": Filter(**DAYS, creators=("nobody",)),
}
TABLES = {
    "campaigns": ("by_campaign", lambda row: row["campaign"]),
    "creators": ("by_creator", lambda row: row["creator"]),
    "contents": ("by_content", lambda row: f"{row['content']} {row['creator']} {row['campaign']}"),
    "models": ("by_model", lambda row: row["model"]),
    "trained": ("by_trained", lambda row: row["model"]),
    "coverage": ("coverage", lambda row: f"{row['class']} {row['reason']}".strip()),
    "days": ("over_time", lambda row: str(row["day"])),
    "decisions": ("latest_orders", lambda row: f"{row['shop']}/{row['order_id']}"),
}


@pytest.fixture
def books(opened: Shared) -> Shared:
    return opened.filled(the_september_and_its_models)


def told(warehouse: Warehouse, part: str, chosen: Filter) -> dict[str, Any]:
    """What the board shows."""
    questions = Questions(warehouse, EPOCH, 90)
    return questions.ask(part, chosen, TODAY, questions.choices())


def exact(value: Any) -> str | None:
    return None if value is None else str(value)


def asked(warehouse: Warehouse, name: str, chosen: Filter) -> list[dict[str, Any]]:
    """The named query's rows, which the API must answer as well."""
    known = chosen.parameters(TODAY, "") | {"limit": chosen.rows + 1}
    parameters = {parameter: known[parameter] for parameter in load(name).parameters}
    rows = warehouse.select(name, **parameters)
    api = Browser(build(warehouse, SETTINGS, lambda *record: None, lambda: ""))
    answer = api.get(f"/v1/queries/{name}", params=parameters, headers=by(Role.READER)).json()
    numbers = [{key: exact(value) for key, value in row.items() if _is_number(value)} for row in rows]
    assert [{key: exact(row[key]) for key in first} for row, first in zip(answer, numbers, strict=True)] == numbers
    return rows


def _is_number(value: Any) -> bool:
    return not isinstance(value, str | list | bool | date)


@pytest.mark.parametrize("called", FILTERS)
def test_every_number_is_the_querys_and_the_apis(books: Warehouse, called: str) -> None:
    chosen = FILTERS[called]
    the_headline(books, chosen)
    for table in TABLES:
        a_table(books, chosen, table)
    the_models_of_each_creator(books, chosen)
    the_chart(books, chosen)


def the_headline(books: Warehouse, chosen: Filter) -> None:
    [row] = asked(books, "overview", chosen)
    cards = told(books, "overview", chosen)["cards"]["cards"]
    assert {card["key"]: card["raw"] for card in cards} == {card["key"]: exact(row[card["key"]]) for card in cards}
    assert len(cards) == 6


def a_table(books: Warehouse, chosen: Filter, table: str) -> None:
    query, name = TABLES[table]
    rows = {name(row): row for row in asked(books, query, chosen)}
    shape = told(books, query, chosen)[table]
    assert {row["id"] for row in shape["rows"]} == set(rows)
    for row in shape["rows"]:
        cells = {column["key"]: cell for column, cell in zip(shape["columns"], row["cells"], strict=True)}
        shown = {key: cell["raw"] for key, cell in cells.items() if "raw" in cell}
        assert shown == {key: exact(rows[row["id"]][key]) for key in shown}
        assert "net" in shown


def the_models_of_each_creator(books: Warehouse, chosen: Filter) -> None:
    rows = asked(books, "by_model_creator", chosen)
    shape = told(books, "by_model", chosen)["models_by_creator"]
    shown = {
        (row["id"], column["key"]): cell["raw"]
        for row in shape["rows"]
        for column, cell in zip(shape["columns"][1:], row["cells"][1:], strict=True)
    }
    credited = {(row["creator"], row["model"]): str(row["net"]) for row in rows if row["net"]}
    assert {key: value for key, value in shown.items() if value != "0"} == credited


def the_chart(books: Warehouse, chosen: Filter) -> None:
    rows = asked(books, "over_time", chosen)
    revenue, cost = told(books, "over_time", chosen)["chart"]["series"]
    places = 1 if chosen.currency == "JPY" else 100
    assert [round(point * places) for point in revenue["data"]] == [row["net"] for row in rows]
    assert [round(point * places) for point in cost["data"]] == [row["cost"] for row in rows]


def test_no_number_is_of_two_currencies(books: Warehouse) -> None:
    shown = [told(books, "overview", FILTERS["everything"]._replace(currency=currency)) for currency in ("EUR", "JPY")]
    net = [next(card["raw"] for card in one["cards"]["cards"] if card["key"] == "net") for one in shown]
    assert net == ["14001", "900"]


def test_more_than_is_shown_is_a_click_away(books: Warehouse) -> None:
    sink = a_sink(books)
    sunk(sink, *(attributed(0, 100 + number, a_sale(f"m{number}", 6, 100, BOB)) for number in range(60)))
    shape = told(books, "latest_orders", FILTERS["everything"])["decisions"]
    assert len(shape["rows"]) == 50
    assert shape["more"]["href"] == "?from=2026-09-01&to=2026-09-10&currency=EUR&rows=500".replace("?from", "?period=custom&from")
    wider = told(books, "latest_orders", FILTERS["everything"]._replace(rows=500))["decisions"]
    assert (len(wider["rows"]), wider["more"]) == (64, None)


def test_the_books_line_is_the_reconciliations(books: Warehouse) -> None:
    shape = told(books, "books", FILTERS["everything"])["books"]
    assert shape["lines"][0] == "10 deliveries = 10 facts + 0 duplicates + 0 dead letters"
