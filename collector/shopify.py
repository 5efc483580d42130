"""Shopify's webhooks as sale events: bytes in, events out, pure. Only listed fields are read; a person's never are."""

import base64
import hashlib
import hmac
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from pydantic import ValidationError

from collector.click_ids import Signer
from collector.customers import pseudonym
from collector.payload import BadField, Node, is_true
from collector.shopify_identity import identity_of
from collector.shopify_refunds import Terms, kind_of_line, refund_of
from events.ids import derived_id
from events.sale import OrderEvent, RefundEvent

OrderKind = Literal["placed", "paid", "edited", "cancelled"]
ORDER_TOPICS: dict[str, OrderKind] = {
    "orders/create": "placed",
    "orders/paid": "paid",
    "orders/updated": "edited",
    "orders/cancelled": "cancelled",
}
REFUND_TOPIC = "refunds/create"
TOPICS = frozenset({*ORDER_TOPICS, REFUND_TOPIC})
"""What is read. Not orders/edited: it carries only deltas; orders/updated tells the same edit with the whole order."""

MAX_CODES, MAX_CODE = 20, 64


class Reader(NamedTuple):
    """What reading an order takes beside its bytes."""

    signer: Signer
    customer_secret: bytes
    click_parameters: Collection[str]


def is_signed(body: bytes, signature: bytes, secrets: Iterable[bytes]) -> bool:
    """Whether X-Shopify-Hmac-Sha256 was made over these very bytes with one of a shop's live secrets."""
    made = (base64.b64encode(hmac.new(secret, body, hashlib.sha256).digest()) for secret in secrets if secret)
    return any(hmac.compare_digest(each, signature) for each in made)


def sales_of(topic: str, shop: str, document: Any, reader: Reader) -> list[OrderEvent | RefundEvent]:
    """Everything a webhook tells, without receipt; raises BadField. An order also tells its refunds again."""
    payload = Node(document)
    try:
        if topic == REFUND_TOPIC:
            refund = refund_of(shop, payload, None)
            return [refund] if refund else []
        return [order_of(ORDER_TOPICS[topic], shop, payload, reader), *_refunds_of(shop, payload)]
    except ValidationError as why:
        first = why.errors()[0]
        raise BadField(".".join(map(str, first["loc"])), first["msg"]) from None


def order_of(kind: OrderKind, shop: str, order: Node, reader: Reader) -> OrderEvent:
    """The order as it was first placed, told now: original quantities and prices, never the current ones.

    A cancelled order is cancelled whichever webhook says so. The id is derived from what is told: the same telling
    delivered again is the same event, an edited order is a new one.
    """
    currency = order.need("currency").text()
    identity = identity_of(order, reader.click_parameters, reader.signer)
    customer = order.at("customer", "id")
    told = {
        "event_id": "unnamed",
        "event_at": (order.get("updated_at") or order.need("created_at")).moment(),
        "kind": "cancelled" if order.get("cancelled_at") else kind,
        "shop": shop,
        "order_id": order.need("id").text(),
        "ordered_at": order.need("created_at").moment(),
        "currency": currency,
        "lines": list(_lines(order, currency)),
        "codes": _codes(order),
        "customer_id": pseudonym(reader.customer_secret, shop, customer.text()) if customer else None,
        "visitor_id": identity.visitor_id,
        "click_id": identity.click_id,
        "test": is_true(order.get("test")),
    }
    event = OrderEvent.model_validate(told)
    return event.model_copy(update={"event_id": _id_of(event)})


def _id_of(event: OrderEvent) -> str:
    told = event.model_dump(mode="json", exclude={"event_id", "received_at"})
    return derived_id("shopify", event.shop, event.kind, event.order_id, json.dumps(told, sort_keys=True))


def _lines(order: Node, currency: str) -> Iterator[dict[str, Any]]:
    taxes_included = is_true(order.get("taxes_included"))
    order.need("line_items")
    for line in order.each("line_items"):
        quantity = line.need("quantity").whole()
        product = line.get("product_id")
        yield _line(line, currency, taxes_included, quantity) | {
            "kind": kind_of_line(line),
            "product_id": product.text() if product else None,
        }
    for line in order.each("shipping_lines"):
        if line.get("id"):
            yield _line(line, currency, taxes_included, 1) | {"kind": "shipping"}


def _line(line: Node, currency: str, taxes_included: bool, quantity: int) -> dict[str, Any]:
    return {
        "line_id": line.need("id").text(),
        "amount": line.need("price").money(currency) * quantity,
        "discount": sum(one.need("amount").money(currency) for one in line.each("discount_allocations")),
        "tax": sum(one.need("price").money(currency) for one in line.each("tax_lines")) if taxes_included else 0,
        "quantity": quantity,
    }


def _codes(order: Node) -> Sequence[str]:
    """Codes longer than any in a catalog can be nobody's and are left out."""
    told = [one.get("code") for one in order.each("discount_codes")]
    codes = [code.text().strip() for code in told if code]
    return [code for code in codes if 0 < len(code) <= MAX_CODE][:MAX_CODES]


def _refunds_of(shop: str, order: Node) -> Iterator[RefundEvent]:
    """The refunds inside an order: a refunds/create that was lost loses no money."""
    terms = Terms(order.need("currency").text(), is_true(order.get("taxes_included")))
    for refund in order.each("refunds"):
        event = refund_of(shop, _with_order_id(refund, order), terms)
        if event:
            yield event


def _with_order_id(refund: Node, order: Node) -> Node:
    return Node({"order_id": order.need("id").value} | refund.value, refund.path) if isinstance(refund.value, dict) else refund
