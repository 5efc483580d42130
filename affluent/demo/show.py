"""How the demo looks: progress bars and a live table for people, plain lines for everything else."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from affluent.demo.figures import Figures
from affluent.local.member import Report, State

LINE_EVERY = 5
"""Plain lines: one of so many looks is printed."""
COLOURS = {State.READY: "green", State.STOPPED: "red"}
Told = Callable[[int, int], None]


class Show:
    """Everything that a run says. `headless`: plain lines only."""

    def __init__(self, console: Console, headless: bool) -> None:
        self._console, self._headless = console, headless
        self._live: Live | None = None
        self._looks = 0

    def say(self, words: str) -> None:
        """One line."""
        self._console.print(words, soft_wrap=True, highlight=False, markup=False)

    @contextmanager
    def history(self) -> Iterator[Told]:
        """While eight weeks are told."""
        if self._headless:
            self.say("telling eight weeks of history")
            yield lambda done, of: None
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self._console) as bar:
            task = bar.add_task("eight weeks of history", total=None)
            yield lambda done, of: bar.update(task, completed=done, total=of)

    @contextmanager
    def settling(self) -> Iterator[None]:
        """While what is in flight arrives."""
        if self._headless:
            self.say("waiting until everything told has arrived")
            yield
            return
        with self._console.status("waiting until everything told has arrived"):
            yield

    @contextmanager
    def live(self, page: str, to_try: Sequence[str]) -> Iterator[None]:
        """While the world acts; says where to look and what to try."""
        for line in (f"live now: {page}", *to_try):
            self.say(line)
        if self._headless:
            yield
            return
        with Live(console=self._console, refresh_per_second=4) as self._live:
            yield
        self._live = None

    def look(self, figures: Figures | None, reports: Sequence[Report], told: int) -> None:
        """How it stands; `figures` None while nobody can say."""
        self._looks += 1
        if self._live:
            self._live.update(Group(_figures_table(figures, told), _processes_table(reports)))
        elif self._looks % LINE_EVERY == 1:
            self.say(_line(figures, reports, told))


def _cells(figures: Figures | None, told: int) -> dict[str, str]:
    if figures is None:
        return dict.fromkeys(("events in", "orders", "attributed", "lag", "p95 latency"), "…")
    p95 = figures.latency_ms["p95"]
    return {
        "events in": f"{figures.deliveries:,}",
        "orders": f"{figures.orders:,}",
        "attributed": f"{figures.decided:,}",
        "lag": f"{max(0, told - figures.deliveries):,}",
        "p95 latency": "—" if p95 is None else f"{p95:,} ms",
    }


def _figures_table(figures: Figures | None, told: int) -> Table:
    cells = _cells(figures, told)
    table = Table(*cells, title="affluent")
    table.add_row(*cells.values())
    return table


def _processes_table(reports: Sequence[Report]) -> Table:
    table = Table("process", "pid", "state", "restarts", "waits for")
    for report in reports:
        state = f"[{COLOURS.get(report.state, 'yellow')}]{report.state}[/]"
        table.add_row(report.name, str(report.pid or "—"), state, str(report.restarts), report.waits_for[:80])
    return table


def _line(figures: Figures | None, reports: Sequence[Report], told: int) -> str:
    restarts = sum(report.restarts for report in reports)
    troubled = [f"{report.name} {report.state}" for report in reports if report.state is not State.READY]
    words = ", ".join(f"{name} {value}" for name, value in _cells(figures, told).items())
    return f"{words}, restarts {restarts}" + (f" ({', '.join(troubled)})" if troubled else "")
