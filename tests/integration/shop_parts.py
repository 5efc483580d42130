"""The demo's shop before a collector that listens: both in process, on ports of this machine."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from affluent.demo.shop.app import build
from affluent.demo.shop.goods import SHOP
from affluent.demo.shop.ledger import Ledger
from affluent.local.ports import free_ports
from events.sale import SALE, OrderEvent
from runtime.ops import Serving
from runtime.settings import Settings
from tests.integration.collector_parts import SIGNER, House

SECRET = "the shop's webhook secret"
CLICK_ID = SIGNER.click_id("v" * 16, "n" * 16)
BOARD = "http://127.0.0.1:1"


def a_house(folder: Path) -> House:
    """A collector that knows the shop's secret."""
    return House(folder, shopify_secrets={SHOP.id: [SECRET]})


def a_shop(folder: Path, collector: str, secret: str = SECRET) -> FastAPI:
    """The shop, its books in a folder."""
    return build(Settings(collector_url=collector, api_url=BOARD, shopify_secrets={SHOP.id: [secret]}), Ledger(folder))


@contextmanager
def served(app: FastAPI, port: int | None = None) -> Iterator[str]:
    """An app on a port of its own; gives its address."""
    port = port or free_ports(1)[0]
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", lifespan="off", timeout_graceful_shutdown=1)
    serving = Serving(config, "app").start()
    try:
        serving.wait_until_up(60)
        yield f"http://127.0.0.1:{port}"
    finally:
        serving.close()


def orders_kept(house: House) -> list[OrderEvent]:
    """What the collector was told, in order."""
    events = [SALE.validate_json(record.value) for record in house.kept(house.spools.sales)]
    return [event for event in events if isinstance(event, OrderEvent)]


def cart_of(page: str) -> str:
    """The cart in a page's forms."""
    return re.findall(r'name="cart" value="([^"]+)"', page)[0]
