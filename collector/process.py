"""The collector as a process: doors in front, spools behind, and nothing it needs to be up but its own disk."""

import logging
from functools import partial

import uvicorn

from collector.app import Spools, collector_app
from collector.catalog_store import CatalogStore
from collector.click_log import ClickLog
from collector.forwarder import Forwarder, bounded_producer
from collector.spool import SaleSpool
from events.topics import CLICKS
from runtime.ops import Serving
from runtime.settings import Settings
from runtime.stopping import Stop

log = logging.getLogger(__name__)
LOOK_S = 0.2
DRAIN_S = 2


class CannotServe(Exception):
    """The server ended by itself; its own log says why (most often a port that is taken)."""


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; raises MissingSetting, CannotServe."""
    stop = Stop().on_signals()
    make_producer = partial(bounded_producer, settings)
    spools = Spools(
        ClickLog(settings.spool / "clicks", CLICKS.name, settings.spool_max_bytes),
        SaleSpool(settings.spool / "sales.sqlite", settings.spool_max_bytes),
    )
    store = CatalogStore(settings, make_producer)
    server = Serving(_config(settings, store, spools), "http")
    forwarders = [Forwarder(name, spool, make_producer) for name, spool in spools._asdict().items()]
    store.start()
    for forwarder in forwarders:
        forwarder.start()
    try:
        _serve(server, stop)
    finally:
        for forwarder in forwarders:
            forwarder.close(DRAIN_S)
        store.close()


def _config(settings: Settings, store: CatalogStore, spools: Spools) -> uvicorn.Config:
    return uvicorn.Config(
        collector_app(settings, store, spools),
        host=settings.host,
        port=settings.collector_port,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_keep_alive=10,
        timeout_graceful_shutdown=DRAIN_S,
    )


def _serve(server: Serving, stop: Stop) -> None:
    server.start()
    while not stop.wait(LOOK_S):
        if not server.is_alive:
            raise CannotServe("the collector's HTTP server ended by itself")
    server.close(DRAIN_S + 1)
