"""How a named query becomes what Grafana asks."""

import pytest

from dashboards.grafana.sql import ALL, EXPRESSIONS, asked, one_minor_unit, shown
from events.money import exponent
from tests.grafana.interpolation import All, written
from warehouse.named import load, names

FIGURES = (
    "overview",
    "by_campaign",
    "by_creator",
    "by_content",
    "over_time",
    "by_model",
    "by_model_creator",
    "by_trained",
    "latest_orders",
    "coverage",
)


def test_every_parameter_of_every_figure_has_its_expression() -> None:
    asked_for = {name for query in FIGURES for name in load(query).parameters}
    assert asked_for - {"limit"} == set(EXPRESSIONS)
    assert set(FIGURES) <= set(names())


def test_no_parameter_and_no_comment_is_left() -> None:
    for query in FIGURES:
        sql = asked(query, 10)
        assert "{limit:" not in sql
        assert "--" not in sql
        assert sql.startswith(("SELECT", "WITH"))


def test_a_parameter_that_grafana_cannot_give_is_an_error() -> None:
    with pytest.raises(KeyError):
        asked("by_creator")


@pytest.mark.parametrize(
    ("chosen", "list_of"),
    [(All(ALL), "[/* all */]"), ([], "[]"), ("a", "['a']"), (["a", "b"], "['a','b']"), (["o'clock"], "['o\\'clock']")],
)
def test_a_list_is_written_as_its_choice(chosen: All | str | list[str], list_of: str) -> None:
    assert written(EXPRESSIONS["brands"], {"brand": chosen}) == f"CAST({list_of}, 'Array(String)')"


def test_a_period_is_milliseconds() -> None:
    assert written(EXPRESSIONS["until"], {"__to": 17}) == "CAST(17, 'Int64')"


@pytest.mark.parametrize("text", ["${unknown}", "${brand:csv}", "$__timeFilter(day)", "[[brand]]", "$brand"])
def test_what_only_grafana_itself_knows_is_refused(text: str) -> None:
    with pytest.raises((KeyError, ValueError)):
        written(text, {"brand": ["a"]})


def test_currencies_are_listed_by_their_decimals() -> None:
    told = one_minor_unit("code")
    for currency, worth in (("JPY", "'1'"), ("KWD", "'0.001'"), ("CLF", "'0.0001'")):
        listed = next(part for part in told.split("code IN ")[1:] if f"'{currency}'" in part)
        assert listed.split("toDecimal128(")[1].startswith(worth)
        assert exponent(currency) != 2
    assert "EUR" not in told
    assert told.endswith("toDecimal128('0.01', 4))")


def test_the_worth_of_a_minor_unit_is_there_where_it_is_used() -> None:
    assert shown(("told.a AS a",), "SELECT 1 AS a") == "SELECT told.a AS a FROM (SELECT 1 AS a) AS told"
