"""Who bought, as a sale event says it: a pseudonym and a browser, never a person."""

from typing import Any

import pytest

from collector.shopify import sales_of
from events.sale import OrderEvent
from tests.unit.collector.shopify_parts import CLICK_ID, READER, a_payload, the_order


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
