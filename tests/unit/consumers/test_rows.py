import pytest

from consumers.place import Place, Undecodable
from consumers.records import rows_of
from consumers.rows import journal_rows
from events.journal import encode_bundle
from events.messages import Devices, Envelope
from runtime.kafka_records import Record
from tests.integration.books import a_click, a_cost, a_refund, a_tick, an_engagement, an_order

PLACE = Place(1, "affluent.journal.v1", 2, 30)


def rows(*messages: Envelope) -> list[tuple[str, dict[str, object]]]:
    pairs = journal_rows(PLACE, encode_bundle(messages))
    return [(table.name, dict(zip(table.columns, row, strict=True))) for table, row in pairs]


@pytest.mark.parametrize(
    ("message", "table"),
    [
        pytest.param(a_click("c", (0, 3, 4)), "clicks", id="a click"),
        pytest.param(an_order("e", "o", 1000, (1, 3, 4)), "orders", id="an order"),
        pytest.param(a_refund("r", "o", 1000, (1, 3, 4)), "refunds", id="a refund"),
        pytest.param(an_engagement("g", (2, 3, 4)), "engagements", id="an engagement"),
        pytest.param(a_cost("k", (3, 3, 4)), "costs", id="a cost"),
    ],
)
def test_what_came_in_is_one_fact_and_one_delivery(message: Envelope, table: str) -> None:
    [(fact, row), (deliveries, home)] = rows(message)
    assert (fact, deliveries) == (table, "deliveries")
    assert (row["_partition"], row["_offset"], row["_journal_offset"]) == (3, 4, 30)
    assert (home["home"], home["fact"], home["event_id"]) == ("fact", table, row["event_id"])


def test_what_entities_tell_each_other_is_no_fact() -> None:
    told = Envelope("o:shop/1", Devices((("v", 1),), "ask"), None)
    assert rows(told, a_tick()) == []


def test_a_place_in_the_bundle_is_kept() -> None:
    found = rows(a_tick(), a_click("c", (0, 0, 0)))
    assert {row["_journal_index"] for _, row in found} == {1}


def test_an_event_s_subject_is_its_order() -> None:
    assert [row["subject"] for table, row in rows(a_refund("r", "o1", 500, (1, 0, 0))) if table == "deliveries"] == ["shop/o1"]


def test_net_of_an_order_is_that_of_its_products() -> None:
    [(_, row), _] = rows(an_order("e", "o", 1_000, (1, 0, 0)))
    assert row["net"] == 1_000 - 100 - 19


def test_net_of_a_refund_holds_its_adjustment() -> None:
    [(_, row), _] = rows(a_refund("r", "o", 1_000, (1, 0, 0)))
    assert row["net"] == 1_000 - 19 + 7


def test_an_amount_beyond_a_column_is_refused_by_name() -> None:
    with pytest.raises(Undecodable, match="does not fit"):
        rows(an_order("e", "o", 2**63 + 1000, (1, 0, 0)))


def test_a_raw_topic_that_nobody_knows_is_refused() -> None:
    with pytest.raises(Undecodable):
        rows(a_click("c", (9, 0, 0)))


def test_a_tombstone_in_the_catalog_has_no_rows() -> None:
    assert rows_of(1, Record("affluent.catalog.v1", 0, 0, None)) == []
