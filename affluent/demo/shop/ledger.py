"""The shop's own books: each cart is one order, whatever becomes of the page, the webhook or the process."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

FILE = "shop.sqlite"
SCHEMA = """
CREATE TABLE IF NOT EXISTS orders (
    number INTEGER PRIMARY KEY, cart TEXT NOT NULL, product TEXT NOT NULL, click_id TEXT, at INTEGER NOT NULL,
    told INTEGER NOT NULL DEFAULT 0, UNIQUE (cart, product)
)"""
ASKED = "SELECT number, product, click_id, at, told FROM orders"
FIRST_NUMBER, FIRST_ID = 1_000, 6_000_000_000_000
"""Ids lie beyond those of the simulated world's orders."""


@dataclass(frozen=True)
class Purchase:
    """An order of one product; `at` in milliseconds since 1970. `is_told`: the collector has its webhook."""

    number: int
    product: str
    click_id: str | None
    at: int
    is_told: bool

    @property
    def id(self) -> str:
        """The order's id, as its webhook says."""
        return str(FIRST_ID + self.number)


class Ledger:
    """In a file of the demo's folder; any thread and any process may ask."""

    def __init__(self, data: Path) -> None:
        self._file = data / FILE

    def buy(self, cart: str, product: str, click_id: str | None, now: int) -> Purchase:
        """The order of a cart: the first time it is made, any other time it is the same order."""
        with self._books() as books:
            books.execute(
                "INSERT INTO orders (number, cart, product, click_id, at) "
                "SELECT max(coalesce(max(number), 0), ?) + 1, ?, ?, ?, ? FROM orders WHERE true ON CONFLICT DO NOTHING",
                (FIRST_NUMBER, cart, product, click_id, now),
            )
            [row] = books.execute(f"{ASKED} WHERE cart = ? AND product = ?", (cart, product))
        return _purchase(row)

    def tell(self, purchase: Purchase) -> None:
        """Note that the collector has it."""
        with self._books() as books:
            books.execute("UPDATE orders SET told = 1 WHERE number = ?", (purchase.number,))

    def find(self, number: int) -> Purchase | None:
        """An order by its number."""
        with self._books() as books:
            return next(map(_purchase, books.execute(f"{ASKED} WHERE number = ?", (number,))), None)

    def told(self) -> list[Purchase]:
        """Every order that the collector has, newest first."""
        with self._books() as books:
            return [_purchase(row) for row in books.execute(f"{ASKED} WHERE told ORDER BY number DESC")]

    @contextmanager
    def _books(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._file, timeout=10)) as books, books:
            books.execute(SCHEMA)
            yield books


def _purchase(row: tuple[int, str, str | None, int, int]) -> Purchase:
    number, product, click_id, at, told = row
    return Purchase(number, product, click_id, at, bool(told))
