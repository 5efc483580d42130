"""A dead letter is what its record makes it, with the record's own bytes."""

import os

import pytest

from events.dead_letter import DeadLetter, DeadReason
from events.moments import to_ms
from intake.dead_letters import KEPT_BYTES, dead_letter, dead_letter_key
from intake.refusal import Refusal
from tests.unit.intake.records import WRITTEN, a_record

WHY = Refusal(DeadReason.INVALID, "lines.0.amount: Input should be a valid integer")


@pytest.mark.parametrize("value", [b"", b"{", b"\xff\x00\n", os.urandom(1000)])
def test_a_dead_letter_holds_the_bytes_and_where_they_came_from(value: bytes) -> None:
    record = a_record(value, key=b"\x00key")
    letter = DeadLetter.model_validate_json(dead_letter(record, WHY))
    assert (letter.value, letter.key) == (value, b"\x00key")
    assert (letter.topic, letter.partition, letter.offset) == (record.topic, 2, 77)
    assert (letter.reason, letter.detail, to_ms(letter.at)) == (WHY.reason, WHY.detail, WRITTEN)


def test_the_same_record_gives_the_same_dead_letter() -> None:
    assert dead_letter(a_record(b"x"), WHY) == dead_letter(a_record(b"x"), WHY)
    assert dead_letter_key(a_record(b"x")) == b"affluent.clicks.v1/2"


def test_a_record_without_value_or_key_has_a_dead_letter_too() -> None:
    letter = DeadLetter.model_validate_json(dead_letter(a_record(None), WHY))
    assert (letter.key, letter.value) == (None, b"")


@pytest.mark.parametrize("timestamp", [-1, 0, 2**62])
def test_a_timestamp_that_no_clock_shows_is_no_obstacle(timestamp: int) -> None:
    assert DeadLetter.model_validate_json(dead_letter(a_record(b"x", timestamp=timestamp), WHY))


def test_what_no_broker_would_take_is_cut_and_says_so() -> None:
    raw = dead_letter(a_record(b"y" * 2_000_000, key=b"k" * 100_000), Refusal(DeadReason.TOO_LARGE, "z" * 5000))
    letter = DeadLetter.model_validate_json(raw)
    assert len(raw) < 1_000_000
    assert letter.value == b"y" * KEPT_BYTES
    assert letter.detail.endswith("of 2000000 bytes are kept here, all of them in the record itself)")
