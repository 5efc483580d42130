"""What the page shows, gathered by named queries."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from events.moments import to_ms
from warehouse.connect import Warehouse

DECISIONS = 20
RECENT = timedelta(minutes=5)

Rows = list[dict[str, Any]]


class Shown(NamedTuple):
    """Everything on the page, as of a moment."""

    at: datetime
    totals: Rows
    counts: dict[str, int]
    homes: dict[str, int]
    latency: Rows
    decisions: Rows
    names: dict[tuple[str, str], str]


def shown(warehouse: Warehouse, at: datetime) -> Shown:
    """Ask for all of it; latency is that of the last five minutes."""
    return Shown(
        at=at,
        totals=warehouse.select("totals"),
        counts=warehouse.select("counts")[0],
        homes=warehouse.select("conservation")[0],
        latency=warehouse.select("latency", since=to_ms(at - RECENT)),
        decisions=warehouse.select("latest_decisions", limit=DECISIONS),
        names={(row["kind"], row["id"]): row["called"] for row in warehouse.select("names")},
    )
