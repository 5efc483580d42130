"""Dead letters and sending them again: the original bytes to the original topic."""

from base64 import b64decode
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from typing import Any

from events.moments import to_ms
from events.topics import JOURNAL, RAW
from warehouse.connect import Warehouse
from warehouse.tables import REPLAYS

RAW_NAMES = {topic.name for topic in RAW}
KEPT_IN_PART = "bytes are kept here"
"""What intake says in the detail of a letter that is too large to be kept whole."""
MOST = 10_000

Send = Callable[[str, int | None, bytes | None, bytes], None]
"""(topic, partition or any, key, value): returns when Kafka has it."""


def letters(warehouse: Warehouse, limit: int = 100) -> list[dict[str, Any]]:
    """The newest dead letters; `replays` says how often each was sent again."""
    rows = warehouse.select("dead_letters", limit=limit)
    return [{**row, "replayed_at": row["replayed_at"] if row["replays"] else None} for row in rows]


def replay(warehouse: Warehouse, send: Send, wanted: Collection[str] | None, force: bool) -> list[dict[str, str]]:
    """Send letters again (None: all that were never sent again), and note it; returns what became of each.

    A letter that was sent again stays as it is unless forced, so asking twice changes nothing.
    """
    known = {row["letter"]: row for row in letters(warehouse, MOST)}
    chosen = known if wanted is None else {id: known.get(id, {}) for id in wanted}
    return [{"letter": id, "outcome": _replay(warehouse, send, row, force)} for id, row in chosen.items()]


def _replay(warehouse: Warehouse, send: Send, row: dict[str, Any], force: bool) -> str:
    refused = refusal(row, force)
    if refused:
        return refused
    key = None if row["key"] is None else b64decode(row["key"])
    partition = row["partition"] if row["topic"] == JOURNAL.name else None
    send(row["topic"], partition, key, b64decode(row["value"]))
    warehouse.insert(REPLAYS, [(row["letter"], to_ms(datetime.now(UTC)))])
    return "sent again"


def refusal(row: dict[str, Any], force: bool) -> str:
    """Why a letter is not sent again; empty if it is."""
    if not row:
        return "unknown"
    if row["replays"] and not force:
        return "was sent again before"
    if row["topic"] not in RAW_NAMES | {JOURNAL.name}:
        return "not a record that anybody would read again"
    if KEPT_IN_PART in row["detail"]:
        return "its bytes are kept only in part"
    return ""
