"""How old an event was at each station of its way: the warehouse's own columns and the timestamps of Kafka's records."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from events.topics import Topic
from runtime.kafka import consumer, partitions_of
from runtime.settings import Settings
from warehouse.connect import Warehouse

RANKS = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
CLICKS = """
SELECT toUnixTimestamp64Milli(received) AS received_ms, _journal_partition, _journal_offset,
    toUnixTimestamp64Milli(_stored_at) AS stored_ms
FROM clicks WHERE received_ms BETWEEN {since:Int64} AND {until:Int64}
"""
SALES = """
WITH told AS (
    SELECT event_id, received, _journal_partition, _journal_offset FROM orders
    UNION ALL SELECT event_id, received, _journal_partition, _journal_offset FROM refunds
), decided AS (
    SELECT event, min((_stored_at, _partition, _offset)) AS first FROM decisions ARRAY JOIN events AS event GROUP BY event
)
SELECT toUnixTimestamp64Milli(received) AS received_ms, _journal_partition, _journal_offset,
    toUnixTimestamp64Milli(first.1) AS stored_ms, first.2 AS decided_partition, first.3 AS decided_offset
FROM told JOIN decided ON decided.event = told.event_id
WHERE received_ms BETWEEN {since:Int64} AND {until:Int64}
"""

Written = Mapping[tuple[int, int], int]
"""(partition, offset) of a record to the moment when its producer wrote it, milliseconds since 1970."""


class Way(NamedTuple):
    """Moments of one event, milliseconds since 1970: received, in the journal, decided (a sale's first decision), stored."""

    received: int
    journal: int
    decided: int
    stored: int


def click_ways(warehouse: Warehouse, journal: Written, since: float, until: float) -> list[Way]:
    """The clicks received in a stretch (seconds since 1970); nothing is decided of them."""
    rows = warehouse.rows(CLICKS, _stretch(since, until))
    places = ((row, journal[row["_journal_partition"], row["_journal_offset"]]) for row in rows)
    return [Way(row["received_ms"], told, told, row["stored_ms"]) for row, told in places]


def sale_ways(warehouse: Warehouse, journal: Written, decisions: Written, since: float, until: float) -> list[Way]:
    """The orders, edits and refunds received in a stretch, each to the first decision that knows it."""
    return [
        Way(
            row["received_ms"],
            journal[row["_journal_partition"], row["_journal_offset"]],
            decisions[row["decided_partition"], row["decided_offset"]],
            row["stored_ms"],
        )
        for row in warehouse.rows(SALES, _stretch(since, until))
    ]


def written(settings: Settings, topic: Topic) -> Written:
    """When each record of a topic was written."""
    client = consumer(settings)
    try:
        places = partitions_of(client, topic.name)
        client.assign(places)
        client.seek_to_beginning(*places)
        ends, found = client.end_offsets(places), {}
        while any(client.position(place) < ends[place] for place in places):
            for records in client.poll(timeout_ms=1000).values():
                found.update({(record.partition, record.offset): record.timestamp for record in records})
        return found
    finally:
        client.close()


def rank(ages: Sequence[float], share: float) -> float:
    """The age that this share of all does not exceed (nearest rank). Raises ValueError if there is none."""
    if not ages:
        raise ValueError("nothing was received in the stretch that counts")
    return sorted(ages)[ceil(share * len(ages)) - 1]


def ranks(kind: str, ages: Sequence[float]) -> Iterator[tuple[str, float]]:
    """(`p95_KIND_ms`, age) and the like."""
    return ((f"{name}_{kind}_ms", float(rank(ages, share))) for name, share in RANKS.items())


def _stretch(since: float, until: float) -> dict[str, int]:
    return {"since": int(since * 1000), "until": int(until * 1000)}
