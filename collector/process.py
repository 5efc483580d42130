"""The collector as a process: doors in front, spools behind, and nothing it needs to be up but its own disk."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import uvicorn

from collector.app import Spools, collector_app
from collector.catalog_store import CatalogStore, bounded_teller
from collector.click_forwarding import ClickForwarding, click_directory, sole_user
from collector.click_log import ClickLog
from collector.forwarder import Forwarder, bounded_producer
from collector.link_protocol import TrackedLinkProtocol
from collector.redirect import TrackedLinks
from collector.spool import SaleSpool
from events.topics import CLICKS
from runtime.metrics import SPOOLED
from runtime.ops import Serving
from runtime.settings import Settings
from runtime.stopping import Stop

log = logging.getLogger(__name__)
LOOK_S = 0.2
DRAIN_S = 2
KEEP_ALIVE_S = 10


class CannotServe(Exception):
    """The server ended by itself; its own log says why (most often a port that is taken)."""


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; raises MissingSetting, SpoolInUse, CannotServe."""
    stop = Stop().on_signals()
    directory = click_directory(settings)
    with sole_user(directory):  # what a killed collector left behind is counted once nobody moves it any more
        clicks = ClickLog(directory, CLICKS.name, settings.spool_max_bytes)
    spools = Spools(clicks, SaleSpool(settings.spool / "sales.sqlite", settings.spool_max_bytes))
    for name, spool in spools._asdict().items():
        SPOOLED.labels(name).set_function(spool.waiting)
    store = CatalogStore(settings, partial(bounded_teller, settings))
    server = Serving(server_config(collector_app(settings, store, spools), settings.host, settings.collector_port), "http")
    store.start()
    try:
        with forwarding(spools, settings) as look:
            _serve(server, stop, look)
    finally:
        store.close()


@contextmanager
def forwarding(spools: Spools, settings: Settings) -> Iterator[Callable[[], None]]:
    """Clicks go to Kafka from a process, sales from a thread: they are few. Gives what is to be called a few times a second."""
    stop = Stop()
    clicks = ClickForwarding(spools.clicks)
    sales = Forwarder(spools.sales, partial(bounded_producer, settings), stop)
    thread = threading.Thread(target=sales.run, name="forward-sales", daemon=True)
    thread.start()
    try:
        yield clicks.look
    finally:
        stop.set()
        clicks.close(DRAIN_S)
        thread.join(DRAIN_S)


def server_config(app: TrackedLinks, host: str, port: int) -> uvicorn.Config:
    """How the collector is served."""
    return uvicorn.Config(
        app,
        http=TrackedLinkProtocol,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=DRAIN_S,
    )


def _serve(server: Serving, stop: Stop, look: Callable[[], None]) -> None:
    server.start()
    while not stop.wait(LOOK_S):
        look()
        if not server.is_alive:
            raise CannotServe("the collector's HTTP server ended by itself")
    server.close(DRAIN_S + 1)
