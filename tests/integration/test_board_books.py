"""The books that the board keeps are those that are made up from the beginning, whatever was stored since."""

from collections import Counter
from typing import Any

import pytest

from dashboards import books as kept_books
from dashboards.books import Books
from tests.integration.books import (
    CLICKS,
    EPOCH,
    a_click,
    a_dead_letter,
    a_decision,
    a_refund,
    a_sink,
    an_order,
    attributed,
    journal,
    sunk,
    the_shop_day,
)
from tests.integration.keeping import Shared
from warehouse.connect import Warehouse

SYNC = "SETTINGS mutations_sync = 2"
REFUNDED: dict[str, Any] = {"gross": 9_881, "refunded": 988, "status": "partially_refunded"}

LATER = {
    "nothing": [],
    "a click": [journal(0, 2, a_click("c2", (0, 0, 3)))],
    "a click that was there": [journal(0, 3, a_click("c1", (0, 0, 4)))],
    "a click that comes twice at once": [journal(0, 4, a_click("c3", (0, 0, 5)), a_click("c3", (0, 0, 6)))],
    "a click that was there, from another partition": [journal(1, 1, a_click("c3", (0, 1, 0)))],
    "a dead letter": [a_dead_letter(0, 1, (CLICKS, 0, 7))],
    "an order": [journal(0, 5, an_order("e3", "o'3\\", 1_000, (1, 0, 3)))],
    "its decision": [attributed(0, 1, a_decision("o'3\\", 881, ("e3",)))],
    "a refund not decided yet": [journal(0, 6, a_refund("r1", "o1", 1_000, (1, 0, 4)))],
    "the refund's decision": [attributed(0, 2, a_decision("o1", 9_881 - 988, ("e1", "r1"), 2, **REFUNDED))],
    "an order told of twice": [journal(1, 2, an_order("e2", "o2", 5_000, (1, 0, 5)))],
    "an edit that nobody decides": [journal(1, 3, an_order("e2b", "o2", 9_000, (1, 0, 6), kind="edited"))],
    "a decision about no order": [attributed(1, 1, a_decision("ghost", 100, ("e77",)))],
    "the order of that decision": [journal(1, 4, an_order("e77", "ghost", 219, (1, 0, 7)))],
    "a wrong decision": [attributed(1, 2, a_decision("ghost", 101, ("e77",), 2))],
    "a record that comes again": [attributed(1, 2, a_decision("ghost", 101, ("e77",), 2))],
}


class Counted(Warehouse):
    """Counts what is asked."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.__dict__ = warehouse.__dict__
        self.asked: Counter[str] = Counter()

    def select(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        """As every warehouse."""
        self.asked[name] += 1
        return super().select(name, **parameters)


def told(books: Books) -> Any:
    """Without how long ago."""
    found = books.sales()
    return found.counts, *([{**row, "age": 0} for row in rows] for rows in (found.undecided, found.differing))


@pytest.fixture
def day(opened: Shared) -> Shared:
    return opened.filled(the_shop_day)


def test_kept_books_are_those_made_up_anew(day: Warehouse) -> None:
    counted, sink = Counted(day), a_sink(day)
    books = Books(counted, EPOCH)
    books.sales()
    for what, records in LATER.items():
        sunk(sink, *records)
        assert told(books) == told(Books(day, EPOCH)), what
    assert counted.asked["reconcile/counts"] == 1
    counts, undecided, differing = told(books)
    assert (counts["duplicates"], counts["orders"], counts["decided"], undecided) == (5, 4, 4, [])
    assert [(row["order_id"], row["facts_net"] - row["known_net"]) for row in differing] == [("ghost", -1)]


def test_merges_change_nothing(day: Warehouse) -> None:
    counted, sink = Counted(day), a_sink(day)
    books = Books(counted, EPOCH)
    for what, records in LATER.items():
        books.sales()
        sunk(sink, *records)
        for table in ("clicks", "orders", "refunds", "deliveries", "decisions"):
            day.run(f"OPTIMIZE TABLE {table} FINAL")
        assert told(books) == told(Books(day, EPOCH)), what


@pytest.mark.parametrize(
    "change",
    [
        "decisions DELETE WHERE order_id = 'o1'",
        "orders DELETE WHERE order_id = 'o2'",
        "decisions UPDATE net = net + 1 WHERE order_id = 'o1'",
    ],
)
def test_what_another_hand_changes_is_seen_at_the_next_look(day: Warehouse, change: str) -> None:
    books = Books(day, EPOCH)
    before = told(books)
    day.run(f"ALTER TABLE {change} {SYNC}")
    assert told(books) == told(Books(day, EPOCH)) != before


def test_everything_is_looked_at_anew_now_and_then(day: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(day)
    books = Books(counted, EPOCH)
    books.sales()
    books.sales()
    assert counted.asked["reconcile/counts"] == 1
    monkeypatch.setattr(kept_books, "AUDIT_S", 0.0)
    books.sales()
    assert counted.asked["reconcile/counts"] == 2
