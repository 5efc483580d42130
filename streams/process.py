"""The streams process: one Faust worker."""

from functools import partial
from typing import Any

import faust

from events.topics import JOURNAL
from runtime.catalog_feed import CatalogFeed
from runtime.logs import start_logging
from runtime.metrics import LAG, STATE_ROWS
from runtime.ops import serve_ops
from runtime.settings import Settings
from streams.app import TABLE, attribution, make_app
from streams.host import STUCK, end_process
from streams.watchdog import Watchdog


def run(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT; what is under way is finished, written and committed first."""
    start_logging(settings.log_level)
    settings.streams_dir.mkdir(parents=True, exist_ok=True)
    feed = CatalogFeed(settings).start()
    app = make_app(settings, attribution(settings, feed))
    server = serve_ops(settings, settings.streams_port, lambda: waits_for(app))
    _watch(app)
    worker = faust.Worker(app, loglevel=settings.log_level, logging_config=None, override_logging=False, quiet=True)
    watchdog = Watchdog(lambda: (waits_for(app), to_recover(app)), partial(end_process, STUCK)).start()
    try:
        worker.execute_from_commandline()
    finally:
        watchdog.close()
        server.close()
        feed.close()


def waits_for(app: Any) -> str:
    """Empty when the worker handles its partitions, else what it waits for."""
    if not app.started:
        return "starting"
    if app.rebalancing:
        return "the group is rebalancing"
    if not app.tables.actives_ready:
        return "recovering rows from the changelog"
    return ""


def to_recover(app: Any) -> int:
    """Changelog rows that recovery has still to read."""
    return int(app.tables.rows_left())


def _watch(app: Any) -> None:
    """Gauges that are read when somebody asks, not set by every message."""
    STATE_ROWS.set_function(lambda: len(app.tables[TABLE].rows))
    for partition in range(app.conf.topic_partitions):
        LAG.labels(JOURNAL.name, str(partition)).set_function(partial(_lag, app, partition))


def _lag(app: Any, partition: int) -> float:
    mine = [tp for tp in app.monitor.tp_end_offsets if (tp.topic, tp.partition) == (JOURNAL.name, partition)]
    return float(sum(max(0, app.monitor.tp_end_offsets[tp] - app.monitor.tp_committed_offsets.get(tp, 0)) for tp in mine))
