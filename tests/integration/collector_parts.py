"""A collector in process, with real spools on a real disk, and what its doors are told."""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from prometheus_client import REGISTRY

from affluent.local.ports import free_ports
from collector.app import Spools, collector_app
from collector.catalog_store import CatalogStore
from collector.click_ids import Signer
from collector.click_log import ClickLog
from collector.process import server_config
from collector.spool import Record, SaleSpool, Spool
from domain.catalog_plan import plan_catalog
from domain.catalog_rules import Limits
from events.catalog_book import CatalogBook
from events.click import Click
from events.moments import DAY_MS, from_ms
from events.topics import CLICKS
from runtime.ops import Serving
from runtime.settings import Settings
from runtime.tokens import fingerprint

NOW = 1_795_430_000_000
CLICK_SECRET, SHOP_SECRET = "click secret of 16+", "webhook secret"
BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0"}
BOT = {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}
TOKENS = {"r": "reader", "w": "writer", "s": "service"}
FIXTURES = Path(__file__).parents[1] / "fixtures" / "shopify"
SIGNER = Signer(CLICK_SECRET.encode())
DESTINATION = "https://shop.example/serum?size=2#reviews"
CATALOG: dict[str, list[dict[str, Any]]] = {
    "brands": [{"id": "brand", "name": "B", "time_zone": "UTC", "currency": "EUR", "destination_hosts": ["shop.example"]}],
    "campaigns": [
        {
            "id": "summer", "brand": "brand", "name": "S", "objective": "sales",
            "starts_on": "2026-06-01", "ends_on": "2026-12-31",
        },
    ],
    "creators": [{"id": "lena", "name": "Lena"}],
    "collaborations": [{"id": "lena-summer", "campaign": "summer", "creator": "lena"}],
    "links": [{"id": "link", "slug": "lena", "destination": DESTINATION, "collaboration": "lena-summer"}],
}  # fmt: skip


class House:
    """A collector in process: its clock, its spools, its catalog."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        told: dict[str, Any] = {
            "spool": folder, "click_secret": CLICK_SECRET, "customer_secret": "customer secret of 16+",
            "shopify_secrets": {"shop-1": ["new secret", SHOP_SECRET], "shop-2": ["another"]},
            "tokens": {fingerprint(token): role for token, role in TOKENS.items()},
        }  # fmt: skip
        self.settings = Settings(**(told | settings))
        self.now = NOW
        limit = self.settings.spool_max_bytes
        self.spools = Spools(ClickLog(folder / "clicks", CLICKS.name, limit), SaleSpool(folder / "sales.sqlite", limit))
        self.store = CatalogStore(self.settings, no_kafka)
        for version in plan_catalog(CatalogBook(), CATALOG, from_ms(NOW - DAY_MS), Limits(90, 30)).versions:
            self.store.book.add(version)
        self.app = collector_app(self.settings, self.store, self.spools, lambda: self.now)

    def kept(self, spool: Spool) -> list[Record]:
        """Everything in a spool, taken out."""
        records: list[Record] = []
        while batch := spool.read(1000):
            records += batch.records
            spool.forget(batch)
        return records

    def click(self) -> Click:
        """The one click that was kept."""
        [record] = self.kept(self.spools.clicks)
        return Click.model_validate_json(record.value)


@contextmanager
def served(house: House) -> Iterator[int]:
    """The collector on a port of its own, as its process serves it."""
    [port] = free_ports(1)
    server = Serving(server_config(house.app, "127.0.0.1", port), "http").start()
    try:
        server.wait_until_up(10)
        yield port
    finally:
        server.close()


def no_kafka() -> Any:
    raise AssertionError("nothing here may reach for Kafka")


def signature(body: bytes, secret: str = SHOP_SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


async def webhook(http: httpx.AsyncClient, topic: str, body: bytes, shop: str = "shop-1", **headers: str) -> httpx.Response:
    told = {"X-Shopify-Topic": topic, "X-Shopify-Hmac-Sha256": signature(body)} | headers
    return await http.post(f"/webhooks/shopify/{shop}", content=body, headers=told)


def token(name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {name}"}


def counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def a_sale(**changes: Any) -> dict[str, Any]:
    told = {
        "kind": "placed", "event_at": "2026-11-20T09:00:00Z", "ordered_at": "2026-11-20T09:00:00Z", "shop": "shop-1",
        "order_id": 5, "currency": "EUR", "lines": [{"line_id": 1, "amount": 1200}],
    }  # fmt: skip
    return told | changes
