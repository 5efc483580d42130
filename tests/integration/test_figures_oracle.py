"""What is kept ready for the sums says what every document says: random books, the plain way and the fast one."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from tests.integration.books import a_sink, sunk
from tests.integration.campaign_books import EVERYTHING
from tests.integration.plain_figures import make_plain, plain_figures, plain_models, plain_unattributed
from tests.integration.random_books import books, questions
from warehouse.connect import Warehouse
from warehouse.named import load

QUERIES = {
    "by_campaign": ["campaign"],
    "by_creator": ["creator"],
    "by_content": ["campaign", "creator", "content"],
    "over_time": ["day"],
    "overview": [],
}


@pytest.fixture
def plain(warehouse: Warehouse) -> Iterator[Warehouse]:
    make_plain(warehouse)
    yield warehouse
    for row in warehouse.rows("SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE 'plain_%'"):
        warehouse.run(f"DROP VIEW {row['name']}")


@pytest.mark.parametrize("seed", range(2))
def test_every_query_answers_as_the_plain_sums_do(plain: Warehouse, seed: int) -> None:
    sunk(a_sink(plain), *books(seed))
    for asked in questions(Random(seed), 3):
        for name, per in QUERIES.items():
            agree(plain, name, per, asked)
        models_agree(plain, asked)


def agree(warehouse: Warehouse, name: str, per: list[str], asked: dict[str, Any]) -> None:
    """The same rows, in every column that both have; a row of zeroes need not be there."""
    rows = warehouse.select(name, **{key: value for key, value in asked.items() if key in ask_of(name)})
    figures = plain_figures(warehouse, per, **asked)
    both = [column for column in (rows or figures or [{}])[0] if column in (figures or rows or [{}])[0]]
    found, expected = ({tuple(row[each] for each in both if each in per): row for row in some} for some in (rows, figures))
    for key in found.keys() | expected.keys():
        mine, theirs = (
            [(each, one.get(key, {}).get(each) or 0) for each in both if each not in per] for one in (found, expected)
        )
        assert mine == theirs, (name, key, asked)


def models_agree(warehouse: Warehouse, asked: dict[str, Any]) -> None:
    """Models side by side, in total and for each creator."""
    given = {key: value for key, value in asked.items() if key != "limit"}
    rows, nobody = warehouse.select("by_model", **given), plain_unattributed(warehouse, **asked)
    totals = plain_models(warehouse, [], **asked)
    for row in rows:
        expected = (*totals.get((row["model"], ""), (0, 0)), nobody.get(row["model"], 0))
        assert (row["net"], row["orders"], row["unattributed"]) == expected, (row, asked)
    each = {(row["model"], row["creator"]): (row["net"], row["orders"]) for row in warehouse.select("by_model_creator", **asked)}
    assert each == plain_models(warehouse, ["creator"], **asked), asked


def ask_of(name: str) -> set[str]:
    """The parameters of a query."""
    return set(load(name).parameters)


def test_a_batch_that_comes_twice_counts_once(warehouse: Warehouse) -> None:
    everything = books(5)
    sunk(a_sink(warehouse), *everything)
    before = answers(warehouse)
    for table in ("decisions", "attributions", "clicks", "costs"):
        warehouse.run(f"INSERT INTO {table} SELECT * FROM {table}")
    assert answers(warehouse) == before


@pytest.mark.parametrize("lost", ["credits", "owners"])
def test_a_kill_between_decisions_and_what_is_derived_of_them_loses_nothing(warehouse: Warehouse, lost: str) -> None:
    everything = books(6)
    sunk(a_sink(warehouse), *everything)
    before = answers(warehouse)
    for table in (lost, "ingested"):  # stored, but not yet said to be
        warehouse.run(f"TRUNCATE TABLE {table}")
    sunk(a_sink(warehouse), *everything)
    assert answers(warehouse) == before


def answers(warehouse: Warehouse) -> list[Any]:
    """Of every query, in the models that are kept in two ways."""
    asked = [{**EVERYTHING, "limit": 99, "model": model} for model in ("payable", "linear")]
    names = (*QUERIES, "by_model", "by_model_creator", "coverage", "latest_orders")
    return [warehouse.select(name, **{key: one[key] for key in ask_of(name)}) for one in asked for name in names]
