"""Raw records for tests: each builder names only what its test is about."""

import json
from typing import Any

from events.catalog import CatalogEntry, Link
from events.catalog_book import CatalogBook
from events.moments import from_ms
from events.topics import CLICKS, SALES
from runtime.kafka_records import Record

WRITTEN = 1_795_000_000_000
"""2026-11-18T11:06:40Z, in milliseconds."""


def a_click(**fields: Any) -> dict[str, Any]:
    return {"event_id": "c1", "event_at": "2026-11-18T10:00:00Z", "link": "spring", "visitor_id": "v1"} | fields


def an_order(**fields: Any) -> dict[str, Any]:
    order = {
        "kind": "placed",
        "event_id": "e1",
        "event_at": "2026-11-18T10:00:00Z",
        "shop": "shop-1",
        "order_id": "1001",
        "ordered_at": "2026-11-18T09:59:00Z",
        "currency": "EUR",
        "lines": [{"line_id": "1", "amount": 4990, "discount": 500, "tax": 797}],
    }
    return order | fields


def a_record(body: object, topic: str = "", **fields: Any) -> Record:
    """A record of the topic that the body belongs to; bytes and None are taken as they are."""
    value = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    where = topic or (SALES.name if isinstance(body, dict) and "shop" in body else CLICKS.name)
    record = Record(where, partition=2, offset=77, timestamp=WRITTEN, key=None, value=value)
    return record._replace(**fields)


def a_link(id: str = "spring", valid_from: int = 0) -> Link:
    return Link(
        id=id,
        valid_from=from_ms(valid_from),
        recorded_at=from_ms(valid_from),
        slug=id,
        destination="https://shop.example/",
        collaboration="mia-spring",
    )


class ToldCatalog:
    """A catalog whose later records arrive only when it is read on."""

    def __init__(self, *known: CatalogEntry, later: tuple[CatalogEntry, ...] = ()) -> None:
        self.book = CatalogBook()
        self.later = later
        self.read_on = 0
        for link in known:
            self.book.add(link)

    def catch_up(self, seconds: float = 30) -> CatalogBook:
        self.read_on += 1
        for link in self.later:
            self.book.add(link)
        return self.book
