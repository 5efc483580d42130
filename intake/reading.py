"""From a raw record's bytes to an event that may be believed, or to a refusal."""

from typing import Any

from pydantic import ValidationError

from events.catalog import CatalogEntry
from events.click import Click
from events.cost import Cost
from events.dead_letter import DeadReason
from events.engagement import Engagement
from events.moments import MINUTE_MS, to_ms
from events.sale import OrderEvent, RefundEvent
from events.topics import BY_NAME, COSTS, SALES
from intake.plain import PLAIN, PlainClick, PlainOrder, PlainRefund
from intake.refusal import Refusal, refusal_of, refuse_ambiguous
from runtime.kafka_records import Record

RawEvent = Click | OrderEvent | RefundEvent | Engagement | Cost | PlainClick | PlainOrder | PlainRefund

MAX_RECORD = 1_000_000
ABOUT_MONEY = frozenset({SALES.name, COSTS.name})
MAX_AHEAD_MS = 10 * MINUTE_MS
LAST_MS = 7_258_118_400_000 - 1  # the end of 2199, as far as events.door goes


def written_ms(record: Record) -> int:
    """The record's own Kafka timestamp, in milliseconds; one that no clock could show is moved to the nearest that could."""
    return record.timestamp if 0 <= record.timestamp <= LAST_MS else min(max(record.timestamp, 0), LAST_MS)


def read_event(record: Record) -> RawEvent:
    """The event of a raw record; raises Refusal."""
    raw = _bytes_of(record)
    read = PLAIN.get(record.topic)
    return (read and read(raw)) or _validated_event(record.topic, raw)


def read_entry(record: Record) -> CatalogEntry | None:
    """The catalog version of a record, None for a tombstone; raises Refusal."""
    if record.value is None:
        return None
    entry: CatalogEntry = _validated(record.topic, _bytes_of(record))
    return entry


def received_ms(event: RawEvent, written: int) -> int:
    """When affluent received an event: as stated, else when it was written. Raises Refusal if stated to lie ahead of that.

    A receipt that lies ahead would move the watermark past everybody else's events.
    """
    if event.received_at is None:
        return written
    stated = to_ms(event.received_at)
    if stated > written + MAX_AHEAD_MS:
        raise Refusal(
            DeadReason.INVALID, f"received_at: lies {(stated - written) // MINUTE_MS} minutes after the record was written"
        )
    return stated


def _bytes_of(record: Record) -> bytes:
    if record.value is None:
        raise Refusal(DeadReason.INVALID, "the record: has no value")
    if len(record.value) > MAX_RECORD:
        raise Refusal(DeadReason.TOO_LARGE, f"the record: {len(record.value)} bytes are more than {MAX_RECORD}")
    return record.value


def _validated_event(topic: str, raw: bytes) -> RawEvent:
    event: RawEvent = _validated(topic, raw)
    if topic in ABOUT_MONEY:
        refuse_ambiguous(raw)
    return event


def _validated(topic: str, raw: bytes) -> Any:
    model = BY_NAME[topic].model
    assert model is not None
    try:
        return model.validate_json(raw)
    except ValidationError as why:
        raise refusal_of(why) from None
