"""The sink: journal and decisions from a real Kafka to rows in chDB, by the real warehouse process."""

import json
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import httpx
from kafka import KafkaProducer
from prometheus_client.parser import text_string_to_metric_families

from affluent.local.ports import free_ports
from bench.figures import Figures
from bench.place import Place
from bench.processes import Running, ours, running
from bench.traffic.sunk import Told, Traffic
from bench.waiting import until
from runtime.kafka import producer
from runtime.settings import Role
from runtime.tokens import fingerprint
from warehouse.connect import connect

EVENTS, QUICK_EVENTS = 400_000, 50_000
STEADY_PER_S, STEADY_S, QUICK_STEADY_S = 500, 10, 2
TURN_S = 0.02
SEED = 4
READY_S, STORED_S = 60, 120
DERIVED = frozenset({"credits", "teams", "owners"})
"""Tables that the sink writes of its own: work that is measured, rows that nobody sent and that are not counted."""
ROWS, BATCHES, BATCH_S = "affluent_sink_rows_total", "affluent_sink_batch_seconds_count", "affluent_sink_batch_seconds_sum"


class WrongRows(Exception):
    """The warehouse does not hold what was written; the message says both."""


class Mark(NamedTuple):
    """What had been reached at a moment."""

    at: float
    rows: float
    cpu_s: float


@dataclass(frozen=True)
class Desk:
    """The process under measurement, and how it is asked."""

    process: Running
    http: httpx.Client

    def is_ready(self) -> bool:
        """Whether it has its partitions; raises if it has ended."""
        self.process.usage()
        try:
            return self.http.get("/readyz").status_code == 200
        except httpx.TransportError:
            return False

    def told(self) -> Mapping[str, float]:
        """Its metrics: rows that were sent and that `ingested` says are stored, and the number and seconds of batches."""
        families = text_string_to_metric_families(self.http.get("/metrics").raise_for_status().text)
        found = dict.fromkeys((ROWS, BATCHES, BATCH_S), 0.0)
        for sample in chain.from_iterable(family.samples for family in families):
            if sample.name in found and sample.labels.get("table") not in DERIVED:
                found[sample.name] += sample.value
        return found

    def mark(self) -> Mark:
        """Where it is now."""
        rows = self.told()[ROWS]
        return Mark(time.monotonic(), rows, self.process.usage().cpu_s)

    def stored(self, rows: int) -> Mark:
        """Wait until so many rows are stored."""
        marks = [self.mark()]

        def there() -> bool:
            marks[0] = self.mark()
            return marks[0].rows >= rows

        until(there, lambda: f"{rows:,} rows; there are {marks[0].rows:,.0f}", STORED_S, 0.02)
        return marks[0]


def measure(place: Place) -> Figures:
    """Rows a second while it catches up, then how long a small batch takes at 500 events/s."""
    settings = place.fresh_topics()
    traffic, folder = Traffic(SEED, settings.partitions), place.scratch("sink")
    writer = producer(settings, linger_ms=2, batch_size=256 * 1024)
    write(writer, chain(traffic.events(QUICK_EVENTS if place.quick else EVENTS, now_ms()), traffic.close()))
    with at_work(place, folder) as desk:
        until(desk.is_ready, lambda: "the warehouse process to be ready", READY_S)
        found = caught_up(desk, traffic.rows.total())
        since = now_ms()
        found |= steady(desk, writer, traffic, QUICK_STEADY_S if place.quick else STEADY_S)
    writer.close()
    return Figures(found | check(folder / "warehouse", traffic, since))


@contextmanager
def at_work(place: Place, folder: Path) -> Iterator[Desk]:
    """The real warehouse process, its engine inside it."""
    [port], token = free_ports(1), secrets.token_hex()
    environment = place.environment(
        warehouse=f"chdb://{folder}/warehouse", warehouse_port=port, tokens=json.dumps({fingerprint(token): Role.SERVICE})
    )
    with (
        running(ours("warehouse"), environment, folder / "warehouse.log") as process,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", headers={"Authorization": f"Bearer {token}"}) as http,
    ):
        yield Desk(process, http)


def write(writer: KafkaProducer, records: Iterable[Told]) -> None:
    """All of it, acknowledged."""
    for told in records:
        writer.send(told.topic, value=told.value, key=told.key, partition=told.partition)
    writer.flush(timeout=STORED_S)


def caught_up(desk: Desk, rows: int) -> dict[str, float]:
    """From the end of a batch to the end of the last: start-up is left out."""
    first = desk.stored(int(desk.mark().rows) + 1)
    last = desk.stored(rows)
    stored, wall, cpu = last.rows - first.rows, last.at - first.at, last.cpu_s - first.cpu_s
    return {
        "sink_rows_per_s": stored / wall,
        "sink_rows_per_core": stored / max(wall, cpu),
        "sink_cores": cpu / wall,
        "sink_cpu_us_per_row": cpu / stored * 1e6,
        "sink_rows": stored,
    }


def steady(desk: Desk, writer: KafkaProducer, traffic: Traffic, seconds: float) -> dict[str, float]:
    """A load that leaves it idle most of the time: what one batch takes then."""
    before, began = desk.told(), desk.mark()
    due = time.monotonic()
    for _ in range(int(seconds / TURN_S)):
        write(writer, chain(traffic.events(int(STEADY_PER_S * TURN_S), now_ms()), traffic.close()))
        due += TURN_S
        time.sleep(max(0.0, due - time.monotonic()))
    ended = desk.stored(traffic.rows.total())
    after = desk.told()
    batches, spent = (after[name] - before[name] for name in (BATCHES, BATCH_S))
    return {
        "sink_small_flush_ms": spent / batches * 1000,
        "sink_small_flushes_per_s": batches / (ended.at - began.at),
        "sink_small_rows_per_flush": (ended.rows - began.rows) / batches,
        "sink_small_cores": (ended.cpu_s - began.cpu_s) / (ended.at - began.at),
    }


def check(folder: Path, traffic: Traffic, since: int) -> dict[str, float]:
    """Every table holds what was written to Kafka, and `ingested` says so; returns how old rows were when they were stored."""
    warehouse = connect(f"chdb://{folder}")
    try:
        tables = {name: warehouse.rows(f"SELECT count() AS rows FROM {name}")[0]["rows"] for name in traffic.rows}  # noqa: S608
        ends = {(row["topic"], row["partition"]): row["offset"] for row in warehouse.select("sink/ingested", epoch=1)}
        latency = {row["kind"]: row["p95"] for row in warehouse.select("latency", since=since)}
    finally:
        warehouse.close()
    if tables != dict(traffic.rows) or ends != dict(traffic.ends):
        raise WrongRows(f"stored {tables} up to {ends}, written {dict(traffic.rows)} up to {dict(traffic.ends)}")
    return {f"sink_steady_p95_{kind}_ms": float(ms) for kind, ms in latency.items()}


def now_ms() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000
