"""What an event costs the real worker as people, partitions and journeys grow."""

import asyncio
import time
from collections.abc import Sequence
from functools import cache
from statistics import median
from typing import NamedTuple

from bench.figures import Curve, Figures
from bench.pace import Paced, at_best_pace, pacing
from bench.place import Place
from bench.traffic.changelog import write_changelog
from bench.traffic.journal import bundles, code_versions, envelopes, write_catalog, write_journal
from bench.traffic.known_people import known_people
from bench.traffic.realistic import raw_records
from bench.worker import Worker, rates, watched
from events.messages import Envelope

EVENTS = 80_000
ROUNDS = 3
"""Times along each axis, there and back; the median of a point's runs counts."""
PEOPLE, PARTITIONS, JOURNEYS = (10_000, 100_000, 1_000_000), (1, 2, 4, 8, 16), (1, 5, 10, 20, 35, 50)


PACED = (
    "All the while a thread beside the worker does work that never changes. A point's CPU time is divided by what that work took "
    "meanwhile and multiplied by the least that it ever took on the axis: hosts change their pace by half within minutes."
)


class Size(NamedTuple):
    """What one point is measured at; each curve moves one of them."""

    people: int = 20_000
    partitions: int = 4
    touches: int = 4


CURVES = {
    "people": [Size(people=people) for people in PEOPLE],
    "partitions": [Size(partitions=partitions) for partitions in PARTITIONS],
    "touches": [Size(touches=touches) for touches in JOURNEYS],
}
LABELS = {"people": "people in state", "partitions": "partitions", "touches": "touches of a device before the measurement"}


def measure(place: Place) -> Figures:
    """CPU microseconds an event, along three axes; the highest point over the lowest of each axis."""
    figures, curves, now = Figures(), [], time.time_ns() // 1_000_000
    for axis, sizes in CURVES.items():
        runs = _runs(place, sizes, now)
        found, unpaced = at_best_pace(runs), [median(each.cpu_us for each in told) for told in runs.values()]
        points = tuple((float(getattr(size, axis)), found[size]) for size in sizes)
        figures.values[f"growth_{axis}_highest_over_lowest"] = max(found.values()) / min(found.values())
        figures.values[f"growth_{axis}_highest_over_lowest_unpaced"] = max(unpaced) / min(unpaced)
        figures.values |= {f"growth_{axis}_{int(x)}_cpu_us": cost for x, cost in points}
        curves.append(Curve(f"growth-{axis}", LABELS[axis], "CPU µs an event", points))
    figures.curves = curves
    figures.notes = [
        f"{EVENTS:,} events of the realistic mix at each point, the median of {ROUNDS} runs; {Size()} where not said.",
        PACED,
    ]
    return figures


def _runs(place: Place, sizes: Sequence[Size], now: int) -> dict[Size, list[Paced]]:
    runs: dict[Size, list[Paced]] = {size: [] for size in sizes}
    for number in range(ROUNDS):
        for size in sizes[:: -1 if number % 2 else 1]:
            runs[size].append(_cost(place, size, now))
    return runs


def _cost(place: Place, size: Size, now: int) -> Paced:
    """What an event costs a worker that has recovered all that people did before."""
    settings = place.fresh_topics(size.partitions)
    write_catalog(settings)
    asyncio.run(write_changelog(place.kafka, known_people(size.people, size.touches, now, size.partitions)))
    with Worker(place, settings, place.kafka) as worker:
        worker.wait_ready()
        messages = _messages(size.people, now)
        with pacing() as pace:
            before = worker.mark()  # the first look afterwards may find all of it done
            write_journal(settings, bundles(messages, size.partitions))
            cpu_us = rates(before, watched(worker, len(messages))[1], EVENTS)["cpu_us"]
    return Paced(cpu_us, pace.us)


@cache
def _messages(people: int, now: int) -> Sequence[Envelope]:
    return [*code_versions(), *envelopes(raw_records(EVENTS, 7, people, now), now)]
