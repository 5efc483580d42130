"""Shops that deliver webhooks: signed like Shopify's, the same again until there is an answer, sometimes twice."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

import httpx

from affluent.world.doors.asking import Asking
from affluent.world.plot.telling import Told

REFUSED = 400


@dataclass(frozen=True)
class Delivery:
    """A webhook as it was sent, to be sent again."""

    shop: str
    topic: str
    body: bytes
    told: tuple[Told, ...]


@dataclass
class Shops:
    """Every shop's webhooks, with the secrets that they sign with."""

    collector: str
    asking: Asking
    secrets: Mapping[str, str]
    _sent: list[Delivery] = field(default_factory=list)

    def deliver(self, shop: str, topic: str, payload: object, told: tuple[Told, ...]) -> None:
        """Tell it until it is answered."""
        delivery = Delivery(shop, topic, written(payload), told)
        self._sent.append(delivery)
        self.send(delivery)

    def repeat(self, back: int) -> None:
        """Deliver an earlier webhook once more, byte for byte."""
        if self._sent:
            self.send(self._sent[-min(back, len(self._sent))])

    def send(self, delivery: Delivery, signature: str | None = None) -> None:
        """Send it, with a signature of the caller's choice if there is one."""
        number = self.asking.log.intends("webhook", list(delivery.told), shop=delivery.shop, topic=delivery.topic)
        answer = self.asking.until_answered(number, lambda: self._request(delivery, signature))
        if answer.status_code >= REFUSED:
            self.asking.log.fail(number, answer.status_code)
            return
        self.asking.log.ok(number, [{} for _ in delivery.told], len(delivery.told))

    def _request(self, delivery: Delivery, signature: str | None) -> httpx.Request:
        signature = signature or sign(self.secrets[delivery.shop], delivery.body)
        return webhook(self.collector, delivery.shop, delivery.topic, delivery.body, signature)


def webhook(collector: str, shop: str, topic: str, body: bytes, signature: str) -> httpx.Request:
    """A shop's webhook to a collector: the same body is the same webhook, however often it is sent."""
    digest = hashlib.sha256(body).digest()
    headers = {
        "Content-Type": "application/json", "User-Agent": "Shopify-Captain-Hook", "X-Shopify-Topic": topic,
        "X-Shopify-Shop-Domain": f"{shop}.myshopify.com", "X-Shopify-API-Version": "2026-01",
        "X-Shopify-Webhook-Id": str(UUID(bytes=digest[:16])), "X-Shopify-Event-Id": str(UUID(bytes=digest[16:])),
        "X-Shopify-Hmac-Sha256": signature,
    }  # fmt: skip
    return httpx.Request("POST", f"{collector}/webhooks/shopify/{shop}", headers=headers, content=body)


def written(payload: object) -> bytes:
    """A webhook's body."""
    return json.dumps(payload, separators=(",", ":")).encode()


def sign(secret: str, body: bytes) -> str:
    """X-Shopify-Hmac-Sha256 of a body."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
