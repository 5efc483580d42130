"""What trained models credit of a filter's orders, beside what is payable of the same ones."""

from typing import Any

import pytest

from affluent.replay.facts import Period
from affluent.training.question import Question
from events.moments import DAY_MS, from_ms
from tests.integration.campaign_books import EVERYTHING, SEPTEMBER
from tests.integration.keeping import Shared
from tests.integration.test_trained_models import School
from tests.integration.trained_books import a_model, an_order, the_september_and_its_models
from tests.verify.month import START
from warehouse.connect import Warehouse

COLUMNS = ("net", "unattributed", "payable", "orders")


@pytest.fixture
def books(opened: Shared) -> Shared:
    return opened.filled(the_september_and_its_models)


def told(warehouse: Warehouse, *columns: str, **more: Any) -> list[tuple[Any, ...]]:
    """Those columns of the answer."""
    parameters = {name: value for name, value in {**EVERYTHING, **more}.items() if name != "model"}
    return [tuple(row[column] for column in columns) for row in warehouse.select("by_trained", **parameters)]


def test_the_newest_of_each_kind_stands_beside_what_is_payable(books: Warehouse) -> None:
    assert told(books, "model", "version", *COLUMNS) == [
        ("markov", "markov@new", 12_001, 5_000, 14_001, 3),
        ("shapley", "shapley@one", 10_001, 0, 10_001, 1),
    ]
    assert told(books, "since", "until", "trained_at")[0] == (
        from_ms(SEPTEMBER),
        from_ms(SEPTEMBER + 8 * DAY_MS),
        from_ms(SEPTEMBER + 9 * DAY_MS),
    )


def test_only_orders_of_both_window_and_period_count(books: Warehouse) -> None:
    two_days = {"since": SEPTEMBER + 2 * DAY_MS, "until": SEPTEMBER + 4 * DAY_MS}
    assert told(books, "model", *COLUMNS, **two_days) == [("markov", 2_000, 5_000, 4_000, 2), ("shapley", 0, 0, 0, 0)]
    before = {"since": SEPTEMBER - 5 * DAY_MS, "until": SEPTEMBER}
    assert told(books, "version", *COLUMNS, **before) == [("markov@old", 777, 0, 0, 1)]
    assert (
        told(books, "model", since=SEPTEMBER + 8 * DAY_MS) == [] == told(books, "model", until=SEPTEMBER - 20 * DAY_MS, since=0)
    )


def test_filters_mean_what_they_mean_for_the_other_models(books: Warehouse) -> None:
    assert told(books, *COLUMNS, creators=["bob"]) == [(4_000, 0, 4_000, 2), (5_000, 0, 0, 1)]
    assert told(books, *COLUMNS, creators=["nobody"]) == [(0, 0, 0, 0)] * 2
    assert told(books, *COLUMNS, brands=["lumen"]) == [(12_001, 5_000, 14_001, 3), (10_001, 0, 10_001, 1)]
    assert told(books, *COLUMNS, brands=["hanami"])[0] == (0, 0, 0, 0)
    assert told(books, *COLUMNS, brands=["hanami"], currency="JPY")[0] == (900, 0, 900, 1)


def test_currencies_are_never_added(books: Warehouse) -> None:
    assert told(books, *COLUMNS, currency="JPY") == [(900, 0, 900, 1), (0, 0, 0, 0)]


def test_a_campaign_is_nothing_that_a_trained_model_knows(books: Warehouse) -> None:
    assert told(books, "model", campaigns=["spring"]) == []


def test_an_order_in_a_shop_that_no_brand_lists_is_no_brands(books: Warehouse) -> None:
    an_order(books, "markov@new", "w1", 5, 600, {"ann": (600, 600)}, shop="elsewhere")
    assert told(books, *COLUMNS, brands=["lumen"])[0] == (12_001, 5_000, 14_001, 3)
    assert told(books, *COLUMNS)[0] == (12_601, 5_000, 14_601, 4)


def test_a_window_that_ends_together_is_told_by_the_later_training(books: Warehouse) -> None:
    a_model(books, "markov@again", (-30, 8), trained=10)
    assert told(books, "version", *COLUMNS)[0] == ("markov@again", 0, 0, 0, 0)


def test_a_training_is_something_new_that_was_stored(books: Warehouse) -> None:
    [before] = books.select("stored")
    a_model(books, "shapley@two", (0, 3), trained=13)
    assert books.select("stored")[0]["stored"] > before["stored"]


def test_what_was_really_trained_sums_to_what_was_sold(warehouse: Warehouse) -> None:
    school = School(warehouse)
    window = Period(START, START + 20 * DAY_MS)
    for model in ("markov", "shapley"):
        school.trainer.train(Question(model, window))
    period = Period(START + 3 * DAY_MS, START + 30 * DAY_MS)
    both = [one for one in school.decisions() if window.holds(one.ordered_at) and period.holds(one.ordered_at)]
    for currency in {one.currency for one in both}:
        sold = sum(one.net for one in both if one.currency == currency)
        paid = sum(share.amount for one in both if one.currency == currency for share in one.credits[0].shares)
        rows = told(warehouse, "model", *COLUMNS, since=period.since, until=period.until, currency=currency)
        assert [row[0] for row in rows] == ["markov", "shapley"]
        assert {(row[1] + row[2], row[3]) for row in rows} == {(sold, paid)}
