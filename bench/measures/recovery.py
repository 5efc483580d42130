"""How fast a worker that starts anew has its rows back."""

import asyncio
import time

from kafka.admin import ConfigResource, ConfigResourceType

from affluent.local.topics import config_of
from bench.figures import Figures
from bench.place import Place
from bench.traffic.changelog import Written, write_changelog
from bench.traffic.written_rows import renamed, written_rows
from bench.worker import Worker
from events.topics import CHANGELOG
from runtime.kafka import admin
from runtime.settings import Settings

PEOPLE, COPIES = 25_000, 4
QUICK_PEOPLE, QUICK_COPIES = 8_000, 1


def measure(place: Place) -> Figures:
    """A worker of 100,000 people (quick: 8,000), from its start until it is ready; it must have read every row."""
    settings = place.fresh_topics()
    _keep_every_row(settings)
    people, copies = (QUICK_PEOPLE, QUICK_COPIES) if place.quick else (PEOPLE, COPIES)
    rows = list(written_rows(people, 5, settings.partitions))
    expected = asyncio.run(
        write_changelog(place.kafka, (row for n in range(copies) for row in renamed(rows, n, settings.partitions)))
    )
    began = time.monotonic()
    with Worker(place, settings, place.kafka) as worker:
        worker.wait_ready()
        ready_s, told, used = time.monotonic() - began, worker.totals(), worker.process.usage()
    read = Written(int(told["affluent_recovered_rows_total"]), int(told["affluent_state_rows"]))
    if read != expected:
        raise ValueError(f"{expected} were written, {read} were recovered")
    return Figures(
        {
            "recovery_rows_per_s": read.rows / told["affluent_recovery_seconds_total"],
            "recovery_rows": read.rows,
            "recovery_entities": read.entities,
            "recovery_reading_s": told["affluent_recovery_seconds_total"],
            "recovery_start_to_ready_s": ready_s,
            "recovery_worker_cpu_s": used.cpu_s,
            "recovery_worker_rss_mb": used.rss / 1e6,
        },
        notes=(f"{people * copies:,} people: the changelog of {people:,}, not compacted, under {copies} names each.",),
    )


def _keep_every_row(settings: Settings) -> None:
    """As a worker finds it that was killed before the broker compacted anything."""
    client = admin(settings)
    try:
        keep = {"min.compaction.lag.ms": config_of(CHANGELOG)["max.compaction.lag.ms"]}
        client.alter_configs([ConfigResource(ConfigResourceType.TOPIC, CHANGELOG.name, configs=keep)])
    finally:
        client.close()
