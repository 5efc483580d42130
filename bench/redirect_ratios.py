"""From runs of load on three servers to the collector's figures. Pure."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from bench.traffic.load import Load

BARE, UP, DOWN = "bare", "kafka_up", "kafka_down"
FIXED = 0.4
"""Of what the slowest of the three does at most: a rate that all of them hold."""


class Run(NamedTuple):
    """One load on one server, and the CPU seconds that server took for it: itself, and the processes it started."""

    load: Load
    cpu_s: float
    children_cpu_s: float
    behind_s: float = 0.0
    """How long after the last answer the last click was on its topic."""

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.load.answered / self.load.seconds

    @property
    def client_busy(self) -> float:
        """Share of its core that the load client used: near 1 it would be what is measured."""
        return self.load.cpu_s / self.load.seconds

    def us(self, seconds: float) -> float:
        """Microseconds a request."""
        return 1e6 * seconds / len(self.load.ids)


Runs = Mapping[str, Sequence[Run]]
"""By server, in the order of the rounds."""


def fixed_rate(closed: Runs) -> float:
    """The rate to offer to all, by what each did at most."""
    return FIXED * min(median(run.rate for run in runs) for runs in closed.values())


def figures_of(closed: Runs, fixed: Runs) -> dict[str, float]:
    """Medians of the rounds: `closed`, each connection asking again once answered, and `fixed`, the same rate offered to all."""
    found: dict[str, float] = {}
    for name in (BARE, UP, DOWN):
        found |= {f"{name}_{figure}": value for figure, value in (_closed(closed[name]) | _fixed(fixed[name])).items()}
    found["kafka_up_behind_s"] = median(run.behind_s for run in closed[UP])
    found["fixed_per_s"] = median(run.rate for run in fixed[BARE])
    found["redirect_cpu_us"] = max(found[f"{UP}_cpu_us"], found[f"{DOWN}_cpu_us"])
    rates = {name: _beside_bare(closed, name, lambda run: run.rate) for name in (UP, DOWN)}
    p99s = {name: _beside_bare(closed, name, _p99) for name in (UP, DOWN)}
    at_fixed_rate = {name: _beside_bare(fixed, name, _p99) for name in (UP, DOWN)}
    return (
        found
        | _of_both("redirect_vs_bare_rate", rates, min(rates.values()))
        | _of_both("redirect_vs_bare_p99", p99s, max(p99s.values()))
        | _of_both("redirect_vs_bare_p99_at_fixed_rate", at_fixed_rate, max(at_fixed_rate.values()))
    )


def _closed(runs: Sequence[Run]) -> dict[str, float]:
    return {
        "per_s": median(run.rate for run in runs),
        "cpu_us": median(run.us(run.cpu_s) for run in runs),
        "children_cpu_us": median(run.us(run.children_cpu_s) for run in runs),
        "p50_ms": median(run.load.p50_ms for run in runs),
        "p99_ms": median(run.load.p99_ms for run in runs),
        "client_busy": median(run.client_busy for run in runs),
    }


def _fixed(runs: Sequence[Run]) -> dict[str, float]:
    return {
        "fixed_p50_ms": median(run.load.p50_ms for run in runs),
        "fixed_p99_ms": median(run.load.p99_ms for run in runs),
        "fixed_cpu_us": median(run.us(run.cpu_s) for run in runs),
    }


def _beside_bare(runs: Runs, name: str, figure: Callable[[Run], float]) -> float:
    """A figure over the bare uvicorn's of the same round: what disturbs the machine meanwhile disturbs both."""
    return median(figure(ours) / figure(its) for ours, its in zip(runs[name], runs[BARE], strict=True))


def _p99(run: Run) -> float:
    return run.load.p99_ms


def _of_both(figure: str, ratios: Mapping[str, float], worse: float) -> dict[str, float]:
    return {figure: worse} | {f"{figure}_{name}": ratio for name, ratio in ratios.items()}
