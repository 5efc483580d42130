"""What Shopify tells becomes sale events: exact, complete, and without a person in it."""

import base64
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest

from collector.click_ids import Signer
from collector.payload import BadField
from collector.shopify import Reader, is_signed, sales_of
from collector.strict_json import read_json
from domain.finance.net_revenue import net_of_lines
from events.messages import SaleLine
from events.sale import LineKind, OrderEvent, RefundEvent

FIXTURES = Path(__file__).parents[2] / "fixtures" / "shopify"
SIGNER = Signer(b"click secret of 16+")
READER = Reader(SIGNER, b"customer secret of 16+", frozenset({"afl", "ref_x"}))
CLICK_ID = SIGNER.click_id("v" * 16, "n" * 16)


def a_payload(name: str, **changes: Any) -> Any:
    return read_json((FIXTURES / f"{name}.json").read_bytes()) | changes


def the_order(name: str, topic: str = "orders/create", **changes: Any) -> OrderEvent:
    event = sales_of(topic, "shop-1", a_payload(name, **changes), READER)[0]
    assert isinstance(event, OrderEvent)
    return event


def the_refund(name: str, **changes: Any) -> RefundEvent:
    [event] = sales_of("refunds/create", "shop-1", a_payload(name, **changes), READER)
    assert isinstance(event, RefundEvent)
    return event


def test_an_order_is_told_with_its_original_amounts_and_the_tax_inside_them() -> None:
    order = the_order("order_eur_taxes_included")
    assert [(line.line_id, line.amount, line.discount, line.tax, line.quantity, line.kind) for line in order.lines] == [
        ("13688971493691", 7900, 790, 1185, 2, LineKind.PRODUCT),
        ("13688971526459", 2000, 200, 300, 1, LineKind.PRODUCT),
        ("3987441", 490, 0, 82, 1, LineKind.SHIPPING),
    ]
    assert order.currency == "EUR"
    assert order.codes == ("LENA10",)


def test_net_revenue_of_an_order_is_its_products_without_discount_and_tax() -> None:
    order = the_order("order_eur_taxes_included")
    lines = [SaleLine(line.line_id, line.amount, line.discount, line.tax, line.kind) for line in order.lines]
    assert net_of_lines(lines) == (7900 - 790 - 1185) + (2000 - 200 - 300)


def test_an_id_beyond_2_to_the_53_stays_exact() -> None:
    assert the_order("order_eur_taxes_included").order_id == "9007199254740993001"


def test_the_time_of_the_sale_is_when_it_was_created_and_of_the_telling_when_it_was_updated() -> None:
    order = the_order("order_eur_taxes_included")
    assert order.ordered_at.isoformat() == "2026-11-20T10:15:30+01:00"
    assert order.event_at.isoformat() == "2026-11-20T10:15:31+01:00"


def test_tax_beside_the_prices_is_not_contained_in_them() -> None:
    assert [line.tax for line in the_order("order_usd_gift_card_and_tip").lines] == [0, 0, 0]


def test_gift_cards_and_tips_are_not_products_and_a_test_order_says_so() -> None:
    order = the_order("order_usd_gift_card_and_tip")
    assert [line.kind for line in order.lines] == [LineKind.PRODUCT, LineKind.GIFT_CARD, LineKind.TIP]
    assert order.test


def test_yen_have_no_decimals() -> None:
    assert the_order("order_jpy").lines[0].amount == 9960


@pytest.mark.parametrize(
    ("topic", "kind"),
    [("orders/create", "placed"), ("orders/paid", "paid"), ("orders/updated", "edited"), ("orders/cancelled", "cancelled")],
)
def test_each_topic_is_a_kind(topic: str, kind: str) -> None:
    cancelled = "2026-11-21T00:00:00Z" if kind == "cancelled" else None
    assert the_order("order_eur_taxes_included", topic, cancelled_at=cancelled).kind == kind


