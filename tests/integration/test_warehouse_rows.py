from datetime import date

from consumers.place import Place
from consumers.records import rows_of
from tests.integration.books import (
    T0,
    a_cost,
    a_dead_letter,
    a_decision,
    a_late_touch,
    a_shop_day,
    a_sink,
    an_order,
    attributed,
    journal,
    sunk,
)
from warehouse.connect import Warehouse


def test_a_row_comes_back_as_it_went_in(warehouse: Warehouse) -> None:
    sunk(a_sink(warehouse), journal(0, 7, a_cost("k1", (3, 1, 4)), an_order("e1", "o1", 10_000, (1, 0, 5), visitor="v")))
    [cost] = warehouse.rows("SELECT * FROM costs")
    assert (cost["event_id"], cost["amount"], cost["currency"]) == ("k1", 12_345, "JPY")
    assert (cost["accrues_from"], cost["accrues_to"]) == (date(2026, 1, 1), date(2026, 1, 31))
    assert (cost["_topic"], cost["_partition"], cost["_offset"]) == ("affluent.costs.v1", 1, 4)
    [order] = warehouse.rows("SELECT *, toUnixTimestamp64Milli(event_at) AS at FROM orders")
    assert order["at"] == T0 + 1000
    assert order["net"] == 10_000 - 100 - 19
    assert (order["line_ids"], order["line_kinds"], order["line_products"]) == (["1", "2"], ["product", "shipping"], ["p1", ""])
    assert (order["_journal_partition"], order["_journal_offset"], order["_journal_index"]) == (0, 7, 1)


def test_the_first_in_the_journal_is_the_fact(warehouse: Warehouse) -> None:
    sink = a_sink(warehouse)
    sunk(sink, journal(0, 0, an_order("e1", "o1", 10_000, (1, 0, 0))))
    sunk(sink, journal(0, 1, an_order("e1", "o1", 99_000, (1, 0, 1))))
    [order] = warehouse.rows("SELECT net, _offset FROM orders FINAL")
    assert order == {"net": 9_881, "_offset": 0}
    [homes] = warehouse.select("conservation")
    assert homes == {"deliveries": 2, "facts": 1, "duplicates": 1, "dead_letters": 0}


def test_a_delivery_that_intake_wrote_twice_is_one(warehouse: Warehouse) -> None:
    sink = a_sink(warehouse)
    sunk(sink, journal(0, 0, an_order("e1", "o1", 10_000, (1, 0, 0))), journal(0, 1, an_order("e1", "o1", 10_000, (1, 0, 0))))
    assert warehouse.select("conservation")[0] == {"deliveries": 1, "facts": 1, "duplicates": 0, "dead_letters": 0}


def test_a_delivery_that_became_a_fact_after_all_is_a_fact(warehouse: Warehouse) -> None:
    sink = a_sink(warehouse)
    sunk(sink, a_dead_letter(0, 0, ("affluent.sales.v1", 0, 0)))
    sunk(sink, journal(0, 5, an_order("e1", "o1", 10_000, (1, 0, 0))))
    [home] = warehouse.rows("SELECT home FROM deliveries FINAL")
    assert home == {"home": "fact"}


def test_the_newest_version_of_a_decision_is_the_latest_whatever_came_last(warehouse: Warehouse) -> None:
    sink = a_sink(warehouse)
    sunk(sink, attributed(0, 0, a_decision("o1", 50, ("e1", "e2"), version=9)))
    sunk(sink, attributed(0, 1, a_decision("o1", 90, ("e1",), version=2)))
    assert {row["net"] for row in warehouse.rows("SELECT net FROM attributions_latest")} == {50}
    assert len(warehouse.rows("SELECT * FROM decisions FINAL")) == 2


def test_every_row_has_a_value_for_every_column(warehouse: Warehouse) -> None:
    for told in [*a_shop_day(), a_late_touch(0, 9, "o1")]:
        for table, row in rows_of(1, told):
            assert len(row) == len(table.written) + bool(table.lists), table.name


def test_text_of_any_kind_survives(warehouse: Warehouse) -> None:
    hostile = "o'\\\"\u202e\u0000😀"
    sunk(a_sink(warehouse), journal(0, 0, an_order("e1", hostile, 1_000, (1, 0, 0))))
    assert [row["order_id"] for row in warehouse.rows("SELECT order_id FROM orders")] == [hostile]


def test_a_place_ranks_the_earlier_higher() -> None:
    earlier, later = Place(1, "t", 0, 5), Place(1, "t", 0, 6)
    assert earlier.rank(3) > earlier.rank(4) > later.rank(0) > Place(2, "t", 0, 0).rank(0)
