"""What is wanted of which figure: data, so that met or missed is computed and never written by hand."""

from collections.abc import Mapping
from typing import NamedTuple

LOOP, LOOP_PER_S = "aiokafka_per_s", 140_000
"""The work of the peers in a bare loop, and how often a second it did it on the machine where the bars were set."""


class Bar(NamedTuple):
    """A limit for one figure of any row; `about` says in words what the figure is.

    `work`: a core is at work all the while, so that a faster one is as much faster at it.
    """

    figure: str
    about: str
    limit: float
    at_most: bool = False
    work: bool = False

    @property
    def wanted(self) -> str:
        """The limit, for people."""
        return f"at {'most' if self.at_most else 'least'} {plain(self.limit)}"

    def at_pace(self, figure: float, loop_per_s: float) -> float | None:
        """What is all work would be where the loop is as fast as on the machine of the bars; None for anything else."""
        times = LOOP_PER_S / loop_per_s
        return None if not self.work else figure / times if self.at_most else figure * times

    def found(self, figure: float) -> str:
        """The figure for people, with as many digits as it takes to tell it from a limit that it missed."""
        shown = plain(figure)
        return f"{figure:,.4g}" if shown == plain(self.limit) and not self.met(figure) else shown

    def met(self, figure: float) -> bool:
        """Whether a figure is good enough."""
        return figure <= self.limit if self.at_most else figure >= self.limit


KEYS = (
    Bar("worker_vs_faust", "attribution worker on the peers' work, times the textbook Faust app", 12),
    Bar("worker_vs_quix", "the same, times the Quix Streams app", 1.2),
    Bar(
        "worker_full_per_core",
        "worker with all models and explanations on the realistic mix, events/s per core",
        20_000,
        work=True,
    ),
    Bar("intake_per_core", "intake, events/s per core", 80_000, work=True),
    Bar("sink_rows_per_s", "sink, rows/s", 80_000, work=True),
    Bar(
        "whole_path_per_s",
        "raw topics to rows in ClickHouse, everything and the broker on this machine, events/s",
        10_000,
        work=True,
    ),
    Bar("p95_sale_ms", "at 500 events/s, 95th percentile from a sale's receipt to its decision's row, ms", 300, at_most=True),
    Bar("p95_click_ms", "at 500 events/s, 95th percentile from a click's receipt to its row, ms", 500, at_most=True),
    Bar("overview_slowest_ms", "the slowest query of the overview page, 95th percentile, ms", 200, at_most=True, work=True),
    Bar("redirect_vs_bare_rate", "redirects, Kafka up and down, closed loop: times the rate of a bare uvicorn 302", 0.5),
    Bar("redirect_vs_bare_p99", "the same run: times its 99th percentile", 2, at_most=True),
)
"""The figures that bench/latest.json names at its top, in the order of the page."""

BARS = (
    *KEYS,
    Bar("worker_full_far_per_core", "the same worker with 5 ms added to every broker round trip, events/s per core", 15_000),
    Bar("growth_people_highest_over_lowest", "CPU an event, 10,000 to a million people: highest over lowest", 1.2, at_most=True),
    Bar("growth_partitions_highest_over_lowest", "CPU an event, 1 to 16 partitions: highest over lowest", 1.2, at_most=True),
    Bar("memory_gb_per_million_people", "memory of a worker for a million people in state, GB", 1.5, at_most=True),
    Bar("recovery_rows_per_s", "changelog rows that a worker reads when it starts, rows/s", 60_000, work=True),
    Bar(
        "first_paint_slowest_ms",
        "the board's first paint in seven openings over the same warehouse, the slowest, ms",
        1500,
        at_most=True,
    ),
    Bar(
        "back_at_work_s",
        "from the SIGKILL of a worker loaded for ten minutes until another process settles bundles, s",
        60,
        at_most=True,
    ),
)
"""Every bar there is."""


def plain(figure: float) -> str:
    """A figure for people: three digits are enough, thousands are told apart, nothing before the point is dropped."""
    if abs(figure) >= 100 or figure == int(figure):
        return f"{figure:,.0f}"
    return f"{figure:.3g}"


def top(raw: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """The figures of KEYS that some row yielded. Raises ValueError if two rows yielded the same."""
    found: dict[str, float] = {}
    for row, values in raw.items():
        for key in (bar.figure for bar in KEYS if bar.figure in values):
            if key in found:
                raise ValueError(f"{row} yields {key} again")
            found[key] = values[key]
    return found
