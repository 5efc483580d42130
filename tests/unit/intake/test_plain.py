"""What the quick reading takes, pydantic would have taken, to the byte; what it leaves, pydantic judges. Nothing else changes."""

from typing import Any

import pytest
from hypothesis import given, settings

from bench.traffic.contracts import catalog
from bench.traffic.realistic import raw_records
from events.click import Click, ClickFlag
from events.dead_letter import DeadReason
from events.journal import encode_bundle
from events.sale import Line, LineKind, OrderEvent, RefundEvent, RefundLine
from events.topics import CLICKS
from intake import plain, reading
from intake.door import Door
from intake.refusal import Refusal
from runtime.kafka_records import Record
from tests.unit.intake.mangled import GOOD, as_the_collector, each_field_changed, each_moment_changed, records
from tests.unit.intake.records import WRITTEN, ToldCatalog, a_link, a_record
from tests.unit.intake.test_poison import POISON


@pytest.fixture(scope="module")
def door() -> Door:
    told = ToldCatalog(*map(a_link, sorted({body["link"] for topic, body in GOOD if topic == CLICKS.name})))
    for entry in catalog():
        told.book.add(entry)
    return Door(told)


def said(door: Door, record: Record) -> object:
    """What the door makes of a record: the journal's bytes, or the refusal's words."""
    try:
        envelope = door.envelope(record)
    except Refusal as why:
        return why.reason, why.detail
    return envelope and encode_bundle((envelope,))


def said_by_pydantic_alone(door: Door, record: Record) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "PLAIN", {})
        return said(door, record)


@settings(max_examples=1500)
@given(records())
def test_the_door_says_of_any_record_what_it_says_without_the_quick_reading(door: Door, record: Record) -> None:
    assert said(door, record) == said_by_pydantic_alone(door, record)


@pytest.mark.parametrize("good", GOOD, ids=lambda good: str(good[1]["event_id"]))
def test_the_door_says_the_same_of_a_record_with_any_one_field_changed(door: Door, good: tuple[str, dict[str, Any]]) -> None:
    for raw in each_field_changed(good[1]):
        record = a_record(raw, good[0])
        assert said(door, record) == said_by_pydantic_alone(door, record), raw


@pytest.mark.parametrize("good", [GOOD[0], GOOD[-1], GOOD[-2]], ids=lambda good: str(good[1]["event_id"]))
def test_the_door_says_the_same_of_a_record_whenever_it_happened(door: Door, good: tuple[str, dict[str, Any]]) -> None:
    for raw in each_moment_changed(good[1]):
        record = a_record(raw, good[0], timestamp=7_258_118_400_000)
        assert said(door, record) == said_by_pydantic_alone(door, record), raw


@pytest.mark.parametrize(("record", "reason", "named"), POISON)
def test_poison_is_refused_in_the_same_words(door: Door, record: Record, reason: DeadReason, named: str) -> None:
    assert said(door, record) == said_by_pydantic_alone(door, record)


def test_what_the_collector_writes_is_read_quickly_and_reaches_the_journal_alike(door: Door) -> None:
    for topic, _, raw in raw_records(3000, 11, 200, WRITTEN):
        assert plain.PLAIN[topic](raw) is not None
        record = a_record(raw, topic)
        assert said(door, record) == said_by_pydantic_alone(door, record)


@pytest.mark.parametrize("good", GOOD, ids=lambda good: str(good[1]["event_id"]))
def test_every_kind_that_the_collector_writes_is_read_quickly(good: tuple[str, dict[str, Any]]) -> None:
    topic, body = good
    assert plain.PLAIN[topic](as_the_collector(body)) is not None


@pytest.mark.parametrize(
    ("quick", "model"),
    [
        (plain.PlainClick, Click),
        (plain.PlainOrder, OrderEvent),
        (plain.PlainRefund, RefundEvent),
        (plain.PlainLine, Line),
        (plain.PlainRefundLine, RefundLine),
    ],
)
def test_the_quick_reading_knows_every_field_in_the_order_in_which_the_collector_writes_it(quick: Any, model: Any) -> None:
    assert list(quick.__struct_fields__) == list(model.model_fields)


def test_the_closed_lists_are_whole() -> None:
    assert set(plain.Flag.__args__) == set(ClickFlag)
    assert set(plain.Kind.__args__) == set(LineKind)
