"""What Shopify tells of a refund becomes one event, wherever it is told."""

from collector.shopify import sales_of
from events.sale import RefundEvent
from tests.unit.collector.shopify_parts import READER, a_payload, the_refund


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
