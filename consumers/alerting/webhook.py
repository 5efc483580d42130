"""A transition as a signed webhook, as Standard Webhooks describes it: any of its libraries can verify one."""

import hashlib
import hmac
import json
import time
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence

import httpx

from events.alert import Alert
from runtime.settings import MissingSetting, Settings, secret

ANSWER_S = 3.0
PREFIX = "whsec_"
LEAST_BYTES = 16


class NotTaken(Exception):
    """The receiver did not say that it has it; the message says what it said."""


class Webhook:
    """One address, and the secrets that are live for it."""

    def __init__(self, url: str, keys: Sequence[bytes]) -> None:
        self._url, self._keys = url, keys
        self._client = httpx.Client(timeout=ANSWER_S)

    def tell(self, alert: Alert) -> None:
        """Send a transition; the same one always has the same id and body. Raises NotTaken."""
        body = body_of(alert)
        headers = headers_of(alert.id, int(time.time()), body, self._keys)
        try:
            with self._client.stream("POST", self._url, content=body, headers=headers) as answer:  # its body is not read
                if not answer.is_success:
                    raise NotTaken(f"it answered {answer.status_code}")
        except httpx.HTTPError as why:
            raise NotTaken(f"{type(why).__name__}: {why}") from why

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()


def body_of(alert: Alert) -> bytes:
    """What is sent: type, timestamp and the transition as it stands on the topic."""
    told = alert.model_dump(mode="json", exclude_none=True)
    return json.dumps({"type": f"alert.{alert.transition}", "timestamp": told["recorded_at"], "data": told}).encode()


def headers_of(id: str, at: int, body: bytes, keys: Sequence[bytes]) -> dict[str, str]:
    """Headers that vouch for a body; `at` in seconds since 1970, one signature for each key."""
    signed = f"{id}.{at}.".encode() + body
    signatures = (b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode() for key in keys)
    return {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }


def webhook_of(settings: Settings) -> Webhook | None:
    """The operator's webhook; None if there is none. Raises MissingSetting without a secret for it."""
    if not settings.alert_webhook_url:
        return None
    return Webhook(settings.alert_webhook_url, [_key(one) for one in secret(settings, "alert_webhook_secret").decode().split()])


def _key(one: str) -> bytes:
    coded = one.removeprefix(PREFIX)
    try:
        key = one.encode() if coded == one else b64decode(coded + "=" * (-len(coded) % 4), validate=True)
    except NotBase64:
        raise MissingSetting("AFFLUENT_ALERT_WEBHOOK_SECRET: what follows whsec_ must be base64") from None
    if len(key) < LEAST_BYTES:
        raise MissingSetting(f"AFFLUENT_ALERT_WEBHOOK_SECRET: each secret must have at least {LEAST_BYTES} bytes")
    return key
