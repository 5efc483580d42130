"""What can never work becomes one refusal that names its field, and the next good event goes through."""

import json
from typing import Any

import pytest

from events.dead_letter import DeadReason
from events.facts import Clicked, Ordered
from events.topics import CATALOG_TOPIC, CLICKS, COSTS, ENGAGEMENTS, SALES
from intake.door import Door
from intake.refusal import Refusal
from runtime.kafka_records import Record
from tests.unit.intake.records import ToldCatalog, a_click, a_link, a_record, an_order

NOT_JSON, INVALID, TOO_LARGE = DeadReason.NOT_JSON, DeadReason.INVALID, DeadReason.TOO_LARGE


def raw_order(old: str, new: str) -> bytes:
    text = json.dumps(an_order())
    assert old in text
    return text.replace(old, new).encode()


def line(**fields: Any) -> dict[str, Any]:
    return an_order(lines=[{"line_id": "1", "amount": 1} | fields])


COST = {
    "event_id": "x",
    "event_at": "2026-11-18T10:00:00Z",
    "kind": "fee",
    "campaign": "c",
    "amount": 1,
    "currency": "EUR",
    "accrues_from": "2026-11-02",
    "accrues_to": "2026-11-01",
}
SEEN = {"event_id": "x", "event_at": "2026-11-18T10:00:00Z", "content": "c", "provenance": "public"}

POISON = [
    pytest.param(a_record(b""), NOT_JSON, "EOF", id="no bytes"),
    pytest.param(a_record(None), INVALID, "no value", id="no value"),
    pytest.param(a_record(b"\xff\xfe{}"), NOT_JSON, "line 1", id="not UTF-8"),
    pytest.param(a_record(b"{"), NOT_JSON, "line 1", id="cut off"),
    pytest.param(a_record(b"null"), INVALID, "object", id="null"),
    pytest.param(a_record(b"[]"), INVALID, "object", id="an array"),
    pytest.param(a_record(b"[" * 100_000), NOT_JSON, "recursion", id="a depth bomb"),
    pytest.param(a_record(b'{"a":' * 100_000, SALES.name), NOT_JSON, "recursion", id="a depth bomb about money"),
    pytest.param(a_record(b"\x00" * 2_000_000), TOO_LARGE, "2000000", id="2 MB of garbage"),
    pytest.param(a_record(a_click(event_id="\ud800")), NOT_JSON, "escape", id="half a character"),
    pytest.param(a_record(a_click(event_id=None)), INVALID, "event_id", id="no id"),
    pytest.param(a_record(a_click(event_at="2026-11-18T10:00:00")), INVALID, "event_at", id="a moment without an offset"),
    pytest.param(a_record(a_click(event_at="0001-01-01T00:00:00Z")), INVALID, "event_at", id="the year 1"),
    pytest.param(a_record(a_click(event_at="9999-12-31T23:59:59Z")), INVALID, "event_at", id="the year 9999"),
    pytest.param(a_record(a_click(received_at="2199-01-01T00:00:00Z")), INVALID, "received_at", id="received in future"),
    pytest.param(a_record(a_click(link="two words")), INVALID, "link", id="an id with white space"),
    pytest.param(a_record(a_click(link="winter")), DeadReason.UNKNOWN_LINK, "link: ", id="an unknown link"),
    pytest.param(a_record(a_click(link_version="spring@1")), DeadReason.UNKNOWN_LINK, "link_version: ", id="no such version"),
    pytest.param(a_record(an_order(kind="shipped")), INVALID, "kind", id="an unknown kind"),
    pytest.param(a_record(an_order(currency="XXX")), INVALID, "placed.currency", id="no money"),
    pytest.param(a_record(an_order(ordered_at="2026-11-18")), INVALID, "placed.ordered_at", id="ordered at a day"),
    pytest.param(a_record(line(amount=29.0)), INVALID, "placed.lines.0.amount", id="a float of money"),
    pytest.param(a_record(line(amount="29")), INVALID, "placed.lines.0.amount", id="text of money"),
    pytest.param(a_record(line(amount=True)), INVALID, "placed.lines.0.amount", id="true money"),
    pytest.param(a_record(line(amount=2**63)), INVALID, "placed.lines.0.amount", id="more money than there is"),
    pytest.param(a_record(line(quantity=10**400)), INVALID, "placed.lines.0.quantity", id="more pieces than there are"),
    pytest.param(a_record(line(discount=-1)), INVALID, "placed.lines.0.discount", id="a negative discount"),
    pytest.param(a_record(raw_order("4990", "1e400"), SALES.name), INVALID, "amount", id="1e400"),
    pytest.param(a_record(raw_order("4990", "NaN"), SALES.name), INVALID, "amount", id="NaN"),
    pytest.param(a_record(raw_order('"shop"', '"more": NaN, "shop"'), SALES.name), INVALID, "NaN", id="NaN where nobody looks"),
    pytest.param(a_record(raw_order("4990", '1, "amount": 4990'), SALES.name), INVALID, "amount: given more", id="two amounts"),
    pytest.param(a_record(raw_order('"shop"', '"kind": "paid", "shop"'), SALES.name), INVALID, "kind: given", id="two kinds"),
    pytest.param(a_record(COST, COSTS.name), INVALID, "accrues_to lies before", id="days out of order"),
    pytest.param(a_record(SEEN | {"views": -1}, ENGAGEMENTS.name), INVALID, "views", id="negative views"),
    pytest.param(a_record(SEEN | {"views": 2**64}, ENGAGEMENTS.name), INVALID, "views", id="more views than fit"),
    pytest.param(a_record({"kind": "planet"}, CATALOG_TOPIC.name), INVALID, "kind", id="an unknown catalog entry"),
]


