"""When each event was done, read afterwards from the warehouse's own columns: nothing is asked of it while it is measured."""

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from warehouse.connect import Warehouse

STEP_MS = 50
DONE = """
WITH decided AS (
    SELECT event, min(_stored_at) AS at FROM decisions ARRAY JOIN events AS event GROUP BY event
)
SELECT intDiv(toUnixTimestamp64Milli(moment), {step:UInt32}) AS step, count() AS events
FROM (
    SELECT if(fact = 'clicks', _stored_at, greatest(_stored_at, decided.at)) AS moment
    FROM deliveries LEFT JOIN decided ON decided.event = deliveries.event_id
)
GROUP BY step ORDER BY step
"""
UNDECIDED = """
SELECT count() AS events FROM deliveries
WHERE fact != 'clicks' AND event_id NOT IN (SELECT arrayJoin(events) FROM decisions)
"""


class Done(NamedTuple):
    """How many events had been done by when: a click with its row, an order's event with the first decision that knows it."""

    moments: list[float]
    counts: list[int]

    def by(self, moment: float) -> int:
        """Events done until a moment, seconds since 1970."""
        place = bisect_right(self.moments, moment)
        return self.counts[place - 1] if place else 0

    def between(self, since: float, until: float) -> int:
        """Events done in a stretch."""
        return self.by(until) - self.by(since)


def done(warehouse: Warehouse) -> Done:
    """Read what a stack has left behind. Raises RuntimeError if an order's event is in no decision."""
    [left] = warehouse.rows(UNDECIDED)
    if left["events"]:
        raise RuntimeError(f"{left['events']} events of orders are in no decision")
    rows = warehouse.rows(DONE, {"step": STEP_MS})
    moments = [(row["step"] + 1) * STEP_MS / 1000 for row in rows]
    return Done(moments, list(accumulate(int(row["events"]) for row in rows)))
