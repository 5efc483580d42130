"""The demo's shop before a real collector: what a purchase tells, and that it can't be told twice."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from affluent.demo.shop.goods import SHOP
from affluent.demo.shop.ledger import Ledger
from affluent.local.ports import free_ports
from domain.finance.net_revenue import net_of_lines
from tests.integration.collector_parts import House
from tests.integration.shop_parts import BOARD, CLICK_ID, a_house, a_shop, cart_of, orders_kept, served


@pytest.fixture
def collector(tmp_path: Path) -> Iterator[House]:
    house = a_house(tmp_path)
    yield house
    house.spools.sales.close()
    house.spools.clicks.close()


def shopper(address: str) -> httpx.Client:
    return httpx.Client(base_url=address, follow_redirects=True, trust_env=False, timeout=10)


def arrives(browser: httpx.Client, **query: str) -> dict[str, str]:
    """Look at the goods; the form of the lamp."""
    page = browser.get("/collections/new", params=query)
    assert page.status_code == 200
    return {"cart": cart_of(page.text), "product": "lamp"}


def test_a_purchase_carries_the_click_id_of_the_address_back(collector: House, tmp_path: Path) -> None:
    with served(collector.app) as doors, served(a_shop(tmp_path, doors)) as shop, shopper(shop) as browser:
        arrives(browser, afl=CLICK_ID, utm_source="creator")
        thanks = browser.post("/orders", data=arrives(browser))
    [order] = orders_kept(collector)
    assert (order.visitor_id, order.click_id, order.shop, order.test) == ("v" * 16, CLICK_ID, SHOP.id, False)
    assert net_of_lines(order.lines) == 10_840  # 129.00 EUR less 19 % VAT, by hand
    assert thanks.status_code == 200
    assert f"{BOARD}/orders/{SHOP.id}/{order.order_id}" in thanks.text
    assert "#1001" in thanks.text


def test_who_comes_without_a_link_brings_nobody(collector: House, tmp_path: Path) -> None:
    with served(collector.app) as doors, served(a_shop(tmp_path, doors)) as shop, shopper(shop) as browser:
        browser.post("/orders", data=arrives(browser, afl='"><script>'))
    [order] = orders_kept(collector)
    assert (order.visitor_id, order.click_id) == (None, None)


def test_a_cart_sent_twice_is_one_order_and_a_new_cart_another(collector: House, tmp_path: Path) -> None:
    with served(collector.app) as doors, served(a_shop(tmp_path, doors)) as shop, shopper(shop) as browser:
        form = arrives(browser, afl=CLICK_ID)
        first, second = browser.post("/orders", data=form), browser.post("/orders", data=form)
        browser.post("/orders", data=arrives(browser))
    assert first.url == second.url
    told = [order.event_id for order in orders_kept(collector)]
    assert told[0] == told[1] != told[2]
    assert len(Ledger(tmp_path).told()) == 2


def test_an_order_that_nobody_heard_of_is_told_once_when_it_is_tried_again(collector: House, tmp_path: Path) -> None:
    [port] = free_ports(1)
    with served(a_shop(tmp_path, f"http://127.0.0.1:{port}")) as shop, shopper(shop) as browser:
        failed = browser.post("/orders", data=arrives(browser, afl=CLICK_ID))
        assert failed.status_code == 502
        assert 'role="alert"' in failed.text
        assert Ledger(tmp_path).told() == []
        assert browser.get("/orders/1001").status_code == 404
        with served(collector.app, port):
            again = {"cart": cart_of(failed.text), "product": "lamp"}
            assert browser.post("/orders", data=again).status_code == 200
            assert browser.post("/orders", data=again).status_code == 200
    assert len({order.event_id for order in orders_kept(collector)}) == 1
    assert [purchase.number for purchase in Ledger(tmp_path).told()] == [1001]


def test_a_wrong_secret_is_said_to_the_buyer(collector: House, tmp_path: Path) -> None:
    with served(collector.app) as doors, served(a_shop(tmp_path, doors, "another secret")) as shop, shopper(shop) as browser:
        failed = browser.post("/orders", data=arrives(browser))
    assert (failed.status_code, orders_kept(collector)) == (502, [])
    assert "401" in failed.text


@pytest.mark.parametrize(
    ("form", "status"),
    [({"cart": "a-cart-of-some", "product": "yacht"}, 404), ({"cart": '"><b>', "product": "lamp"}, 422), ({}, 422)],
)
def test_what_is_not_for_sale_is_not_sold(collector: House, tmp_path: Path, form: dict[str, str], status: int) -> None:
    with served(collector.app) as doors, served(a_shop(tmp_path, doors)) as shop, shopper(shop) as browser:
        assert browser.post("/orders", data=form).status_code == status
    assert orders_kept(collector) == []
