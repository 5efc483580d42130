"""A refund of the demo, read by the collector's reader."""

import json

import pytest

from affluent.demo.refund import Worth, number_of, told_of
from affluent.world.doors.shopify import REFUND_IDS, TOPICS, payload
from affluent.world.plot.cast import cast
from collector.click_ids import Signer
from collector.shopify import Reader, sales_of
from collector.strict_json import read_json
from domain.finance.net_revenue import net_of_refund
from events.ids import derived_id

READER = Reader(Signer(b"a secret of some length"), b"another secret of some length", {"afl"})
NOW = 1_790_000_000_250


def worth(shop="nordlicht-eu", events=("a",)):
    return Worth(shop, "6000000001001", "EUR", 10_840, 867, "Mira Lind", "", events)


def read(shop, amount, events=("a",)):
    told = told_of(worth(shop.id, events), amount, NOW)
    [event] = sales_of(TOPICS["refund"], shop.id, read_json(json.dumps(payload(told, shop)).encode()), READER)
    return event


@pytest.mark.parametrize("shop", cast().shops, ids=lambda shop: shop.id)
def test_what_goes_back_is_net_revenue_to_the_cent(shop):
    event = read(shop, 10_839)
    assert net_of_refund(event.lines, event.adjustment) == 10_839
    assert (event.order_id, event.currency, event.kind) == ("6000000001001", shop.currency, "refund")


def test_its_event_is_known_before_it_is_told():
    shop = cast().shops[0]
    expected = derived_id("shopify", shop.id, "refund", str(REFUND_IDS + number_of(worth())))
    assert read(shop, 5).event_id == expected


def test_a_second_refund_is_another_one():
    shop = cast().shops[0]
    assert read(shop, 5).event_id == read(shop, 5).event_id != read(shop, 5, ("a", "b")).event_id
