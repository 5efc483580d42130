"""What the shop tells of an order: one signed webhook, byte for byte the same each time."""

import httpx

from affluent.demo.shop.goods import PRODUCTS, SHOP
from affluent.demo.shop.ledger import Purchase
from affluent.world.doors.shopify import TOPICS, payload
from affluent.world.doors.shops import sign, webhook, written
from affluent.world.plot.telling import Told, contained

TIMEOUT_S = 10.0
ACCEPTED = 200
FIRST_LINE = 15_000_000_000_000


class NotTold(Exception):
    """The collector did not take a webhook; the message says why, for the person who bought."""


def told_of(purchase: Purchase) -> Told:
    """The order in the simulated world's words; a guest's, so that nothing but the click id says who it was."""
    price = PRODUCTS[purchase.product].price
    line = {"line": str(FIRST_LINE + purchase.number), "amount": price, "discount": 0, "tax": contained(price, SHOP.vat),
            "kind": "product", "quantity": 1}  # fmt: skip
    return {
        "tells": "order", "kind": "placed", "shop": SHOP.id, "order": purchase.id, "at": purchase.at, "ordered_at": purchase.at,
        "currency": SHOP.currency, "lines": [line], "codes": [], "customer": None, "test": False,
    }  # fmt: skip


def request_of(purchase: Purchase, collector: str, secret: str) -> httpx.Request:
    """The webhook of an order: the click id comes back as a note of the cart."""
    body = written(payload(told_of(purchase), SHOP, purchase.click_id, "note"))
    return webhook(collector, SHOP.id, TOPICS["placed"], body, sign(secret, body))


def tell(client: httpx.Client, request: httpx.Request) -> None:
    """Send a webhook once; raises NotTold. Sent again, it changes nothing."""
    try:
        answer = client.send(request)
    except httpx.TransportError as why:
        raise NotTold(f"Nobody answers at {request.url}: {why}") from None
    if answer.status_code != ACCEPTED or not answer.json().get("accepted"):
        raise NotTold(f"The collector answered {answer.status_code}: {answer.text[:300]}")
