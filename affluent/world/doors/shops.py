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
        body = json.dumps(payload, separators=(",", ":")).encode()
        delivery = Delivery(shop, topic, body, told)
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
        digest = hashlib.sha256(delivery.body).digest()
        headers = {
            "Content-Type": "application/json", "User-Agent": "Shopify-Captain-Hook", "X-Shopify-Topic": delivery.topic,
            "X-Shopify-Shop-Domain": f"{delivery.shop}.myshopify.com", "X-Shopify-API-Version": "2026-01",
            "X-Shopify-Webhook-Id": str(UUID(bytes=digest[:16])), "X-Shopify-Event-Id": str(UUID(bytes=digest[16:])),
            "X-Shopify-Hmac-Sha256": signature or sign(self.secrets[delivery.shop], delivery.body),
        }  # fmt: skip
        url = f"{self.collector}/webhooks/shopify/{delivery.shop}"
        return httpx.Request("POST", url, headers=headers, content=delivery.body)


def sign(secret: str, body: bytes) -> str:
    """X-Shopify-Hmac-Sha256 of a body."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
