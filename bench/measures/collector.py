"""Redirects: the real collector against a bare uvicorn 302, with Kafka up and with Kafka down; every click is counted."""

from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from statistics import median
from typing import NamedTuple

import msgspec

from affluent.local.ports import free_ports
from bench.figures import Figures
from bench.place import Place
from bench.redirectors import Redirector, apply_links, bare, collector, known_visitors
from bench.traffic.load import Load, drive
from bench.traffic.visitors import clicks
from bench.waiting import until
from collector.click_log import ClickLog
from events.topics import CLICKS
from runtime.kafka import consumer, partitions_of
from runtime.settings import Settings

SEED = 20_261_127
REQUESTS, KNOWN = 2_000, 300
FIXED = 0.4
"""Of what the bare uvicorn does at most: the rate at which both are asked how long a redirect takes."""
DRAIN_S = 120
NO_LIMIT = 1 << 40
BARE, UP, DOWN = "bare", "kafka_up", "kafka_down"


class Run(NamedTuple):
    """One load on one server, and the CPU seconds that server took for it: itself, and the processes it started."""

    load: Load
    cpu_s: float
    children_cpu_s: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.load.answered / self.load.seconds

    def us(self, seconds: float) -> float:
        """Microseconds a request."""
        return 1e6 * seconds / len(self.load.ids)


def measure(place: Place) -> Figures:
    """Rounds over the three servers in turn: as fast as they can, then all at the same fixed rate; the medians of the rounds."""
    settings = place.fresh_topics()
    with ExitStack() as servers:
        up = servers.enter_context(collector(place, place.kafka))
        known = apply_links(up)
        [nobody] = free_ports(1)
        down = servers.enter_context(collector(place, f"127.0.0.1:{nobody}", known))
        bench = Rounds(place, settings, {BARE: servers.enter_context(bare(place)), UP: up, DOWN: down})
        for _ in range(1 if place.quick else 6):
            bench.round(0.4 if place.quick else 0.8)
        down.kill()
        up.kill()
        checked = bench.check()
    return Figures(bench.figures(), notes=checked)


class Rounds:
    """All runs so far, by server: at full speed, and at the fixed rate."""

    def __init__(self, place: Place, settings: Settings, servers: dict[str, Redirector]) -> None:
        self._place, self._settings, self._servers = place, settings, servers
        self._answered: dict[str, Counter[str]] = {name: Counter() for name in servers}
        self._requests = clicks(SEED, REQUESTS, known_visitors(KNOWN))
        self._full: dict[str, list[Run]] = {name: [] for name in servers}
        self._fixed: dict[str, list[Run]] = {name: [] for name in servers}

    def round(self, seconds: float) -> None:
        """Every server once at full speed, then every one at the fixed rate."""
        for name in self._servers:
            self._full[name].append(self._run(name, seconds, 0))
        for name in self._servers:
            self._fixed[name].append(self._run(name, seconds, FIXED * self._full[BARE][-1].rate))

    def figures(self) -> dict[str, float]:
        """The medians of the rounds and what follows from them."""
        found: dict[str, float] = {}
        for name in self._servers:
            full, fixed = self._full[name], self._fixed[name]
            found |= {
                f"{name}_per_s": median(run.rate for run in full),
                f"{name}_cpu_us": median(run.us(run.cpu_s) for run in full),
                f"{name}_children_cpu_us": median(run.us(run.children_cpu_s) for run in full),
                f"{name}_saturated_p50_ms": median(run.load.p50_ms for run in full),
                f"{name}_saturated_p99_ms": median(run.load.p99_ms for run in full),
                f"{name}_fixed_p50_ms": median(run.load.p50_ms for run in fixed),
                f"{name}_fixed_p99_ms": median(run.load.p99_ms for run in fixed),
                f"{name}_fixed_cpu_us": median(run.us(run.cpu_s) for run in fixed),
            }
        found["fixed_per_s"] = median(run.rate for run in self._fixed[BARE])
        found["client_cpu_us"] = median(run.us(run.load.cpu_s) for run in self._full[BARE])
        return found | _ratios(found)

    def check(self) -> list[str]:
        """Compare what was answered with what topic and spool hold; raises ValueError if a click is missing or doubled."""
        told = Counter(ids_on_topic(self._settings))
        kept = Counter(ids_in_spool(self._servers[DOWN]))
        for name, found in ((UP, told), (DOWN, kept)):
            if found != self._answered[name]:
                lost, more = self._answered[name] - found, found - self._answered[name]
                raise ValueError(f"{name}: {lost.total()} clicks of {self._answered[name].total()} lost, {more.total()} too many")
        return [
            f"{told.total():,} answered clicks with Kafka up: each once on the topic.",
            f"{kept.total():,} answered clicks with Kafka down: each once in the spool after a SIGKILL.",
        ]

    def _run(self, name: str, seconds: float, rate: float) -> Run:
        server = self._servers[name]
        before, children = server.cpu_s(), server.children_cpu_s()
        load = drive(server.port, self._requests, self._place.scratch("load"), seconds, rate)
        run = Run(load, server.cpu_s() - before, server.children_cpu_s() - children)
        if name != BARE:
            self._answered[name].update(load.ids)
        if name == UP:
            wanted = self._answered[UP].total()
            until(lambda: _on_topic(self._settings) >= wanted, lambda: f"{wanted} clicks on the topic", DRAIN_S)
        return run


def _ratios(found: dict[str, float]) -> dict[str, float]:
    """Rate and p99 over the bare uvicorn's; the bar is for the worse of Kafka up and Kafka down."""
    rates = {name: found[f"{name}_per_s"] / found[f"{BARE}_per_s"] for name in (UP, DOWN)}
    p99s = {name: found[f"{name}_fixed_p99_ms"] / found[f"{BARE}_fixed_p99_ms"] for name in (UP, DOWN)}
    each = {f"redirect_vs_bare_rate_{name}": rate for name, rate in rates.items()}
    each |= {f"redirect_vs_bare_p99_{name}": p99 for name, p99 in p99s.items()}
    cpu = {
        "bare_cpu_us": found[f"{BARE}_cpu_us"],
        "redirect_cpu_us": max(found[f"{UP}_cpu_us"], found[f"{DOWN}_cpu_us"]),
    }
    return {"redirect_vs_bare_rate": min(rates.values()), "redirect_vs_bare_p99": max(p99s.values())} | each | cpu


def _on_topic(settings: Settings) -> int:
    """How many clicks are on their topic."""
    client = consumer(settings)
    try:
        return sum(client.end_offsets(partitions_of(client, CLICKS.name)).values())
    finally:
        client.close()


def ids_on_topic(settings: Settings) -> list[str]:
    """The ids of all clicks on their topic."""
    client = consumer(settings)
    try:
        tails = partitions_of(client, CLICKS.name)
        client.assign(tails)
        client.seek_to_beginning(*tails)
        ends, ids = client.end_offsets(tails), []
        while any(client.position(tail) < ends[tail] for tail in tails):
            ids += ids_of(record.value for records in client.poll(timeout_ms=500).values() for record in records)
        return ids
    finally:
        client.close()


def ids_in_spool(server: Redirector) -> list[str]:
    """The ids of all clicks that wait on the disk of a collector that is gone."""
    log, ids = ClickLog(server.spool / "clicks", CLICKS.name, NO_LIMIT), []
    while batch := log.read(10_000):
        ids += ids_of(record.value for record in batch.records)
        log.forget(batch)
    return ids


def ids_of(values: Iterable[bytes]) -> list[str]:
    """What clicks say their ids are."""
    return [msgspec.json.decode(value)["event_id"] for value in values]
