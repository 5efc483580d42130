"""A process of a running demo is killed and comes back, watched from another terminal."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from affluent.local.member import Report, State
from affluent.local.reports import load_reports

BACK_S, LOOK_S, AFTER_S = 180.0, 0.1, 2.0
Say = Callable[[str], None]


class NotBack(Exception):
    """A process that did not come back in time; the message says what it waits for."""


def kill_and_await(data: Path, name: str, say: Say) -> float:
    """SIGKILL to a process by its id; seconds until everything is ready again. Raises NotBack."""
    stood = {report.name: report for report in load_reports(data)}
    before = stood[name].pid if name in stood else None
    if before is None:
        raise NotBack(f"{name} does not run at this moment")
    began = time.monotonic()
    os.kill(before, signal.SIGKILL)
    say(f"{name}: process {before} was killed (SIGKILL)")
    for words in _changes(data, stood, name, began + BACK_S):
        say(f"  after {time.monotonic() - began:4.1f} s  {words}")
    away = time.monotonic() - began
    time.sleep(AFTER_S)  # what the world asked in the last moments gets its answer, and is then asked for too
    return away


def _changes(data: Path, stood: dict[str, Report], killed: str, until: float) -> Iterator[str]:
    """How each process stands, each time that this changes, until all are ready and the killed one is another process."""
    seen = dict(stood)
    while True:
        reports = load_reports(data)
        for report in reports:
            if _words(report) != _words(seen.get(report.name, report)):
                yield _words(report)
            seen[report.name] = report
        if killed in seen and seen[killed].pid not in (None, stood[killed].pid) and _all_ready(reports):
            return
        if time.monotonic() > until:
            raise NotBack("; ".join(f"{one.name} waits for {one.waits_for}" for one in reports if one.state is not State.READY))
        time.sleep(LOOK_S)


def _words(report: Report) -> str:
    return f"{report.name} is {report.state}" + (f", process {report.pid}" if report.pid else "")


def _all_ready(reports: list[Report]) -> bool:
    return bool(reports) and all(report.state is State.READY for report in reports)
