"""Redirects: the real collector against a bare uvicorn 302, with Kafka up and with Kafka down; every click is counted.

The bar names a rate and a p99 beside the bare uvicorn's. Both are taken from one run: as many connections on each server, and
each asks again as soon as it is answered. Beside it stands the p99 at a rate that all three hold.
"""

from collections import Counter
from contextlib import ExitStack

from affluent.local.ports import free_ports
from bench.figures import Figures
from bench.kept_clicks import count_on_topic, ids_in_spool, ids_on_topic
from bench.place import Place
from bench.redirect_ratios import BARE, DOWN, UP, Run, figures_of, fixed_rate
from bench.redirectors import Redirector, apply_links, bare, collector, known_visitors
from bench.traffic.load import CONNECTIONS, drive
from bench.traffic.visitors import clicks
from bench.waiting import until
from runtime.settings import Settings

SEED = 20_261_127
REQUESTS, KNOWN = 2_000, 300
DRAIN_S = 120
WARM_UP_S, FEW_PER_S = 40, 1_000
"""A broker that saw only ten batches a second took 6 us a click after ten seconds, 4 after twenty, and 2.5 to 3 from forty on."""
ABOUT = f"""\
Rate and p99 beside the bare uvicorn are of the same closed-loop runs: {CONNECTIONS} connections on each server, each asks again
as soon as it is answered. A ratio is the median of the rounds' ratios, and the worse of Kafka up and Kafka down.
Until 24 November 2026 `redirect_vs_bare_p99` was taken at 40 % of the bare uvicorn's maximum, which was close to the collector's
own maximum with Kafka up: a server at its limit beside one at leisure. `redirect_vs_bare_p99_at_fixed_rate` is its successor: all
three are offered 40 % of what the slowest of them does at most.
Clicks of {WARM_UP_S} s warm the broker up; until 1 December 2026 6 s did, which leaves most of its code to its interpreter.
With Kafka up, broker and forwarding process share the cores with server and client; `kafka_up_behind_s` is how long after the
last answer of a closed-loop run its last click was on the topic.
"""
"""For the page: how the ratios are made, and that they were once made differently."""


def measure(place: Place) -> Figures:
    """Warm up; rounds over the three servers in turn, as fast as they can; then rounds at a rate that all hold."""
    settings = place.fresh_topics()
    with ExitStack() as servers:
        up = servers.enter_context(collector(place, place.kafka))
        known = apply_links(up)
        [nobody] = free_ports(1)
        down = servers.enter_context(collector(place, f"127.0.0.1:{nobody}", known))
        bench = Rounds(place, settings, {BARE: servers.enter_context(bare(place)), UP: up, DOWN: down})
        bench.warm_up(0.5 if place.quick else WARM_UP_S)
        found = bench.figures(*((2, 1, 0.3) if place.quick else (8, 6, 0.8)))
        down.kill()
        up.kill()
        checked = bench.check()
    return Figures(found, notes=[ABOUT, *checked])


class Rounds:
    """Loads on the servers in turn, and every click that was answered."""

    def __init__(self, place: Place, settings: Settings, servers: dict[str, Redirector]) -> None:
        self._place, self._settings, self._servers = place, settings, servers
        self._answered: dict[str, Counter[str]] = {name: Counter() for name in servers}
        self._requests = clicks(SEED, REQUESTS, known_visitors(KNOWN))

    def warm_up(self, seconds: float) -> None:
        """Many batches of few clicks, then few of many: a young broker interprets its code, at the cost of all beside it."""
        self._run(UP, seconds / 2, FEW_PER_S)
        self._run(UP, seconds / 2, 0)

    def figures(self, closed: int, fixed: int, seconds: float) -> dict[str, float]:
        """So many rounds of each kind; what they found."""
        full = self._rounds(closed, seconds, 0)
        return figures_of(full, self._rounds(fixed, seconds, fixed_rate(full)))

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

    def _rounds(self, count: int, seconds: float, rate: float) -> dict[str, list[Run]]:
        """Every server once a round; every other round backwards, so that none always follows the same one."""
        runs: dict[str, list[Run]] = {name: [] for name in self._servers}
        for number in range(count):
            for name in list(self._servers)[:: -1 if number % 2 else 1]:
                runs[name].append(self._run(name, seconds, rate))
        return runs

    def _run(self, name: str, seconds: float, rate: float) -> Run:
        server = self._servers[name]
        before, children = server.cpu_s(), server.children_cpu_s()
        load = drive(server.port, self._requests, self._place.scratch("load"), seconds, rate)
        run = Run(load, server.cpu_s() - before, server.children_cpu_s() - children)
        if name != BARE:
            self._answered[name].update(load.ids)
        return run._replace(behind_s=self._arrival()) if name == UP else run

    def _arrival(self) -> float:
        """Wait until all that was answered is on the topic; the seconds it took."""
        wanted = self._answered[UP].total()
        return until(lambda: count_on_topic(self._settings) >= wanted, lambda: f"{wanted} clicks on the topic", DRAIN_S)
