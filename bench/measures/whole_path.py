"""Raw topics to rows in ClickHouse: intake, streams, the warehouse's process, the broker and the producer share the machine."""

import time
from typing import Any, NamedTuple

from bench.done import Done, done
from bench.figures import Curve, Figures
from bench.offered import Offer, offered
from bench.place import Place
from bench.stack import Stack, stack
from bench.traffic.journal import write_catalog
from bench.traffic.offering import Plan, Told
from bench.waiting import until

SEED, PEOPLE = 11, 100_000
OFFERED_PER_S = 11_000
WARM_S, FOR_S = 10, 120
QUICK_WARM_S, QUICK_FOR_S = 3, 9
DRAIN_S, BALANCE_S = 120, 60


class Window(NamedTuple):
    """The stretch that counts, in seconds since 1970, and the CPU seconds that each process used in it."""

    since: float
    until: float
    cpu_s: dict[str, float]

    @property
    def seconds(self) -> float:
        """How long it was."""
        return self.until - self.since


def measure(place: Place) -> Figures:
    """Offer a little more than is wanted for as long as is wanted; count what was done in that time, then all of it."""
    warm, length = (QUICK_WARM_S, QUICK_FOR_S) if place.quick else (WARM_S, FOR_S)
    settings, folder = place.fresh_topics(), place.scratch("path")
    plan = Plan(place.kafka, OFFERED_PER_S, warm + length, SEED, PEOPLE, live=False, linger_ms=20)
    write_catalog(settings)
    with offered(place, plan) as offer, stack(place, settings, folder / "warehouse") as running:
        window = observed(offer, running, warm, length)
        told = offer.told()
        books = drained(running, plan.events)
        memory = {name: used.rss / 1e6 for name, used in running.usage().items()}
    return found(window, told, done(folder / "warehouse"), memory, books)


def observed(offer: Offer, running: Stack, warm: float, length: float) -> Window:
    """Let it come, and look only at the clock and at the processes' CPU time: asking the warehouse would cost it."""
    offer.begin()
    time.sleep(warm)
    began, before = time.time(), running.usage()
    time.sleep(length)
    ended, after = time.time(), running.usage()
    return Window(began, ended, {name: after[name].cpu_s - before[name].cpu_s for name in after})


def drained(running: Stack, events: int) -> dict[str, Any]:
    """Wait until everything is in and the books balance. Raises RuntimeError if they do not, or something was refused."""
    until(lambda: running.ask("conservation")[0]["deliveries"] >= events, lambda: f"{events} deliveries", DRAIN_S, 0.5)
    books = running.books(BALANCE_S)
    if not books["balanced"] or books["dead_letters"] or books["deliveries"] != events:
        raise RuntimeError(f"of {events} events {books['deliveries']} are in the books, which say: {str(books)[:2000]}")
    return books


def found(window: Window, told: Told, rows: Done, memory: dict[str, float], books: dict[str, Any]) -> Figures:
    """What came out while the window lasted, and what that cost whom."""
    events = rows.between(window.since, window.until)
    behind = [told.by(moment) - rows.by(moment) for moment in (window.since, window.until)]
    values = {
        "whole_path_per_s": events / window.seconds,
        "offered_per_s": (told.by(window.until) - told.by(window.since)) / window.seconds,
        "behind_at_start": float(behind[0]),
        "behind_at_end": float(behind[1]),
        "seconds": window.seconds,
        "cores": sum(window.cpu_s.values()) / window.seconds,
    }
    values |= {f"{name}_cpu_us": used / events * 1e6 for name, used in window.cpu_s.items()}
    values |= {"producer_cpu_us": told.cpu_s / told.turns[-1][1] * 1e6}
    values |= {f"{name}_rss_mb": size for name, size in memory.items()}
    checked = f"All {books['deliveries']:,} events are in the books: {books['orders']:,} orders, every one decided; they balance."
    return Figures(values, curves(window, told, rows), [checked])


def curves(window: Window, told: Told, rows: Done) -> tuple[Curve, Curve]:
    """Second by second: what was offered, what was done."""
    began, x, y = told.turns[0][0], "time, s", "events/s"
    moments = [began + second for second in range(1, int(window.until - began) + 1)]
    offered_ = tuple((round(at - began), float(told.by(at) - told.by(at - 1))) for at in moments)
    return Curve("offered", x, y, offered_), Curve(
        "rows and decisions stored", x, y, tuple((round(at - began), float(rows.between(at - 1, at))) for at in moments)
    )
