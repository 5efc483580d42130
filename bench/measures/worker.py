"""The real attribution worker, all models and explanations, on the realistic mix: near its broker, and 5 ms away."""

import time

import msgspec

from bench.figures import Figures
from bench.place import Place
from bench.traffic.journal import bundles, code_versions, envelopes, write_catalog, write_journal
from bench.traffic.realistic import raw_records
from bench.traffic.settled import Order, decisions_of
from bench.worker import Worker, rates, watched
from events.decision import Decision, decode_decision
from events.topics import ATTRIBUTIONS
from runtime.kafka import consumer, partitions_of
from runtime.settings import Settings

EVENTS, QUICK_EVENTS, PEOPLE = 300_000, 20_000, 50_000


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
        with Worker(place, settings, kafka) as worker:
            first, last = watched(worker, len(messages))
        figures.values |= {f"worker_full_{name}_{key}": value for key, value in rates(first, last, count).items()}
        check(settings, expected)
    figures.values["worker_full_per_core"] = figures.values["worker_full_near_per_core"]
    figures.notes = [
        f"{count:,} events of {PEOPLE:,} people; all {len(expected):,} orders decided as the rules say by themselves."
    ]
    return figures


def check(settings: Settings, expected: dict[Order, Decision]) -> None:
    """Raises AssertionError unless every order is decided as expected, and no other."""
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
