"""The world's webhooks, read by the collector's reader: what was meant is what is understood."""

import json
from random import Random

import pytest

from affluent.world.doors.shopify import TOPICS, payload
from affluent.world.plot.cast import cast
from affluent.world.plot.history import STORIES
from affluent.world.plot.moments import local
from affluent.world.plot.telling import Teller
from collector.click_ids import Signer
from collector.shopify import Reader, sales_of
from collector.strict_json import read_json
from events.moments import to_ms

AT = 1_790_000_000_000
SIGNER = Signer(b"a secret of some length")
READER = Reader(SIGNER, b"another secret of some length", {"afl"})
CLICK_ID = SIGNER.click_id("v" * 16, "n" * 16)


def sales(seed: int):
    tell = Teller(cast(), Random(seed))
    told = [one for story in STORIES for one in story(tell, AT)]
    return [one for one in told if one["tells"] in ("order", "refund") and one["kind"] != "chargeback"]


def read(told, carries="nothing"):
    shop = next(shop for shop in cast().shops if shop.id == told["shop"])
    body = json.dumps(payload(told, shop, CLICK_ID, carries)).encode()
    return sales_of(TOPICS[told["kind"]], told["shop"], read_json(body), READER)[0]


@pytest.mark.parametrize("seed", range(5))
def test_every_line_is_understood_to_the_cent(seed):
    for told in sales(seed):
        if told["currency"] != next(shop.currency for shop in cast().shops if shop.id == told["shop"]):
            continue
        lines = {line.line_id: line for line in read(told).lines}
        meant = [line for line in told["lines"] if told["tells"] == "order" or line["kind"] != "shipping"]
        assert {line["line"] for line in meant} == set(lines)
        for line in meant:
            understood = lines[line["line"]]
            assert (understood.amount, understood.tax, understood.kind) == (line["amount"], line["tax"], line["kind"])
            assert getattr(understood, "discount", 0) == line.get("discount", 0)


@pytest.mark.parametrize(("carries", "visitor"), [("note", "v" * 16), ("landing", "v" * 16), ("nothing", None)])
def test_the_click_id_comes_back_by_cart_attribute_or_landing_page(carries, visitor):
    order = next(told for told in sales(1) if told["tells"] == "order")
    assert read(order, carries).visitor_id == visitor


def test_a_moment_keeps_its_milliseconds_and_a_whole_second_needs_none():
    order = next(told for told in sales(1) if told["tells"] == "order") | {"ordered_at": AT + 250, "at": AT + 250}
    assert to_ms(read(order).ordered_at) == AT + 250
    assert local(AT, 60) == "2026-09-21T15:13:20+01:00"


def test_an_adjustment_is_money_that_went_back():
    refund = next(told for told in sales(1) if told["tells"] == "refund" and told["lines"]) | {"adjustment": 250}
    assert read(refund).adjustment == 250