@pytest.fixture
def door() -> Door:
    return Door(ToldCatalog(a_link()))


@pytest.mark.parametrize(("record", "reason", "named"), POISON)
def test_poison_is_refused_by_name_and_the_next_good_event_goes_through(
    door: Door, record: Record, reason: DeadReason, named: str
) -> None:
    with pytest.raises(Refusal) as why:
        door.envelope(record)
    assert (why.value.reason, named in why.value.detail) == (reason, True), why.value.detail
    good = door.envelope(a_record(a_click()))
    assert good is not None
    assert isinstance(good.body, Clicked)


@pytest.mark.parametrize("offset", ["+14:00", "-12:00", "Z"])
def test_an_offset_only_says_where_the_clock_hung(door: Door, offset: str) -> None:
    envelope = door.envelope(a_record(an_order(ordered_at=f"2026-11-01T00:00:00{offset}")))
    assert envelope is not None
    assert isinstance(envelope.body, Ordered)


def test_what_happens_after_receipt_happened_at_receipt(door: Door) -> None:
    envelope = door.envelope(a_record(a_click(event_at="2026-11-18T12:00:00Z", received_at="2026-11-18T10:00:00Z")))
    assert envelope is not None
    assert isinstance(envelope.body, Clicked)
    assert envelope.body.at == envelope.body.received == 1_794_996_000_000


def test_without_a_stated_receipt_the_record_s_own_timestamp_is_it(door: Door) -> None:
    envelope = door.envelope(a_record(a_click(), timestamp=1_795_000_123_456))
    assert envelope is not None
    assert isinstance(envelope.body, Clicked)
    assert envelope.body.received == 1_795_000_123_456


def test_an_order_number_beyond_2_53_stays_exact(door: Door) -> None:
    envelope = door.envelope(a_record(an_order(order_id=2**63 + 1)))
    assert envelope is not None
    assert envelope.key == f"o:shop-1/{2**63 + 1}"


def test_fields_that_nobody_knows_yet_are_let_through(door: Door) -> None:
    assert door.envelope(a_record(a_click(colour=0.1)))
    assert door.envelope(a_record(an_order(weight=0.1)))


@pytest.mark.parametrize("topic", [CLICKS.name, SALES.name, ENGAGEMENTS.name, COSTS.name])
def test_a_tombstone_means_something_only_in_the_catalog(door: Door, topic: str) -> None:
    assert door.envelope(a_record(None, CATALOG_TOPIC.name)) is None
    with pytest.raises(Refusal):
        door.envelope(a_record(None, topic))
