"""What intake writes about a record that it refuses: the same record always gives the same dead letter."""

from base64 import b64encode

from events.dead_letter import DeadLetter
from events.moments import from_ms
from intake.reading import written_ms
from intake.refusal import MAX_DETAIL, Refusal
from runtime.kafka_records import Record

KEPT_BYTES = 640 * 1024
"""As much as fits, in base64, into the 1 MiB that a broker takes by default; the record itself stays on its topic."""
KEPT_KEY = 16 * 1024


def dead_letter_key(record: Record) -> bytes:
    """Dead letters are keyed by the partition they came from."""
    return f"{record.topic}/{record.partition}".encode()


def dead_letter(record: Record, why: Refusal) -> bytes:
    """The dead letter of a raw record, as JSON."""
    value, key = record.value or b"", record.key
    letter = DeadLetter(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        reason=why.reason,
        detail=_detail(why.detail, len(value)),
        at=from_ms(written_ms(record)),
        key=None if key is None else b64encode(key[:KEPT_KEY]),
        value=b64encode(value[:KEPT_BYTES]),
    )
    return letter.model_dump_json().encode()


def _detail(detail: str, size: int) -> str:
    if size <= KEPT_BYTES:
        return detail
    note = f" (the first {KEPT_BYTES} of {size} bytes are kept here, all of them in the record itself)"
    return detail[: MAX_DETAIL - len(note)] + note