def test_a_cancelled_order_is_cancelled_whichever_webhook_tells_it_and_is_then_one_event() -> None:
    told = [the_order("order_jpy", topic) for topic in ("orders/updated", "orders/cancelled")]
    assert {event.kind for event in told} == {"cancelled"}
    assert len({event.event_id for event in told}) == 1


def test_a_webhook_delivered_again_is_the_same_event_and_an_edited_order_a_new_one() -> None:
    first, again = the_order("order_jpy"), the_order("order_jpy")
    edited = the_order("order_jpy", updated_at="2026-11-21T21:00:00+09:00")
    assert first.event_id == again.event_id != edited.event_id


def test_the_same_order_of_two_shops_is_two_events() -> None:
    told = [sales_of("orders/create", shop, a_payload("order_jpy"), READER)[0].event_id for shop in ("shop-1", "shop-2")]
    assert told[0] != told[1]


def test_the_customer_is_a_pseudonym_of_one_shop() -> None:
    told = [sales_of("orders/create", shop, a_payload("order_jpy"), READER)[0] for shop in ("shop-1", "shop-2")]
    customers = {event.customer_id for event in told if isinstance(event, OrderEvent)}
    assert len(customers) == 2
    assert all(customer and customer != "42" and len(customer) >= 22 for customer in customers)


def test_nothing_of_a_person_leaves_the_collector() -> None:
    told = sales_of("orders/create", "shop-1", a_payload("order_eur_taxes_included"), READER)
    text = "".join(event.model_dump_json() for event in told).casefold()
    for canary in ("canary", "@example", "203.0.113", "rue du", "lyon", "69001", "+3312", "7303982311601", "#1001"):
        assert canary not in text


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"note_attributes": [{"name": "afl", "value": CLICK_ID}]}, id="cart attribute"),
        pytest.param({"note_attributes": [{"name": "_AFL", "value": f" {CLICK_ID} "}]}, id="hidden cart attribute"),
        pytest.param({"note_attributes": [{"name": "affluent_click_id", "value": CLICK_ID}]}, id="long name"),
        pytest.param({"landing_site": f"/p?utm_source=x&afl={CLICK_ID}#top"}, id="landing page"),
        pytest.param({"landing_site": f"https://shop.example/?ref_x={CLICK_ID}"}, id="a link's own parameter"),
        pytest.param(
            {"note_attributes": [{"name": "visitor_id", "value": "someone-else"}], "landing_site": f"/?afl={CLICK_ID}"},
            id="a signed click id wins over a visitor id",
        ),
    ],
)
def test_a_click_id_tells_the_browser_that_bought(changes: dict[str, Any]) -> None:
    order = the_order("order_eur_taxes_included", **changes)
    assert (order.visitor_id, order.click_id) == ("v" * 16, CLICK_ID)


def test_a_click_id_that_was_not_made_here_is_nobodys_and_the_sale_is_kept() -> None:
    order = the_order("order_eur_taxes_included", note_attributes=[{"name": "afl", "value": CLICK_ID[:-1] + "~"}])
    assert (order.visitor_id, order.click_id) == (None, None)


def test_a_shop_may_tell_the_visitor_itself() -> None:
    assert the_order("order_jpy").visitor_id == "visitor-of-the-shop"


@pytest.mark.parametrize("landing", ["http://[broken", "/" + "x" * 20_000, "?" + "a=1&" * 500, 5])
def test_a_landing_page_that_is_no_address_tells_nothing(landing: object) -> None:
    assert the_order("order_eur_taxes_included", landing_site=landing).click_id is None


def test_an_order_tells_its_refunds_again_with_the_id_that_refunds_create_gives_them() -> None:
    payload = a_payload("order_eur_taxes_included")
    _, inside = sales_of("orders/updated", "shop-1", payload, READER)
    [alone] = sales_of("refunds/create", "shop-1", payload["refunds"][0], READER)
    assert alone == inside


def test_a_refund_contains_tax_where_its_prices_do() -> None:
    refund = the_refund_inside("order_eur_taxes_included")
    assert [(line.line_id, line.amount, line.tax) for line in refund.lines] == [("13688971526459", 1800, 300)]
    assert refund.adjustment == 0


