"""Plant a fault, and the books must name it."""

from typing import Any

import pytest
from clickhouse_connect.driver.exceptions import ClickHouseError

from consumers.records import rows_of
from dashboards.reconcile import reconcile
from domain.finance import reconcile as rules
from tests.integration.books import EPOCH, a_click, a_decision, a_sink, an_order, attributed, journal, sunk, the_shop_day
from tests.integration.keeping import Shared
from warehouse.connect import Warehouse
from warehouse.tables import CREDITS

SYNC = "SETTINGS mutations_sync = 2"

DELETED = [
    ("clicks", "event_id = 'c1'", "row_missing", "clicks c1"),
    ("orders", "event_id = 'e1'", "row_missing", "orders shop/o1 e1"),
    ("refunds", "event_id = 'r2'", "row_missing", "refunds shop/o2 r2"),
    ("costs", "event_id = 'k1'", "row_missing", "costs k1"),
    ("engagements", "event_id = 'g1'", "row_missing", "engagements g1"),
    ("attributions", "order_id = 'o1' AND model = 'linear'", "row_missing", "attributions order shop/o1 linear"),
    ("decisions", "order_id = 'o1'", "phantom_row", "attributions order shop/o1 linear"),
    ("decisions", "order_id = 'o2'", "phantom_row", "credits order shop/o2"),
    ("credits", "order_id = 'o1'", "row_missing", "credits order shop/o1"),
    ("dead_letters", "1", "row_missing", "dead_letters affluent.clicks.v1/0/2"),
    ("deliveries", "event_id = 'k1'", "phantom_row", "costs k1"),
]
DOUBLED = ("clicks", "orders", "refunds", "costs", "engagements", "deliveries", "decisions", "attributions", "dead_letters")
MOVED = [
    ("orders", "net = net + 1 WHERE event_id = 'e1'", "row_altered", "orders shop/o1 e1"),
    ("orders", "line_amounts = [10001, 499] WHERE event_id = 'e1'", "row_altered", "orders shop/o1 e1"),
    ("refunds", "adjustment = 8 WHERE event_id = 'r2'", "row_altered", "refunds shop/o2 r2"),
    ("costs", "amount = amount - 1 WHERE event_id = 'k1'", "row_altered", "costs k1"),
    ("attributions", "unattributed = 1 WHERE model = 'payable' AND order_id = 'o1'", "money_differs", "o1 payable"),
    ("attributions", "amounts = [4941, 4940] WHERE model = 'linear' AND order_id = 'o1'", "row_altered", "o1 linear"),
    ("decisions", "net = net + 1 WHERE order_id = 'o1'", "net_differs", "order shop/o1"),
    ("credits", "net = net + 1 WHERE order_id = 'o1'", "row_altered", "credits order shop/o1"),
    ("credits", "linear = [4941, 4940] WHERE order_id = 'o1'", "row_altered", "credits shop/o1"),
    ("credits", "commission = 1 WHERE order_id = 'o1'", "row_altered", "credits shop/o1"),
    ("decisions", "document = replace(document, '4940', '4941') WHERE order_id = 'o1'", "row_altered", "decisions shop/o1"),
]


def found(warehouse: Warehouse, what: str, where: str) -> list[dict[str, Any]]:
    books = reconcile(warehouse, EPOCH)
    assert not books["balanced"]
    return [each for each in books["differences"] if each["what"] == what and where in each["where"]]


@pytest.fixture
def day(opened: Shared) -> Shared:
    return opened.filled(the_shop_day)


def test_what_balances_is_counted(day: Warehouse) -> None:
    books = reconcile(day, EPOCH)
    assert books["balanced"]
    assert (books["deliveries"], books["facts"], books["duplicates"], books["dead_letters"]) == (8, 6, 1, 1)
    assert (books["orders"], books["decided"]) == (2, 2)
    assert books["models"]["linear"]["EUR"] == {"net": 13_774, "credited": 13_774, "unattributed": 0}


@pytest.mark.parametrize(("table", "which", "what", "where"), DELETED, ids=[f"{each[0]}: {each[3]}" for each in DELETED])
def test_a_row_deleted_is_named(day: Warehouse, table: str, which: str, what: str, where: str) -> None:
    day.run(f"ALTER TABLE {table} DELETE WHERE {which} {SYNC}")
    assert len(found(day, what, where)) == 1


def test_what_the_engine_works_out_of_a_row_is_not_altered_by_itself(day: Warehouse) -> None:
    """So figures that are added up from it are checked by the digest of the row."""
    with pytest.raises(ClickHouseError, match="Cannot UPDATE materialized column"):
        day.run(f"ALTER TABLE credits UPDATE all_linear = all_linear + 1 WHERE order_id = 'o1' {SYNC}")
    assert reconcile(day, EPOCH)["balanced"]


@pytest.mark.parametrize("table", DOUBLED)
def test_a_row_doubled_is_named(day: Warehouse, table: str) -> None:
    day.run(f"SYSTEM STOP MERGES {table}")
    try:
        day.run(f"INSERT INTO {table} SELECT * FROM {table} LIMIT 1")
        assert len(found(day, "row_doubled", table)) == 1
    finally:
        day.run(f"SYSTEM START MERGES {table}")


