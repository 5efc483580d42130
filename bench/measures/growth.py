"""What an event costs the real worker as people, partitions and journeys grow."""

import asyncio
import time
from collections.abc import Sequence
from typing import NamedTuple

from bench.figures import Curve, Figures
from bench.place import Place
from bench.traffic.changelog import write_changelog
from bench.traffic.journal import bundles, code_versions, envelopes, write_catalog, write_journal
from bench.traffic.known_people import known_people
from bench.traffic.realistic import raw_records
from bench.worker import Worker, rates, watched

EVENTS = 80_000
ROUNDS = 2
"""Times along each axis, there and back; of each point the least counts: what else the machine does can only add."""
PEOPLE, PARTITIONS, JOURNEYS = (10_000, 100_000, 1_000_000), (1, 2, 4, 8, 16), (1, 5, 10, 20, 35, 50)


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
    figures, curves = Figures(), []
    for axis, sizes in CURVES.items():
        least = _least(place, sizes)
        points = tuple((float(getattr(size, axis)), least[size]) for size in sizes)
        costs = list(least.values())
        figures.values[f"growth_{axis}_highest_over_lowest"] = max(costs) / min(costs)
        figures.values |= {f"growth_{axis}_{int(x)}_cpu_us": cost for x, cost in points}
        curves.append(Curve(f"growth-{axis}", LABELS[axis], "CPU µs an event", points))
    figures.curves = curves
    figures.notes = [
        f"{EVENTS:,} events of the realistic mix at each point, the least of {ROUNDS} runs; {Size()} where not said."
    ]
    return figures


def _least(place: Place, sizes: Sequence[Size]) -> dict[Size, float]:
    costs: dict[Size, list[float]] = {size: [] for size in sizes}
    for number in range(ROUNDS):
        for size in sizes[:: -1 if number % 2 else 1]:
            costs[size].append(_cost(place, size))
    return {size: min(found) for size, found in costs.items()}


def _cost(place: Place, size: Size) -> float:
    """CPU microseconds an event of a worker that has recovered all that people did before."""
    settings, now = place.fresh_topics(size.partitions), time.time_ns() // 1_000_000
    write_catalog(settings)
    asyncio.run(write_changelog(place.kafka, known_people(size.people, size.touches, now, size.partitions)))
    with Worker(place, settings, place.kafka) as worker:
        worker.wait_ready()
        messages = [*code_versions(), *envelopes(raw_records(EVENTS, 7, size.people, now), now)]
        write_journal(settings, bundles(messages, size.partitions))
        return rates(*watched(worker, len(messages)), EVENTS)["cpu_us"]
