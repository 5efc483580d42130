"""A worker is killed under load: how long nothing is settled.

`AFFLUENT_BENCH_MINUTES=0.5 python -m bench recovery-loaded` is the same in short.
"""

import os
import time
from collections.abc import Callable, Iterator
from itertools import islice

from kafka import KafkaProducer

from bench.figures import Figures
from bench.measures.worker import check
from bench.place import Place
from bench.traffic.journal import bundles, code_versions, envelopes, write_catalog
from bench.traffic.realistic import Raw, Traffic
from bench.traffic.settled import decisions_of
from bench.waiting import TookTooLong, until
from bench.worker import LOOK_S, QUIET_LOOKS, Worker
from events.messages import Envelope
from events.moments import HOUR_MS
from events.topics import JOURNAL
from runtime.kafka import producer
from runtime.settings import Settings

PEOPLE, PER_S, MINUTES = 100_000, 2_000, 10.0
TURN_S, LIMIT_S = 0.05, 180


class Load:
    """Realistic events into the journal at a steady rate, bundled as intake does; all of them are remembered."""

    def __init__(self, settings: Settings, sender: KafkaProducer) -> None:
        self._settings, self._sender = settings, sender
        self._source = envelopes(_live(), time.time_ns() // 1_000_000 + HOUR_MS)
        self.said: list[Envelope] = []
        self._send(code_versions())

    def until(self, over: Callable[[], bool], limit_s: float) -> float:
        """Go on until something is over; returns the seconds it took. Raises TookTooLong."""
        began, sent = time.monotonic(), 0
        while not over():
            if time.monotonic() - began > limit_s:
                raise TookTooLong(f"after {limit_s:.0f} s of load")
            due = int((time.monotonic() - began) * PER_S)
            self._send(list(islice(self._source, due - sent)))
            sent = due
            time.sleep(TURN_S)
        return time.monotonic() - began

    def _send(self, messages: list[Envelope]) -> None:
        self.said += messages
        for home, value in bundles(messages, self._settings.partitions):
            self._sender.send(JOURNAL.name, value, partition=home)


def _live() -> Iterator[Raw]:
    traffic = Traffic(9, PEOPLE)
    while True:
        yield traffic.record(time.time_ns() // 1_000_000)


def measure(place: Place) -> Figures:
    """Seconds from SIGKILL to the first bundle that a new process has settled, while events go on coming in.

    In the end every order must be decided as the rules say by themselves.
    """
    minutes = float(os.environ.get("AFFLUENT_BENCH_MINUTES", MINUTES))
    settings = place.fresh_topics()
    write_catalog(settings)
    with producer(settings, compression_type=None) as sender:
        load = Load(settings, sender)
        with Worker(place, settings, place.kafka) as worker:
            worker.wait_ready()
            lasted_s = load.until(_after(minutes * 60), minutes * 120)
            before = worker.totals()
            worker.process.kill()
        killed = time.monotonic()
        with Worker(place, settings, place.kafka) as worker:
            load.until(lambda: worker.totals().get("affluent_streams_bundles_total", 0) > 0, LIMIT_S)
            back_s, told, used = time.monotonic() - killed, worker.totals(), worker.process.usage()
            sender.flush()
            _wait_until_quiet(worker)
            settled_s = time.monotonic() - killed
    expected = decisions_of(load.said)
    check(settings, expected)
    return Figures(
        {
            "back_at_work_s": back_s,
            "loaded_minutes": lasted_s / 60,
            "loaded_events_per_s": PER_S,
            "loaded_messages_before": before["affluent_streams_messages_total"],
            "loaded_entities": told["affluent_state_rows"],
            "loaded_recovered_rows": told["affluent_recovered_rows_total"],
            "loaded_reading_s": told["affluent_recovery_seconds_total"],
            "loaded_worker_rss_mb": used.rss / 1e6,
            "loaded_caught_up_s": settled_s,
        },
        notes=(
            f"{lasted_s / 60:.1f} loaded minutes at {PER_S:,} events/s of {PEOPLE:,} people, then SIGKILL; the load went on.",
            f"All {len(expected):,} orders were decided as the rules say by themselves.",
        ),
    )


def _wait_until_quiet(worker: Worker) -> None:
    """A journal feeds itself until all is said."""
    seen = [-1.0]

    def is_quiet() -> bool:
        seen.append(worker.totals()["affluent_streams_messages_total"])
        return len(set(seen[-QUIET_LOOKS:])) == 1

    until(is_quiet, lambda: f"all to be settled, at {seen[-1]} messages", LIMIT_S, LOOK_S)


def _after(seconds: float) -> Callable[[], bool]:
    began = time.monotonic()
    return lambda: time.monotonic() - began > seconds