@pytest.mark.parametrize(("table", "how", "what", "where"), MOVED, ids=[f"{each[0]}: {each[1]}" for each in MOVED])
def test_one_cent_moved_is_named(day: Warehouse, table: str, how: str, what: str, where: str) -> None:
    day.run(f"ALTER TABLE {table} UPDATE {how} {SYNC}")
    assert len(found(day, what, where)) == 1


def test_figures_added_up_from_an_older_decision_are_named(day: Warehouse) -> None:
    day.run("INSERT INTO decisions SELECT * REPLACE (version + 1 AS version) FROM decisions WHERE order_id = 'o1'")
    assert len(found(day, "row_altered", "credits order shop/o1")) == 1


def test_a_fact_that_nobody_delivered_is_named(day: Warehouse) -> None:
    day.run("INSERT INTO orders SELECT * REPLACE ('e9' AS event_id) FROM orders WHERE order_id = 'o1'")
    assert len(found(day, "phantom_row", "orders shop/o1 e9")) == 1


def test_a_delivery_that_nobody_handled_is_named_once_it_should_have_been(
    day: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    sink = a_sink(day)
    sunk(sink, journal(0, 2, a_click("c5", (0, 0, 6))))
    books = reconcile(day, EPOCH)
    assert (books["differences"], books["pending"], books["settled"]) == ([], 1, False)
    monkeypatch.setattr(rules, "GRACE_S", 0)
    [gap] = found(day, "deliveries_missing", "affluent.clicks.v1/0 offsets 3 to 5")
    assert gap["detail"] == "3 offsets"


def test_an_order_without_a_decision_is_pending_and_then_a_difference(day: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    sunk(a_sink(day), journal(0, 2, an_order("e3", "o3", 1_000, (1, 0, 3))))
    books = reconcile(day, EPOCH)
    assert (books["differences"], books["pending"], books["orders"], books["decided"]) == ([], 1, 3, 2)
    monkeypatch.setattr(rules, "GRACE_S", 0)
    assert len(found(day, "order_undecided", "order shop/o3")) == 1


def test_an_event_that_the_decision_does_not_know_is_pending_and_then_a_difference(
    day: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    sunk(a_sink(day), journal(0, 2, an_order("e1b", "o1", 2_000, (1, 0, 3), kind="edited", at=1_795_000_000_000)))
    assert reconcile(day, EPOCH)["differences"] == []
    monkeypatch.setattr(rules, "GRACE_S", 0)
    assert len(found(day, "decision_outdated", "order shop/o1")) == 1


def test_a_decision_about_no_order_is_named(day: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    sunk(a_sink(day), attributed(0, 1, a_decision("ghost", 100, ("e77",))))
    monkeypatch.setattr(rules, "GRACE_S", 0)
    assert len(found(day, "decision_unfounded", "order shop/ghost")) == 1


def test_rows_beyond_what_is_written_to_its_end_are_not_judged(day: Warehouse) -> None:
    [(table, row), _] = rows_of(EPOCH, journal(0, 99, a_click("half", (0, 0, 3))))
    day.insert(table, [row])
    newer = rows_of(EPOCH, attributed(0, 99, a_decision("o1", 1, ("e1",), version=2)))
    day.insert(CREDITS, [row for table, row in newer if table is CREDITS])
    assert reconcile(day, EPOCH)["balanced"]


@pytest.mark.parametrize(
    ("events", "net"),
    [
        pytest.param([("a", "placed", 1, 5_000, {}), ("b", "edited", 2, 3_000, {})], 2_881, id="the newest telling counts"),
        pytest.param([("a", "edited", 2, 3_000, {}), ("b", "placed", 1, 5_000, {})], 2_881, id="whatever came last"),
        pytest.param([("a", "paid", 1, 3_000, {}), ("b", "placed", 1, 5_000, {})], 2_881, id="paid is later than placed"),
        pytest.param([("a", "placed", 1, 3_000, {}), ("b", "placed", 1, 5_000, {})], 4_881, id="then the higher id"),
        pytest.param([("a", "cancelled", 1, 3_000, {}), ("b", "edited", 2, 5_000, {})], 0, id="cancelled is cancelled"),
        pytest.param([("a", "placed", 1, 3_000, {"test": True})], 0, id="a test order is worth nothing"),
        pytest.param([("a", "placed", 1, 3_000, {"currency": "USD"})], 2_881, id="another currency"),
    ],
)
def test_net_is_worked_out_from_facts_as_streams_does(warehouse: Warehouse, events: list[Any], net: int) -> None:
    told = [
        an_order(id, "o1", amount, (1, 0, place), kind=kind, at=1_790_000_000_000 + at, **more)
        for place, (id, kind, at, amount, more) in enumerate(events)
    ]
    currency = events[-1][4].get("currency", "EUR")
    sink = a_sink(warehouse)
    known = tuple(sorted(event[0] for event in events))
    sunk(sink, journal(0, 0, *told), attributed(0, 0, a_decision("o1", net, known, gross=net, currency=currency)))
    assert reconcile(warehouse, EPOCH)["differences"] == []
