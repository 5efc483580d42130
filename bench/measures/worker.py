"""The real attribution worker, all models and explanations, on the realistic mix: near its broker, and 5 ms away."""

import time
from pathlib import Path
from typing import NamedTuple, Self

import httpx
import msgspec

from affluent.local.ports import free_ports
from bench.figures import Figures
from bench.place import Place
from bench.processes import Running, ours, running
from bench.scrape import TOKENS, Scrape
from bench.traffic.journal import bundles, code_versions, envelopes, write_catalog, write_journal
from bench.traffic.realistic import raw_records
from bench.traffic.settled import Order, decisions_of
from bench.waiting import until
from events.decision import Decision, decode_decision
from events.topics import ATTRIBUTIONS
from runtime.kafka import consumer, partitions_of
from runtime.settings import Settings

EVENTS, QUICK_EVENTS, PEOPLE = 300_000, 60_000, 50_000
LIMIT_S, LOOK_S, QUIET_LOOKS = 240, 0.25, 6


class Mark(NamedTuple):
    """A moment in the worker's life: seconds, its CPU seconds, messages that it has settled."""

    wall: float
    cpu: float
    messages: float


class Worker:
    """One `affluent streams` process, as a context."""

    def __init__(self, place: Place, kafka: str, folder: Path) -> None:
        port = free_ports(1)[0]
        told = {"kafka": kafka, "streams_port": port, "streams_dir": folder, "tokens": TOKENS}
        self._running = running(ours("streams"), place.environment(**told), folder / "log")
        self._scrape = Scrape(port)

    def __enter__(self) -> Self:
        self.process: Running = self._running.__enter__()
        return self

    def __exit__(self, *why: object) -> None:
        self._running.__exit__(None, None, None)

    def mark(self) -> Mark:
        """Where it is now; a worker that does not answer yet is at the beginning."""
        used = self.process.usage()
        try:
            settled = self._scrape.totals()["affluent_streams_messages_total"]
        except httpx.TransportError:
            settled = 0
        return Mark(time.monotonic(), used.cpu_s, settled)


def measure(place: Place) -> Figures:
    """Events a second and core; what was decided must be what the rules say without Faust and Kafka."""
    count = QUICK_EVENTS if place.quick else EVENTS
    now = time.time_ns() // 1_000_000
    messages = [*code_versions(), *envelopes(raw_records(count, 1, PEOPLE, now), now)]
    expected = decisions_of(messages)
    figures = Figures()
    for name, kafka in (("near", place.kafka), ("far", place.far_kafka)):
        settings = place.fresh_topics()
        write_catalog(settings)
        write_journal(settings, bundles(messages, settings.partitions))
        with Worker(place, kafka, place.scratch("streams")) as worker:
            first, last = _watched(worker, len(messages))
        figures.values |= {f"worker_full_{name}_{key}": value for key, value in _rates(first, last, count).items()}
        _check(settings, expected)
    figures.values["worker_full_per_core"] = figures.values["worker_full_near_per_core"]
    figures.notes = [
        f"{count:,} events of {PEOPLE:,} people; all {len(expected):,} orders decided as the rules say by themselves."
    ]
    return figures


def _watched(worker: Worker, raw: int) -> tuple[Mark, Mark]:
    """The first mark that shows work, and the first that shows all of it: a journal feeds itself until all is said."""
    marks: list[Mark] = []

    def is_done() -> bool:
        marks.append(worker.mark())
        return marks[-1].messages > raw and marks[-1].messages == marks[-QUIET_LOOKS].messages

    until(is_done, lambda: f"{raw} messages and what follows, at {marks[-1].messages}", LIMIT_S, LOOK_S)
    first = next(mark for mark in marks if mark.messages)
    return first, next(mark for mark in marks if mark.messages == marks[-1].messages)


def _rates(first: Mark, last: Mark, events: int) -> dict[str, float]:
    """What was settled before the first mark is left out, as its share of all messages."""
    done = events * (1 - first.messages / last.messages)
    wall, cpu = last.wall - first.wall, last.cpu - first.cpu
    return {
        "per_core": done / max(wall, cpu),
        "wall_per_s": done / wall,
        "cpu_us": 1e6 * cpu / done,
        "messages_per_event": last.messages / events,
    }


def _check(settings: Settings, expected: dict[Order, Decision]) -> None:
    newest = _decided(settings)
    wrong = [order for order, decision in expected.items() if order not in newest or not _same(newest[order], decision)]
    if wrong or len(newest) != len(expected):
        raise AssertionError(
            f"{len(wrong)} of {len(expected)} orders are decided otherwise, {len(newest)} are decided: {wrong[:3]}"
        )


def _same(one: Decision, other: Decision) -> bool:
    return msgspec.structs.replace(one, version=0) == msgspec.structs.replace(other, version=0)


def _decided(settings: Settings) -> dict[Order, Decision]:
    newest: dict[Order, Decision] = {}
    with consumer(settings) as reader:
        tails = partitions_of(reader, ATTRIBUTIONS.name)
        reader.assign(tails)
        reader.seek_to_beginning(*tails)
        ends = reader.end_offsets(tails)
        while any(reader.position(tail) < ends[tail] for tail in tails):
            for record in (record for records in reader.poll(timeout_ms=500).values() for record in records):
                decision = decode_decision(record.value)
                name = (decision.shop, decision.order)
                if name not in newest or newest[name].version < decision.version:
                    newest[name] = decision
    return newest