def the_refund_inside(name: str) -> RefundEvent:
    event = sales_of("orders/updated", "shop-1", a_payload(name), READER)[1]
    assert isinstance(event, RefundEvent)
    return event


def test_a_refund_with_tax_beside_its_prices_less_what_was_kept_back_and_without_shipping() -> None:
    refund = the_refund("refund_taxes_outside")
    assert [(line.amount, line.tax) for line in refund.lines] == [(124071, 0)]
    assert refund.adjustment == -400
    assert refund.currency == "CAD"


def test_a_refund_of_an_amount_without_lines_went_back_beside_them() -> None:
    refund = the_refund("refund_amount_only")
    assert (refund.lines, refund.adjustment, refund.currency) == ((), 100, "INR")


def test_a_refund_still_under_way_is_not_taken_back_by_its_discrepancy() -> None:
    assert the_refund("refund_pending").adjustment == 0


def test_a_refund_of_nothing_is_no_event() -> None:
    payload = a_payload("refund_amount_only", order_adjustments=[], transactions=[])
    assert sales_of("refunds/create", "shop-1", payload, READER) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"currency": None}, "currency"),
        ({"currency": "XYZ"}, "line_items.0.price"),
        ({"created_at": "yesterday"}, "created_at"),
        ({"created_at": "2026-11-20T10:15:30"}, "created_at"),
        ({"line_items": None}, "line_items"),
        ({"line_items": {}}, "line_items"),
        ({"line_items": [7]}, "line_items.0"),
        ({"line_items": [{"id": 1, "quantity": 1, "price": "12.345"}]}, "line_items.0.price"),
        ({"line_items": [{"id": 1, "quantity": 1, "price": "1_000"}]}, "line_items.0.price"),
        ({"line_items": [{"id": 1, "quantity": 1, "price": "1e3"}]}, "line_items.0.price"),
        ({"line_items": [{"id": 1, "quantity": "2", "price": "1"}]}, "line_items.0.quantity"),
        ({"line_items": [{"id": 1, "quantity": -2, "price": "1"}]}, "lines.0.quantity"),
        ({"line_items": [{"id": 1, "quantity": 10**18, "price": "999999999999.00"}]}, "lines.0.amount"),
        ({"id": None}, "id"),
        ({"id": True}, "id"),
        ({"refunds": [{"id": 1, "refund_line_items": [{}]}]}, "refunds.0.refund_line_items.0.line_item_id"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadField) as wrong:
        the_order("order_eur_taxes_included", **changes)
    assert wrong.value.field == field


@pytest.mark.parametrize("document", [None, [], "text", 7, True])
def test_a_body_that_is_no_object_is_named(document: object) -> None:
    with pytest.raises(BadField):
        sales_of("orders/create", "shop-1", document, READER)


BODY = json.dumps({"id": 1}).encode()


def signed(secret: bytes, body: bytes = BODY) -> bytes:
    return base64.b64encode(hmac.new(secret, body, hashlib.sha256).digest())


@pytest.mark.parametrize(
    ("signature", "secrets", "expected"),
    [
        pytest.param(signed(b"old"), [b"new", b"old"], True, id="any live secret"),
        pytest.param(signed(b"old"), [b"new"], False, id="a retired secret"),
        pytest.param(signed(b"new", b'{"id":1}'), [b"new"], False, id="the same JSON in other bytes"),
        pytest.param(signed(b""), [b""], False, id="an empty secret"),
        pytest.param(signed(b"new"), [], False, id="a shop without secrets"),
        pytest.param(b"", [b"new"], False, id="no signature"),
        pytest.param("é".encode("latin-1"), [b"new"], False, id="not ASCII"),
        pytest.param(signed(b"new").hex().encode(), [b"new"], False, id="not base64"),
    ],
)
def test_a_signature_is_over_the_raw_bytes(signature: bytes, secrets: list[bytes], expected: bool) -> None:
    assert is_signed(BODY, signature, secrets) is expected
