"""One real worker under measurement: where it is, and how fast it got there."""

import time
from collections.abc import Mapping
from typing import NamedTuple, Self

import httpx

from affluent.local.ports import free_ports
from bench.place import Place
from bench.processes import Running, ours, running
from bench.scrape import TOKENS, Scrape
from bench.waiting import until
from runtime.settings import Settings

LIMIT_S, LOOK_S, QUIET_LOOKS = 240, 0.25, 6


class Mark(NamedTuple):
    """A moment in the worker's life: seconds, its CPU seconds, messages that it has settled."""

    wall: float
    cpu: float
    messages: float


class Worker:
    """One `affluent streams` process, as a context."""

    def __init__(self, place: Place, settings: Settings, kafka: str) -> None:
        port, folder = free_ports(1)[0], place.scratch("streams")
        told = {"kafka": kafka, "partitions": settings.partitions, "streams_port": port, "streams_dir": folder, "tokens": TOKENS}
        self._running = running(ours("streams"), place.environment(**told), folder / "log")
        self._scrape = Scrape(port)

    def __enter__(self) -> Self:
        self.process: Running = self._running.__enter__()
        return self

    def __exit__(self, *why: object) -> None:
        self._running.__exit__(None, None, None)

    def wait_ready(self) -> None:
        """Until it has recovered its rows and handles its partitions."""
        until(lambda: self.process.usage() and self._scrape.is_ready(), lambda: "a worker that is ready", LIMIT_S)

    def totals(self) -> Mapping[str, float]:
        """Its metrics; nothing while it does not answer yet. Raises RuntimeError if it has ended."""
        self.process.usage()
        try:
            return self._scrape.totals()
        except httpx.TransportError:
            return {}

    def mark(self) -> Mark:
        """Where it is now; a worker that does not answer yet is at the beginning."""
        used = self.process.usage()
        return Mark(time.monotonic(), used.cpu_s, self.totals().get("affluent_streams_messages_total", 0))


def watched(worker: Worker, raw: int) -> tuple[Mark, Mark]:
    """The first mark that shows work, and the first that shows all of it: a journal feeds itself until all is said."""
    marks: list[Mark] = []

    def is_done() -> bool:
        marks.append(worker.mark())
        return len(marks) >= QUIET_LOOKS and marks[-1].messages > raw and marks[-1].messages == marks[-QUIET_LOOKS].messages

    until(is_done, lambda: f"{raw} messages and what follows, at {marks[-1].messages}", LIMIT_S, LOOK_S)
    first = next(mark for mark in marks if mark.messages)
    return first, next(mark for mark in marks if mark.messages == marks[-1].messages)


def rates(first: Mark, last: Mark, events: int) -> dict[str, float]:
    """What was settled before the first mark is left out, as its share of all messages."""
    done = events * (1 - first.messages / last.messages)
    wall, cpu = last.wall - first.wall, last.cpu - first.cpu
    return {
        "per_core": done / max(wall, cpu),
        "wall_per_s": done / wall,
        "cpu_us": 1e6 * cpu / done,
        "messages_per_event": last.messages / events,
    }
