"""How fast the machine is meanwhile: what else its host does slows it down by half within minutes, and CPU seconds with it."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from statistics import mean, median
from typing import NamedTuple, TypeVar

from bench.beside import beside

Point = TypeVar("Point")

ADDITIONS, REST_S = 20_000, 0.04
"""About 2 ms of work, and how long it rests: a twentieth of a core."""


class Paced(NamedTuple):
    """CPU microseconds of what was measured, and of the work that never changes meanwhile."""

    cpu_us: float
    pace_us: float


def at_best_pace(found: Mapping[Point, Sequence[Paced]]) -> dict[Point, float]:
    """Of each point the median of its runs, in CPU microseconds as they would be at the best pace that any run had."""
    best = min(each.pace_us for runs in found.values() for each in runs)
    return {point: median(each.cpu_us * best / each.pace_us for each in runs) for point, runs in found.items()}


class Pace:
    """What work that never changes took while something else was measured."""

    def __init__(self) -> None:
        self.took: list[float] = []

    @property
    def us(self) -> float:
        """CPU microseconds that the work took on the average. Raises StatisticsError if nothing was measured."""
        return 1e6 * mean(self.took)

    def work(self) -> None:
        """Do it once; what its thread used counts, not what it waited."""
        began, total = time.thread_time(), 0
        for each in range(ADDITIONS):
            total += each
        self.took.append(time.thread_time() - began)


@contextmanager
def pacing() -> Iterator[Pace]:
    """Beside the block, the same work is done again and again."""
    pace = Pace()
    with beside(pace.work, REST_S):
        yield pace
