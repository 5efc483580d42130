"""What the bench reads out of a warehouse: when each event was done, and how old it was then."""

import time

import pytest

from bench.ages import Way, click_ways, sale_ways
from bench.done import done
from tests.integration.books import T0, a_click, a_decision, a_refund, a_sink, an_order, attributed, journal, sunk
from warehouse.connect import Warehouse

LATER_S = 0.3


def stored_ms(warehouse: Warehouse, table: str) -> int:
    [row] = warehouse.rows(f"SELECT toUnixTimestamp64Milli(min(_stored_at)) AS ms FROM {table}")
    return int(row["ms"])


def test_a_click_is_done_with_its_row_and_a_sale_with_the_first_decision_that_knows_it(warehouse: Warehouse) -> None:
    sink = a_sink(warehouse)
    sunk(sink, journal(0, 0, a_click("c1", (0, 0, 0)), an_order("e1", "o1", 10_000, (1, 0, 0))))
    between = time.time() + LATER_S / 2
    time.sleep(LATER_S)
    sunk(sink, attributed(0, 0, a_decision("o1", 9_881, ("e1",))))
    sunk(sink, attributed(0, 1, a_decision("o1", 9_881, ("e1",), version=2)))
    rows = done(warehouse)
    assert (rows.by(between), rows.by(time.time() + 1), rows.by(0)) == (1, 2, 0)
    assert rows.between(between, time.time() + 1) == 1


def test_an_event_that_no_decision_knows_is_an_error(warehouse: Warehouse) -> None:
    sunk(a_sink(warehouse), journal(0, 0, an_order("e1", "o1", 10_000, (1, 0, 0))))
    with pytest.raises(RuntimeError, match="1 events"):
        done(warehouse)


def test_an_event_is_followed_from_receipt_to_journal_to_decision_to_row(warehouse: Warehouse) -> None:
    sunk(
        a_sink(warehouse),
        journal(1, 7, a_click("c1", (0, 0, 0)), an_order("e1", "o1", 10_000, (1, 0, 0)), a_refund("r1", "o1", 1_000, (1, 0, 1))),
        attributed(0, 3, a_decision("o1", 9_881, ("e1",))),
        attributed(0, 4, a_decision("o1", 8_881, ("e1", "r1"), version=2)),
    )
    told, decided = {(1, 7): T0 + 3_000}, {(0, 3): T0 + 3_100, (0, 4): T0 + 3_200}
    stretch = (T0 / 1000, T0 / 1000 + 2.006)
    row = stored_ms(warehouse, "decisions")
    ways = sorted(sale_ways(warehouse, told, decided, *stretch), key=lambda way: way.received)
    assert ways == [Way(T0 + 1_005, T0 + 3_000, T0 + 3_100, row), Way(T0 + 2_005, T0 + 3_000, T0 + 3_200, row)]
    assert click_ways(warehouse, told, *stretch) == [Way(T0 + 5, T0 + 3_000, T0 + 3_000, stored_ms(warehouse, "clicks"))]


def test_what_was_received_outside_the_stretch_does_not_count(warehouse: Warehouse) -> None:
    sunk(a_sink(warehouse), journal(0, 0, a_click("c1", (0, 0, 0))))
    assert click_ways(warehouse, {(0, 0): T0}, T0 / 1000 + 1, T0 / 1000 + 2) == []
