"""The ledger sums to the decisions in force, as SQL sums it; booked twice it stays as it is."""

from collections import Counter
from typing import Any

import pytest

from affluent.replay import booking
from affluent.replay.booking import book_all, booked_until
from affluent.replay.desk import Desk
from dashboards.reconcile import reconcile
from runtime.settings import Settings
from tests.integration.replay_parts import streamed
from tests.verify.line import EPOCH
from warehouse.connect import Warehouse

NOW = 1_900_000_000_000
HELD = "SELECT * EXCEPT _stored_at FROM ledger FINAL ORDER BY ALL"
BALANCES = """SELECT shop, order_id, creator, campaign, collaboration, currency, sum(revenue) AS revenue,
    sum(commission) AS commission
FROM ledger FINAL GROUP BY ALL HAVING (revenue, commission) != (0, 0) ORDER BY ALL"""
PAYABLE = """SELECT shop, order_id, share.1 AS creator, share.2 AS campaign, share.3 AS collaboration, currency,
    sum(share.4) AS revenue, sum(share.5) AS commission
FROM (
    SELECT shop, order_id, currency, arrayJoin(JSONExtract(document, 'commissions',
        'Array(Tuple(creator String, campaign String, collaboration String, base Int64, amount Int64))')) AS share
    FROM decisions_latest
) GROUP BY ALL HAVING (revenue, commission) != (0, 0) ORDER BY ALL"""


def held(warehouse: Warehouse) -> list[dict[str, Any]]:
    return warehouse.rows(HELD)


def book(warehouse: Warehouse, now_ms: int) -> int:
    return book_all(warehouse, booked_until(warehouse), now_ms)


def assert_balanced(warehouse: Warehouse) -> None:
    assert warehouse.rows(BALANCES) == warehouse.rows(PAYABLE)


@pytest.mark.parametrize("orders", [5_000, 7])
def test_the_ledger_sums_to_the_decisions_in_force(warehouse: Warehouse, orders: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(booking, "ORDERS", orders)
    streamed(warehouse)
    assert book(warehouse, NOW) == len(held(warehouse)) > 100
    assert_balanced(warehouse)
    causes = {row["cause"] for row in held(warehouse)}
    assert causes >= {"sale", "refund", "cancellation"}
    assert all(row["commission"] for row in held(warehouse) if row["cause"] == "sale" and row["revenue"] > 100)


def test_an_entry_that_was_altered_or_deleted_is_found_by_the_reconciliation(warehouse: Warehouse) -> None:
    streamed(warehouse)
    book(warehouse, NOW)
    assert reconcile(warehouse, EPOCH)["differences"] == []
    [entry] = warehouse.rows("SELECT entry, shop, order_id FROM ledger FINAL WHERE revenue > 100 ORDER BY entry LIMIT 1")
    where = f"WHERE entry = '{entry['entry']}' SETTINGS mutations_sync = 2"
    warehouse.run(f"ALTER TABLE ledger UPDATE revenue = revenue - 1 {where}")
    [found] = reconcile(warehouse, EPOCH)["differences"]
    assert found["what"] == "ledger_differs"
    assert f"{entry['shop']}/{entry['order_id']}" in found["where"]
    warehouse.run(f"ALTER TABLE ledger DELETE {where}")
    assert [one["what"] for one in reconcile(warehouse, EPOCH)["differences"]] == ["ledger_differs"]


def test_what_is_booked_stays_as_it_is(warehouse: Warehouse) -> None:
    streamed(warehouse)
    book(warehouse, NOW)
    before = held(warehouse)
    assert book(warehouse, NOW + 1) == 0
    warehouse.run("TRUNCATE TABLE booked")
    assert book(warehouse, NOW + 2) == 0
    warehouse.run("INSERT INTO ledger SELECT * REPLACE (booked_at + 5000 AS booked_at, _rank - 5000 AS _rank) FROM ledger")
    assert held(warehouse) == before


def test_a_turn_of_the_desk_asks_each_question_of_the_ledger_once(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    streamed(warehouse)
    asked: Counter[str] = Counter()
    real = warehouse.select

    def counted(name: str, **parameters: Any) -> list[dict[str, Any]]:
        asked[name] += 1
        return real(name, **parameters)

    monkeypatch.setattr(warehouse, "select", counted)
    Desk(warehouse, Settings(), lambda: NOW).keep_up()
    assert {name: times for name, times in asked.items() if name.startswith("ledger/")} == dict.fromkeys(
        ("ledger/progress", "ledger/stored", "ledger/entries", "ledger/decided"), 1
    )
    assert_balanced(warehouse)
