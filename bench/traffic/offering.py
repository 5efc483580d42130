"""`python -m bench.traffic.offering FOLDER`: offers the realistic mix at a fixed rate, whatever becomes of it.

A process of its own, so that what it costs can be told from what is measured. FOLDER/plan.json says what to offer; it writes
FOLDER/ready when it could begin, begins when FOLDER/go is there, and tells in FOLDER/told.json what it did.
"""

import gc
import json
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

from confluent_kafka import Producer

from bench.traffic.realistic import Raw, Traffic
from bench.waiting import until

GO_S, FLUSH_S, TURN_S = 600, 60, 0.01
AGE_MS = 15 * 60_000
"""What is made beforehand was received so long ago, as if it had waited in a spool: it is told apart from live events by that."""


class Plan(NamedTuple):
    """What is to be offered. `live`: each event is received when it is sent; else all are made beforehand."""

    kafka: str
    per_s: int
    seconds: int
    seed: int
    people: int
    live: bool
    linger_ms: int

    @property
    def events(self) -> int:
        """How many there will be."""
        return self.per_s * self.seconds


class Told(NamedTuple):
    """What was offered: (moment in seconds since 1970, events so far) at every turn, and the CPU seconds that it took."""

    turns: list[tuple[float, int]]
    cpu_s: float

    def by(self, moment: float) -> int:
        """Events offered until a moment."""
        return max((events for at, events in self.turns if at <= moment), default=0)


def main() -> None:
    """Offer; exits with an error if Kafka did not take everything."""
    folder = Path(sys.argv[1])
    plan = Plan(**json.loads((folder / "plan.json").read_text()))
    records = live(plan) if plan.live else iter(list(made(plan)))
    client = producer(plan)
    gc.freeze()
    gc.disable()
    (folder / "ready").touch()
    until((folder / "go").exists, lambda: "the word to go", GO_S)
    cpu = time.process_time()
    turns = offer(client, records, plan)
    if client.flush(FLUSH_S):
        sys.exit(f"{len(client)} events were not taken by Kafka")
    half = folder / "told.half"  # whoever waits for told.json finds all of it
    half.write_text(json.dumps(Told(turns, time.process_time() - cpu)._asdict()))
    half.rename(folder / "told.json")


def made(plan: Plan) -> Iterator[Raw]:
    """Received one after the other at the plan's rate, a while ago; they will be sent later."""
    traffic, began = Traffic(plan.seed, plan.people), time.time_ns() // 1_000_000 - AGE_MS
    return (traffic.record(began + number * 1000 // plan.per_s) for number in range(plan.events))


def live(plan: Plan) -> Iterator[Raw]:
    """Received when they are asked for."""
    traffic = Traffic(plan.seed, plan.people)
    return (traffic.record(time.time_ns() // 1_000_000) for _ in count())


def producer(plan: Plan) -> Producer:
    """librdkafka's: the cheapest there is for Python. Partitions and compression as of the collector's."""
    shape = {"compression.type": "lz4", "linger.ms": plan.linger_ms, "partitioner": "murmur2_random", "acks": "all"}
    return Producer({"bootstrap.servers": plan.kafka, "queue.buffering.max.messages": 1_000_000} | shape)


def offer(client: Producer, records: Iterator[Raw], plan: Plan) -> list[tuple[float, int]]:
    """Keep to the rate: what a late turn missed, the next one catches up."""
    began, sent, turns = time.time(), 0, []
    while sent < plan.events:
        due = min(plan.events, int((time.time() - began) * plan.per_s))
        for _ in range(due - sent):
            topic, key, value = next(records)
            client.produce(topic, value, key)
        client.poll(0)
        sent = due
        turns.append((time.time(), sent))
        time.sleep(TURN_S)
    return turns


if __name__ == "__main__":
    main()
