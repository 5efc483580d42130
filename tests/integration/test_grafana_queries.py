"""Every statement of the Grafana dashboards, as Grafana would send it, on a real engine with real books."""

from decimal import Decimal
from typing import Any

import pytest

from dashboards.grafana.sql import ALL
from tests.grafana.built import DASHBOARDS, Asked, panels, statements
from tests.grafana.interpolation import All, Value, written
from tests.integration.campaign_books import EVERYTHING, the_september
from tests.integration.keeping import Shared
from warehouse.connect import Warehouse

EVERY = All(ALL)
PERIOD: dict[str, Value] = {"__from": EVERYTHING["since"], "__to": EVERYTHING["until"]}
FIXED: dict[str, Value] = {**PERIOD, "currency": "EUR", "model": "payable"}
CHOICES: dict[str, dict[str, Value]] = {
    "all": {"brand": EVERY, "campaign": EVERY, "creator": EVERY},
    "one": {"brand": ["lumen"], "campaign": "spring", "creator": ["ann"]},
    "many": {"brand": ["lumen", "hanami"], "campaign": ["spring", "quiet"], "creator": ["ann", "bob"]},
    "nobody's": {"brand": ["it's"], "campaign": ["o'clock", "x'); --"], "creator": ["''"]},
}
PLAIN = (
    "String",
    "LowCardinality(String)",
    "Date",
    "Date32",
    "UInt8",
    "UInt64",
    "Int64",
    "Nullable(Int64)",
    "Nullable(UInt64)",
    "Nullable(String)",
)
SHOWABLE = (*PLAIN, "DateTime", "DateTime64", "Nullable(DateTime64", "Decimal(", "Nullable(Decimal(")
STATEMENTS = statements()
COLUMNS: dict[str, dict[str, str]] = {}


@pytest.fixture
def books(opened: Shared) -> Shared:
    return opened.filled(the_september)


def answers(warehouse: Warehouse, asked: Asked, chosen: dict[str, Value]) -> list[dict[str, Any]]:
    return warehouse.rows(written(asked.sql, {**FIXED, **chosen}))


def described(warehouse: Warehouse, asked: Asked) -> dict[str, str]:
    """Column to type, whether or not there is a row."""
    if asked.sql not in COLUMNS:
        sql = written(asked.sql, {**FIXED, **CHOICES["all"]})
        COLUMNS[asked.sql] = {row["name"]: row["type"] for row in warehouse.rows(f"DESCRIBE TABLE ({sql})")}
    return COLUMNS[asked.sql]


@pytest.mark.parametrize("chosen", CHOICES)
def test_every_statement_is_answered(books: Warehouse, chosen: str) -> None:
    for asked in STATEMENTS:
        answers(books, asked, CHOICES[chosen])


def test_every_statement_is_answered_where_there_is_no_data(warehouse: Warehouse) -> None:
    nothing = {**CHOICES["all"], "currency": ""}
    for asked in STATEMENTS:
        numbers = [
            value for row in answers(warehouse, asked, nothing) for value in row.values() if isinstance(value, int | Decimal)
        ]
        assert not any(numbers), asked


def test_every_column_is_of_a_type_that_grafana_shows(warehouse: Warehouse) -> None:
    for asked in STATEMENTS:
        for name, type in described(warehouse, asked).items():
            assert type.startswith(SHOWABLE), f"{asked}: {name} is {type}"


def test_a_series_begins_with_time_and_goes_on_with_numbers(warehouse: Warehouse) -> None:
    series = [asked for asked in STATEMENTS if asked.format == 0]
    for asked in series:
        time, *values = described(warehouse, asked).items()
        assert time == ("time", "DateTime('UTC')")
        assert [type for _, type in values if "Int" not in type and "Decimal" not in type] == []
    assert len(series) == 2


def test_a_variable_is_an_id_and_what_people_call_it(books: Warehouse) -> None:
    found = {}
    for asked in STATEMENTS:
        if asked.kind == "variable":
            assert list(described(books, asked)) == ["id", "called"]
            found[asked.name] = [(row["id"], row["called"]) for row in answers(books, asked, CHOICES["all"])]
    assert found["brand"] == [("hanami", "Hanami"), ("lumen", "Lumen")]
    assert found["campaign"] == [("quiet", "Quiet"), ("sakura", "Sakura"), ("spring", "Spring")]
    assert found["creator"] == [("ann", "Ann"), ("bob", "Bob")]
    assert found["currency"] == [("EUR", "EUR"), ("JPY", "JPY")]


def test_a_brand_narrows_its_campaigns(books: Warehouse) -> None:
    [asked] = [one for one in STATEMENTS if (one.kind, one.name) == ("variable", "campaign")]
    assert [row["id"] for row in answers(books, asked, {"brand": ["hanami"]})] == ["sakura"]


def test_every_column_has_a_heading_and_every_heading_a_column(warehouse: Warehouse) -> None:
    for name, dashboard in DASHBOARDS.items():
        for panel in panels(dashboard):
            headed = {one["matcher"]["options"] for one in panel["fieldConfig"]["overrides"]}
            [target] = panel["targets"]
            columns = set(described(warehouse, Asked(name, "panel", panel["title"], target["rawSql"], target["format"])))
            assert headed <= columns, panel["title"]
            assert columns - headed - {"time"} == set() or len(columns) == 1, panel["title"]
