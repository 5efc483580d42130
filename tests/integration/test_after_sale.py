"""What an order's browsers clicked after it, told beside its decision: against all facts gone through one by one."""

from datetime import timedelta
from typing import Any

from dashboards.explain import AFTER_SALE_SHOWN, explain
from tests.integration.replay_parts import streamed
from warehouse.connect import Warehouse

LOOKBACK = timedelta(days=60)


def facts(warehouse: Warehouse, table: str) -> list[dict[str, Any]]:
    return warehouse.rows(f"SELECT * FROM {table} FINAL")


def browsers_of(order: tuple[str, str], tellings: list[dict[str, Any]]) -> set[str]:
    """Those of the order, and of every order of its buyers in that shop."""
    buyers = {(each["shop"], each["customer"]) for each in tellings if (each["shop"], each["order_id"]) == order} - {
        (order[0], "")
    }
    known = {order} | {(each["shop"], each["order_id"]) for each in tellings if (each["shop"], each["customer"]) in buyers}
    return {each["visitor"] for each in tellings if (each["shop"], each["order_id"]) in known} - {""}


def test_clicks_after_the_sale_are_those_of_its_browsers_newest_first(warehouse: Warehouse) -> None:
    streamed(warehouse)
    tellings, clicks = facts(warehouse, "orders"), facts(warehouse, "clicks")
    found = joined = 0
    for place, order in enumerate(sorted({(each["shop"], each["order_id"]) for each in tellings})):
        at = min(each["ordered_at"] for each in tellings if (each["shop"], each["order_id"]) == order)
        mine = browsers_of(order, tellings)
        after = [each for each in clicks if each["visitor"] in mine and at < each["event_at"] < at + LOOKBACK]
        after.sort(key=lambda each: each["event_id"])
        after.sort(key=lambda each: each["event_at"], reverse=True)
        if not after and place % 10:
            continue
        told = explain(warehouse, order[1], order[0], LOOKBACK.days)["after_sale"]
        assert told["many"] == len(after)
        assert [each["touch"] for each in told["clicks"]] == [each["event_id"] for each in after][:AFTER_SALE_SHOWN]
        assert all(each["creator"] and each["reason"] == "after_sale" for each in told["clicks"])
        found += bool(after)
        joined += bool(after) and len(mine) > 1
    assert found > 5
    assert joined > 1
