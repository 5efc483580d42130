"""All doors of the collector in one ASGI app."""

from typing import NamedTuple

from fastapi import FastAPI

from collector.catalog_routes import catalog_routes
from collector.catalog_store import CatalogStore
from collector.click_ids import Signer
from collector.click_log import ClickLog
from collector.doors import Clock, system_clock
from collector.import_routes import import_routes
from collector.redirect import TrackedLinks
from collector.spool import SaleSpool
from collector.webhooks import Knowledge, webhook_routes
from runtime.ops import add_ops
from runtime.settings import Settings, secret


class Spools(NamedTuple):
    """Where each door keeps what Kafka does not have yet."""

    clicks: ClickLog
    sales: SaleSpool


def collector_app(settings: Settings, store: CatalogStore, spools: Spools, clock: Clock = system_clock) -> TrackedLinks:
    """The app; raises MissingSetting without its secrets."""
    signer = Signer(secret(settings, "click_secret"))
    knowledge = Knowledge(signer, secret(settings, "customer_secret"), store.book)
    app = FastAPI(title="affluent collector", docs_url=None, redoc_url=None, openapi_url=None)
    add_ops(app, settings, store.waits_for)
    app.include_router(webhook_routes(spools.sales, settings, knowledge, clock))
    app.include_router(import_routes(spools.sales, settings, knowledge, clock))
    app.include_router(catalog_routes(store, settings, clock))
    return TrackedLinks(app, store.book, spools.clicks, settings, signer, clock)
