"""What became of clicks that were answered: on their topic, or in the log of a collector that is gone."""

from collections.abc import Iterable

import msgspec

from bench.redirectors import Redirector
from collector.click_log import ClickLog
from events.topics import CLICKS
from runtime.kafka import consumer, partitions_of
from runtime.settings import Settings

NO_LIMIT = 1 << 40


def count_on_topic(settings: Settings) -> int:
    """How many clicks are on their topic."""
    client = consumer(settings)
    try:
        return sum(client.end_offsets(partitions_of(client, CLICKS.name)).values())
    finally:
        client.close()


def ids_on_topic(settings: Settings) -> list[str]:
    """The ids of all clicks on their topic."""
    client = consumer(settings)
    try:
        tails = partitions_of(client, CLICKS.name)
        client.assign(tails)
        client.seek_to_beginning(*tails)
        ends, ids = client.end_offsets(tails), []
        while any(client.position(tail) < ends[tail] for tail in tails):
            ids += ids_of(record.value for records in client.poll(timeout_ms=500).values() for record in records)
        return ids
    finally:
        client.close()


def ids_in_spool(server: Redirector) -> list[str]:
    """The ids of all clicks that wait on the disk of a collector that is gone."""
    log, ids = ClickLog(server.spool / "clicks", CLICKS.name, NO_LIMIT), []
    while batch := log.read(10_000):
        ids += ids_of(record.value for record in batch.records)
        log.forget(batch)
    return ids


def ids_of(values: Iterable[bytes]) -> list[str]:
    """What clicks say their ids are."""
    return [msgspec.json.decode(value)["event_id"] for value in values]
