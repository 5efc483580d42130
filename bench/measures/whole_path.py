"""Raw topics to rows in ClickHouse: intake, streams, the warehouse's process, the broker and the producer share the machine."""

import time
from contextlib import closing
from typing import Any, NamedTuple

from bench.done import Done, done
from bench.figures import Curve, Figures
from bench.measures.latency import ABOUT, PER_S, latency
from bench.offered import offered
from bench.place import Place
from bench.stack import Stack, stack
from bench.traffic.journal import write_catalog
from bench.traffic.offering import Plan, Told
from bench.waiting import until
from bench.window import Window, watched
from warehouse.connect import connect

SEED, PEOPLE = 11, 100_000
OFFERED_PER_S = 11_000
LINGER_MS = 100
"""A busy producer's batches: the collector sends what waits in one go, it does not send records one by one."""
DRAIN_S, DECIDE_S, BALANCE_S = 120, 300, 60


class Spans(NamedTuple):
    """Seconds: of idle traffic before it counts and while it counts, then of full traffic."""

    idle_warm: int
    idle: int
    warm: int
    full: int


FULL, QUICK = Spans(15, 40, 10, 120), Spans(3, 5, 1, 4)


def measure(place: Place) -> Figures:
    """First the latency of a trickle; then offer a little more than is wanted, and count what is done while it lasts."""
    spans, settings = QUICK if place.quick else FULL, place.fresh_topics()
    folder = place.scratch("path") / "warehouse"
    write_catalog(settings)
    trickle = Plan(place.kafka, PER_S, spans.idle_warm + spans.idle, SEED, PEOPLE, live=True, linger_ms=0)
    flood = Plan(place.kafka, OFFERED_PER_S, spans.warm + spans.full, SEED + 1, PEOPLE, live=False, linger_ms=LINGER_MS)
    with offered(place, trickle) as few, offered(place, flood) as many, stack(place, settings, folder) as running:
        many.made()
        few.begin()
        time.sleep(spans.idle_warm)
        idle = watched(running, spans.idle)
        arrived(running, trickle.events)
        many.begin()
        time.sleep(spans.warm)
        window = watched(running, spans.full)
        told = many.told()
        books = balanced(running, trickle.events + flood.events)
        memory = {f"{name}_rss_mb": used.rss / 1e6 for name, used in running.usage().items()}
    with closing(connect(f"chdb://{folder}")) as warehouse:
        ages = latency(warehouse, settings, idle)
        figures = found(window, told, done(warehouse), trickle.events, books)
    return Figures(ages | figures.values | memory, figures.curves, [ABOUT, *figures.notes])


def arrived(running: Stack, events: int) -> None:
    """Wait until so many deliveries are in the warehouse."""
    until(lambda: running.ask("conservation")[0]["deliveries"] >= events, lambda: f"{events} deliveries", DRAIN_S, 0.5)


def balanced(running: Stack, events: int) -> dict[str, Any]:
    """The books once everything is in. Raises RuntimeError if they do not balance, or something was refused."""
    arrived(running, events)
    until(lambda: is_decided(running.ask("counts")[0]), lambda: "a decision of every order", DECIDE_S, 5)
    books = running.books(BALANCE_S)
    if not books["balanced"] or books["dead_letters"] or books["deliveries"] != events:
        raise RuntimeError(f"of {events} events {books['deliveries']} are in the books, which say: {str(books)[:2000]}")
    return books


def is_decided(counts: dict[str, Any]) -> bool:
    """Whether every order has a decision: where the machine is slow, the worker is what is most behind."""
    return int(counts["decided"]) >= int(counts["orders"])


def found(window: Window, told: Told, rows: Done, before: int, books: dict[str, Any]) -> Figures:
    """What came out while the window lasted, and what that cost whom. `before`: events done before these were offered."""
    events = rows.between(window.since, window.until)
    values = {
        "whole_path_per_s": events / window.seconds,
        "offered_per_s": (told.by(window.until) - told.by(window.since)) / window.seconds,
        "behind_at_start": float(told.by(window.since) + before - rows.by(window.since)),
        "behind_at_end": float(told.by(window.until) + before - rows.by(window.until)),
        "seconds": window.seconds,
        **window.cores(),
        **{f"{name}_cpu_us": used / events * 1e6 for name, used in window.cpu_s.items()},
        "producer_cpu_us": told.cpu_s / told.turns[-1][1] * 1e6,
    }
    checked = f"All {books['deliveries']:,} events are in the books: {books['orders']:,} orders, every one decided; they balance."
    return Figures(values, curves(window, told, rows), [checked])


def curves(window: Window, told: Told, rows: Done) -> tuple[Curve, Curve]:
    """Second by second: what was offered, what was done."""
    began, x, y = told.turns[0][0], "time, s", "events/s"
    moments = [(second, began + second) for second in range(1, int(window.until - began) + 1)]
    return (
        Curve("offered", x, y, tuple((second, float(told.by(at) - told.by(at - 1))) for second, at in moments)),
        Curve("rows and decisions stored", x, y, tuple((second, float(rows.between(at - 1, at))) for second, at in moments)),
    )
