"""From what the rows found to what is kept: bench/latest.json, and a table for whoever watches. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rich.table import Table

from bench.bars import BARS, top
from bench.figures import Figures

Latest = Mapping[str, Any]
"""bench/latest.json, read."""


@dataclass(frozen=True)
class Run:
    """One run: what each row found or why it could not, where, when, of which commit."""

    found: Mapping[str, Figures]
    machine: Mapping[str, str]
    quick: bool
    at: str
    git: str
    failed: Mapping[str, str] = field(default_factory=dict)


def latest(run: Run) -> dict[str, Any]:
    """What bench/latest.json holds: the ten figures at its top as far as they were measured, everything else beside them."""
    raw = {row: dict(figures.values) for row, figures in run.found.items()}
    raw.get("peers", {}).update(with_intake(raw))
    return {
        **top(raw),
        "raw": raw,
        "curves": {row: [curve._asdict() for curve in figures.curves] for row, figures in run.found.items() if figures.curves},
        "notes": {row: list(figures.notes) for row, figures in run.found.items() if figures.notes},
        "failed": dict(run.failed),
        "machine": dict(run.machine),
        "quick": run.quick,
        "at": run.at,
        "git": run.git,
    }


def with_intake(raw: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Our worker and intake one after the other on one core, times the Quix app, which checks nothing before it works."""
    worker, quix = (raw.get("peers", {}).get(name) for name in ("worker_per_s", "quix_per_s"))
    intake = raw.get("intake", {}).get("intake_per_core")
    return {"worker_with_intake_vs_quix": 1 / (1 / worker + 1 / intake) / quix} if worker and quix and intake else {}


def figure_of(told: Latest, name: str) -> tuple[str, float] | None:
    """(row, figure) of a name, None if no row found it."""
    return next(((row, values[name]) for row, values in told["raw"].items() if name in values), None)


def verdicts(told: Latest) -> list[tuple[str, str, str, str]]:
    """(what, wanted, figure, met or missed) of each bar whose figure was measured."""
    found = ((bar, figure_of(told, bar.figure)) for bar in BARS)
    return [(bar.about, bar.wanted, bar.found(one[1]), "met" if bar.met(one[1]) else "MISSED") for bar, one in found if one]


def table(told: Latest) -> Table:
    """The verdicts, for a terminal."""
    shown = Table(title="quick: too short to judge by" if told["quick"] else None, title_justify="left")
    for head in ("figure", "wanted", "found", ""):
        shown.add_column(head, justify="right" if head == "found" else "left")
    for about, wanted, found, verdict in verdicts(told):
        shown.add_row(about, wanted, found, f"[green]{verdict}[/green]" if verdict == "met" else f"[red]{verdict}[/red]")
    return shown
