"""What people send is taken whole or not at all, and every mistake has its place."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from collector.click_ids import Signer
from collector.imports import BadBatch, Door, Read, read_batch, read_cost, read_engagement, read_event
from collector.records import AnyEvent, record_of
from events.catalog import Link
from events.catalog_book import CatalogBook
from events.click import Click
from events.sale import OrderEvent

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SIGNER = Signer(b"click secret of 16+")
CLICK_ID = SIGNER.click_id("v" * 16, "n" * 16)


def a_link(valid_from: datetime, **changes: Any) -> Link:
    told = {"id": "link-1", "slug": "lena", "destination": "https://shop.example/", "collaboration": "co"}
    return Link.model_validate(told | {"valid_from": valid_from, "recorded_at": NOW} | changes)


OLD, NEW = a_link(NOW - timedelta(days=30)), a_link(NOW - timedelta(days=10))


def a_door(service: bool = False) -> Door:
    book = CatalogBook()
    for link in (OLD, NEW):
        book.add(link)
    return Door(NOW, service, SIGNER, b"customer secret of 16+", book)


def a_click(**changes: Any) -> dict[str, Any]:
    return {"kind": "click", "event_id": "c1", "event_at": "2026-11-20T09:00:00Z", "link": "link-1"} | changes


def a_sale(**changes: Any) -> dict[str, Any]:
    told = {
        "kind": "placed", "event_id": "s1", "event_at": "2026-11-20T09:00:00Z", "ordered_at": "2026-11-20T09:00:00Z",
        "shop": "shop-1", "order_id": 12345678901234567890, "currency": "EUR", "lines": [{"line_id": 1, "amount": 1200}],
    }  # fmt: skip
    return told | changes


def read(*items: Any, door: Door | None = None, by: Read = read_event) -> list[AnyEvent]:
    return read_batch(list(items), by, door or a_door())


def mistakes(*items: Any, door: Door | None = None, by: Read = read_event) -> list[tuple[int | None, str]]:
    with pytest.raises(BadBatch) as refused:
        read(*items, door=door, by=by)
    return [(detail.item, detail.field) for detail in refused.value.details]


def the_click(**changes: Any) -> Click:
    [event] = read(a_click(**changes))
    assert isinstance(event, Click)
    return event


def the_order(**changes: Any) -> OrderEvent:
    [event] = read(a_sale(**changes))
    assert isinstance(event, OrderEvent)
    return event


def test_a_click_gets_the_link_version_in_force_when_it_happened() -> None:
    assert the_click().link_version == NEW.ref
    assert the_click(event_at="2026-11-01T00:00:00Z").link_version == OLD.ref


def test_a_slug_stands_for_its_link() -> None:
    by_slug = a_click(slug="lena")
    del by_slug["link"]
    [click] = read(by_slug)
    assert isinstance(click, Click)
    assert (click.link, click.link_version) == ("link-1", NEW.ref)


@pytest.mark.parametrize(
    ("item", "field"),
    [
        pytest.param(a_click(link=None, slug="nobody"), "slug", id="unknown slug"),
        pytest.param(a_click(link="nobody"), "link", id="unknown link"),
        pytest.param(a_click(event_at="2020-01-01T00:00:00Z"), "link", id="before the link began"),
        pytest.param(a_click(link_version="link-1@1"), "link_version", id="unknown version"),
        pytest.param(a_click(link=None), "link", id="no link at all"),
        pytest.param(a_click(event_at="2026-11-20T09:00:00"), "event_at", id="a time without offset"),
        pytest.param({"event_id": "x"}, "kind", id="no kind"),
        pytest.param(a_sale(kind="bought"), "kind", id="unknown kind"),
        pytest.param(a_sale(lines=[{"line_id": 1, "amount": "12.5"}]), "lines.0.amount", id="money that is not minor units"),
        pytest.param(a_sale(currency="XXX1"), "currency", id="unknown currency"),
        pytest.param(a_sale(order_id="a/b"), "order_id", id="an order id with a slash"),
        pytest.param("text", "", id="not an object"),
    ],
)
def test_a_mistake_is_named_by_item_and_field(item: Any, field: str) -> None:
    assert mistakes(a_click(), item) == [(1, field)]


def test_all_mistakes_are_named_at_once() -> None:
    assert mistakes(a_click(link="x"), a_sale(lines=[{"amount": 1.5}])) == [
        (0, "link"),
        (1, "lines.0.line_id"),
        (1, "lines.0.amount"),
    ]


def test_only_a_service_may_state_the_receipt() -> None:
    stated = a_click(received_at="2026-11-20T09:00:05Z")
    assert mistakes(stated) == [(0, "received_at")]
    [click] = read(stated, door=a_door(service=True))
    assert click.received_at == datetime(2026, 11, 20, 9, 0, 5, tzinfo=UTC)


def test_the_receipt_is_now_unless_stated_and_never_later() -> None:
    assert the_click().received_at == NOW
    [click] = read(a_click(received_at="2027-01-01T00:00:00Z"), door=a_door(service=True))
    assert click.received_at == NOW


def test_nothing_happens_after_it_was_received() -> None:
    order = the_order(event_at="2099-01-01T00:00:00Z", ordered_at="2099-01-01T00:00:00Z")
    assert order.event_at == order.ordered_at == NOW


def test_an_event_without_an_id_gets_one_from_what_it_says() -> None:
    unnamed = {name: value for name, value in a_sale().items() if name != "event_id"}
    [first], [again], [other] = read(unnamed), read(dict(reversed(unnamed.items()))), read(unnamed | {"test": True})
    assert first.event_id == again.event_id != other.event_id


def test_a_derived_id_does_not_depend_on_the_receipt() -> None:
    unnamed = {name: value for name, value in a_click().items() if name != "event_id"}
    [first] = read(unnamed, door=a_door(service=True))
    [again] = read(unnamed | {"received_at": "2026-11-21T00:00:00Z"}, door=a_door(service=True))
    assert first.event_id == again.event_id


def test_a_click_id_tells_the_visitor_and_a_forged_one_is_ignored() -> None:
    assert (the_order(click_id=CLICK_ID).visitor_id, the_order(click_id=CLICK_ID).click_id) == ("v" * 16, CLICK_ID)
    forged = the_order(click_id=CLICK_ID + "x", visitor_id="told")
    assert (forged.visitor_id, forged.click_id) == ("told", None)


def test_the_shops_customer_id_becomes_a_pseudonym() -> None:
    as_text, as_number = the_order(customer_id="77"), the_order(customer_id=77)
    assert as_text.customer_id == as_number.customer_id
    assert as_text.customer_id not in (None, "77")


def test_an_order_id_beyond_2_to_the_53_stays_exact_and_keys_the_record() -> None:
    assert record_of(the_order()).key == b"shop-1/12345678901234567890"


def test_one_object_a_list_and_a_wrapped_list_are_the_same() -> None:
    documents: list[Any] = [a_sale(), [a_sale()], {"events": [a_sale()]}]
    assert len({read_batch(document, read_event, a_door())[0] for document in documents}) == 1


def test_a_batch_has_at_most_1000_items() -> None:
    assert len(read(*[a_click()] * 1000)) == 1000
    assert mistakes(*[a_click()] * 1001) == [(None, "events")]


def test_engagements_and_costs_have_doors_of_their_own() -> None:
    engagement = {"event_at": "2026-11-20T09:00:00Z", "content": "post-1", "provenance": "public", "views": 10}
    cost = {
        "event_at": "2026-11-20T09:00:00Z", "kind": "fee", "campaign": "c", "amount": 100, "currency": "EUR",
        "accrues_from": "2026-11-01", "accrues_to": "2026-11-30",
    }  # fmt: skip
    assert [record_of(event).topic for event in read(engagement, by=read_engagement)] == ["affluent.engagements.v1"]
    assert [record_of(event).topic for event in read(cost, by=read_cost)] == ["affluent.costs.v1"]
    assert mistakes(cost | {"accrues_to": "2026-10-01"}, by=read_cost) == [(0, "")]
