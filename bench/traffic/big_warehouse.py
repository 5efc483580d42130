"""A large warehouse, made by the engine itself: a catalog, costs, clicks and decisions, each row a function of its number."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from warehouse.connect import Warehouse

STEP = 200_000
DAYS = 56
FIRST_ORDER = 1_000_000_000
"""The id of order 0."""
READY = ("credits", "owners", "clicks", "costs", "catalog", "newest")
"""Merged after the fill, as a warehouse that grew over eight weeks would be."""


class Size(NamedTuple):
    """How large. Every fifth creator works for two campaigns; a collaboration has three contents, each with its link."""

    creators: int
    campaigns: int
    orders: int
    clicks: int

    @property
    def collaborations(self) -> int:
        """How many contracts there are."""
        return self.creators * 6 // 5


def fill(warehouse: Warehouse, size: Size, start_s: int) -> None:
    """Fill a migrated warehouse with eight weeks from a moment (seconds since 1970); one order in twenty is half refunded."""
    told = _told(size, start_s)
    deals = size.collaborations
    kinds = {"brand": 5, "campaign": size.campaigns, "creator": size.creators, "collaboration": deals, "code": deals}
    documents = [*kinds.items(), *((kind, 3 * deals) for kind in ("content", "placement", "link"))]
    _run(warehouse, "catalog", told | {"documents": documents, "most": 3 * deals})
    _run(warehouse, "newest", told)
    _run(warehouse, "costs", told)
    for first in range(0, size.clicks, STEP):
        click(warehouse, size, start_s, first, min(STEP, size.clicks - first))
    for first in range(0, size.orders, STEP):
        decide(warehouse, size, start_s, first, min(STEP, size.orders - first))
    decide(warehouse, size, start_s, 0, size.orders, version=2)
    _run(warehouse, "attributions", told)
    _run(warehouse, "owners", told)
    for table in READY:
        warehouse.run(f"OPTIMIZE TABLE {table} FINAL")


def click(warehouse: Warehouse, size: Size, start_s: int, first: int, many: int) -> None:
    """Clicks by their numbers."""
    _run(warehouse, "clicks", _told(size, start_s) | {"all": size.clicks, "first": first, "many": many})


def decide(warehouse: Warehouse, size: Size, start_s: int, first: int, many: int, version: int = 1) -> None:
    """Decisions about orders by their numbers, in every model."""
    told = {"all": size.orders, "first": first, "many": many, "version": version}
    for table in ("decisions", "credits"):
        _run(warehouse, table, _told(size, start_s) | told)


def _told(size: Size, start_s: int) -> dict[str, object]:
    return {
        "creators": size.creators,
        "campaigns": size.campaigns,
        "collaborations": size.collaborations,
        "start": start_s,
        "days": DAYS,
    }


def _run(warehouse: Warehouse, name: str, told: dict[str, object]) -> None:
    sql = _sql(name)
    warehouse.client().command(sql, parameters={key: value for key, value in told.items() if f"{{{key}:" in sql})


@cache
def _sql(name: str) -> str:
    return (files("bench.traffic") / "warehouse" / f"{name}.sql").read_text()
