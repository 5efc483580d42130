"""Intake: raw records in, journal bundles out, acks awaited, offsets committed, on a real broker."""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import httpx
from confluent_kafka import Consumer, TopicPartition

from affluent.local.ports import free_ports
from bench.figures import Figures
from bench.place import Place
from bench.processes import Running, ours, running
from bench.traffic.realistic import Raw, raw_records
from bench.traffic.writing import write, write_catalog
from bench.waiting import until
from events.facts import Delivery
from events.journal import decode_bundle
from events.topics import CLICKS, DEAD_LETTERS, JOURNAL, RAW, SALES, Topic
from intake.process import GROUP
from runtime.settings import Settings

SEED, PEOPLE = 7, 50_000
POISON = [Raw(topic.name, b"poison", value) for topic in (CLICKS, SALES) for value in (b"{", b"[]", b"\xff", b"{}", b"")]
"""Ends every load, and must come out as dead letters."""
WARM_UP = 20_000
START_S, LOAD_S, LOOK_S = 30, 60, 0.02


class Load(NamedTuple):
    """What one load took, from the moment when intake was let go until all its offsets were committed."""

    events: int
    wall_s: float
    cpu_s: float

    @property
    def per_core(self) -> float:
        """Events per second and core."""
        return self.events / max(self.wall_s, self.cpu_s)


def measure(place: Place) -> Figures:
    """The same load several times, one after the other. While it is written, intake is held: the writer has the machine alone."""
    rounds, size = (1, 100_000) if place.quick else (3, 400_000)
    settings = place.fresh_topics()
    write_catalog(place.kafka)
    load = [*raw_records(size, SEED, PEOPLE, time.time_ns() // 1_000_000), *POISON]
    told = [load[-WARM_UP:], *[load] * rounds]
    with _intake(place, settings) as process:
        loads = [_load(place.kafka, settings, process, one) for one in told][1:]
        memory = process.usage().rss
    written = sum(map(len, told))
    bundles = _verified(place.kafka, settings, written, len(told) * len(POISON))
    return _figures(loads, memory, written / bundles)


def _figures(loads: Sequence[Load], memory: int, messages_in_bundle: float) -> Figures:
    whole = Load(*map(sum, zip(*loads, strict=True)))
    values = {
        "intake_per_core": whole.per_core,
        "intake_slowest_load_per_core": min(one.per_core for one in loads),
        "intake_fastest_load_per_core": max(one.per_core for one in loads),
        "intake_wall_per_s": whole.events / whole.wall_s,
        "intake_cpu_us": whole.cpu_s / whole.events * 1e6,
        "intake_messages_in_bundle": messages_in_bundle,
        "intake_rss_mb": memory / 2**20,
    }
    return Figures(
        values, notes=[f"intake: {len(loads)} loads of {loads[0].events:,} records; each was found in the journal once"]
    )


@contextmanager
def _intake(place: Place, settings: Settings) -> Iterator[Running]:
    [port] = free_ports(1)
    environment = place.environment(partitions=settings.partitions, intake_port=port)

    def ready() -> bool:
        process.usage()
        try:
            return httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    with running(ours("intake"), environment, place.scratch("intake") / "intake.log") as process:
        until(ready, lambda: "intake to be ready", START_S)
        yield process


def _load(kafka: str, settings: Settings, process: Running, records: Sequence[Raw]) -> Load:
    os.kill(process.pid, signal.SIGSTOP)
    try:
        write(kafka, records)
        before, began = process.usage(), time.monotonic()
    finally:
        os.kill(process.pid, signal.SIGCONT)
    with _reader(kafka, GROUP) as group:
        ends = _ends(group, (CLICKS, SALES), settings)
        until(lambda: _committed(group, ends) == ends, lambda: f"intake to commit {ends}", LOAD_S, LOOK_S)
    return Load(len(records), time.monotonic() - began, process.usage().cpu_s - before.cpu_s)


def _verified(kafka: str, settings: Settings, written: int, refused: int) -> int:
    """How many bundles there are. Raises RuntimeError unless every record written is in one of them once, or a dead letter."""
    bundles = [decode_bundle(raw) for raw in _values(kafka, JOURNAL, settings)]
    found = [one.delivery for bundle in bundles for one in bundle if one.delivery]
    letters = list(_values(kafka, DEAD_LETTERS, settings))
    with _reader(kafka, "nobody") as reader:
        ends = _ends(reader, (CLICKS, SALES), settings)
    places = {topic.name: place for place, topic in enumerate(RAW)}
    there = {Delivery(places[name], partition, offset) for (name, partition), end in ends.items() for offset in range(end)}
    if not (len(found) == len(set(found)) == written - refused and set(found) < there and len(letters) == refused):
        raise RuntimeError(
            f"of {written} records {len(set(found))} are in the journal, {len(found)} times; {len(letters)} letters"
        )
    return len(bundles)


Offsets = dict[tuple[str, int], int]


@contextmanager
def _reader(kafka: str, group: str) -> Iterator[Consumer]:
    """A client that looks at a group without joining it."""
    client = Consumer(
        {"bootstrap.servers": kafka, "group.id": group, "enable.auto.commit": False, "auto.offset.reset": "earliest"}
    )
    try:
        yield client
    finally:
        client.close()


def _ends(client: Consumer, topics: Sequence[Topic], settings: Settings) -> Offsets:
    where = [(topic.name, partition) for topic in topics for partition in range(settings.partitions)]
    return {one: client.get_watermark_offsets(TopicPartition(*one))[1] for one in where}


def _committed(client: Consumer, of: Offsets) -> Offsets:
    found = client.committed([TopicPartition(*one) for one in of])
    return {(one.topic, one.partition): max(one.offset, 0) for one in found}


def _values(kafka: str, topic: Topic, settings: Settings) -> Iterator[bytes]:
    with _reader(kafka, "nobody") as client:
        ends = _ends(client, (topic,), settings)
        client.assign([TopicPartition(*one, 0) for one in ends])
        left = sum(ends.values())
        while left:
            records = client.consume(min(left, 1000), 10)
            if not records:
                raise RuntimeError(f"{left} records of {topic.name} can't be read")
            left -= len(records)
            yield from (one.value() or b"" for one in records)
