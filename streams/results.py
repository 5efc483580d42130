"""What came of bundles, as records for Kafka."""

from base64 import b64encode
from collections.abc import Sequence

import msgspec

from events.addressing import order_key, partition_of
from events.dead_letter import DeadLetter, DeadReason
from events.decision import Decision, LateTouch, encode_decision, encode_late
from events.journal import encode_bundle, records_of
from events.moments import from_ms
from events.topics import ATTRIBUTIONS, DEAD_LETTERS, JOURNAL, LATE
from streams.faust_rim.batches import Record
from streams.settle import Bundle, SetAside, Settled


def result_records(settled: Settled, partitions: int) -> list[Record]:
    """Messages, decisions, late touches and what was set aside.

    Versions of one order stay in their order: its decisions go to the partition of its entity's number.
    """
    records = [Record(JOURNAL.name, home, None, raw) for home, raw in records_of(settled.sends, partitions)]
    records += [_about(ATTRIBUTIONS.name, each, encode_decision(each), partitions) for each in settled.decisions]
    records += [_about(LATE.name, each, encode_late(each), partitions) for each in settled.late]
    for bundle in dict.fromkeys(each.bundle for each in settled.set_aside):
        letter = set_aside(bundle, [each for each in settled.set_aside if each.bundle == bundle])
        records.append(Record(DEAD_LETTERS.name, bundle.partition, None, letter.model_dump_json().encode()))
    return records


def _about(topic: str, of: Decision | LateTouch, value: bytes, partitions: int) -> Record:
    key = order_key(of.shop, of.order)
    return Record(topic, partition_of(key, partitions), key[2:].encode(), value)


def set_aside(bundle: Bundle, messages: Sequence[SetAside]) -> DeadLetter:
    """The dead letter of a bundle's messages that could not be applied.

    Its value is a journal record that says the messages again and lets their entities go on: replaying it is sending it.
    """
    again = tuple(msgspec.structs.replace(each.envelope, resumes=True) for each in messages)
    why = "; ".join(dict.fromkeys(f"{each.envelope.key}: {each.why}" for each in messages))
    return DeadLetter(
        topic=JOURNAL.name, partition=bundle.partition, offset=bundle.offset, reason=DeadReason.ENTITY_FAILED,
        detail=why[:2000], at=from_ms(bundle.at), value=b64encode(encode_bundle(again)),
    )  # fmt: skip
