"""What Shopify tells of an order becomes a sale event: exact, complete, and the same when it is told again."""

import pytest

from collector.shopify import sales_of
from domain.finance.net_revenue import net_of_lines
from events.facts import SaleLine
from events.sale import LineKind
from tests.unit.collector.shopify_parts import READER, a_payload, the_order


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
