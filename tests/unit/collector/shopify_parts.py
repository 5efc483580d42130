"""Payloads that Shopify sends, and the one event that each of them tells."""

from pathlib import Path
from typing import Any

from collector.click_ids import Signer
from collector.shopify import Reader, sales_of
from collector.strict_json import read_json
from events.sale import OrderEvent, RefundEvent

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
