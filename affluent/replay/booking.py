"""The ledger in the warehouse: reads decisions and what is booked of them, adds what is missing."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from domain.finance.ledger import Account, Amounts, Entry, book
from events.decision import decode_decision
from warehouse.connect import Warehouse
from warehouse.tables import BOOKED, LEDGER

ORDERS = 5_000
MARGIN_MS = 15_000
"""A decision is seen some time after the moment it is stored under: so far back is looked again; twice changes nothing."""
HIGHEST = 2**63

Row = dict[str, Any]
Name = tuple[str, str]
"""(shop, order)"""


def booked_until(warehouse: Warehouse) -> int:
    """The moment before which everything stored is booked, in milliseconds since 1970; 0 if nothing is."""
    [booked] = warehouse.select("ledger/progress")
    return max(0, int(booked["until"]) - MARGIN_MS)


def book_all(warehouse: Warehouse, since: int, now_ms: int, enough: Callable[[], bool] = lambda: False) -> int:
    """Book every decision stored since a moment; returns how many entries were added. `now_ms` is the booked date.

    `enough` is asked between batches of orders: what is left then is booked the next time.
    """
    [stored] = warehouse.select("ledger/stored", stored_since=since)
    batches, added = -(-stored["orders"] // ORDERS), 0
    for batch in range(batches):
        share = {"stored_since": since, "batches": batches, "batch": batch}
        entries = list(_missing(warehouse, share, now_ms))
        if entries:
            warehouse.insert(LEDGER, [_row(entry) for entry in entries])
        added += len(entries)
        if enough():
            return added
    warehouse.insert(BOOKED, [(now_ms,)])
    return added


def _missing(warehouse: Warehouse, share: dict[str, int], now_ms: int) -> Iterator[Entry]:
    booked = {name: [_entry(row) for row in rows] for name, rows in _by_order(warehouse.select("ledger/entries", **share))}
    for name, rows in _by_order(warehouse.select("ledger/decided", **share)):
        decisions = [decode_decision(row["document"]) for row in rows]
        yield from book(decisions, booked.get(name, []), now_ms)


def _by_order(rows: Iterable[Row]) -> Iterator[tuple[Name, Iterator[Row]]]:
    return groupby(rows, lambda row: (row["shop"], row["order_id"]))


def _entry(row: Row) -> Entry:
    account = Account(row["creator"], row["campaign"], row["collaboration"], row["currency"])
    amounts = Amounts(row["revenue"], row["commission"])
    told = (row["entry"], row["booked_at"], row["cause"], row["corrects"], row["shop"], row["order_id"], row["version"])
    return Entry(*told, account, amounts)


def _row(entry: Entry) -> tuple[Any, ...]:
    told = (entry.id, entry.booked_at, entry.cause, entry.corrects, entry.shop, entry.order, entry.version)
    return (*told, *entry.account, *entry.amounts, HIGHEST - entry.booked_at)
