"""Ids that travel through browsers and shops and come back: signed, so that nobody can make one up."""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from typing import NamedTuple

ID_BYTES = 12
SIGNATURE_CHARACTERS = 16
PART = r"[A-Za-z0-9_-]{16}"
CLICK_ID = re.compile(rf"({PART})\.({PART})\.({PART})", re.ASCII)
COOKIE = re.compile(rf"({PART})\.({PART})", re.ASCII)


class ClickId(NamedTuple):
    """Who clicked, and which click: `nonce` is the click's event id."""

    visitor: str
    nonce: str


def new_id() -> str:
    """16 URL-safe characters, 96 bits of chance."""
    return secrets.token_urlsafe(ID_BYTES)


class Signer:
    """Signs visitors and clicks with AFFLUENT_CLICK_SECRET. A signature for one purpose is worth nothing for the other."""

    def __init__(self, secret: bytes) -> None:
        self._keyed = hmac.new(secret, digestmod=hashlib.sha256)

    def click_id(self, visitor: str, nonce: str) -> str:
        """`visitor.nonce.signature`: what is appended to the destination and comes back with the order."""
        return f"{visitor}.{nonce}.{self._signature(f'click:{visitor}.{nonce}')}"

    def read_click_id(self, text: str | None) -> ClickId | None:
        """The click behind a click id; None if it was not made here."""
        found = CLICK_ID.fullmatch(text or "")
        if not found or not self._is(found[3], f"click:{found[1]}.{found[2]}"):
            return None
        return ClickId(found[1], found[2])

    def cookie(self, visitor: str) -> str:
        """The value of the visitor cookie."""
        return f"{visitor}.{self._signature(f'visitor:{visitor}')}"

    def read_cookie(self, value: str | None) -> str | None:
        """The visitor behind a cookie's value; None if it was not set here."""
        found = COOKIE.fullmatch(value or "")
        return found[1] if found and self._is(found[2], f"visitor:{found[1]}") else None

    def _signature(self, text: str) -> str:
        keyed = self._keyed.copy()
        keyed.update(text.encode())
        return urlsafe_b64encode(keyed.digest())[:SIGNATURE_CHARACTERS].decode()

    def _is(self, signature: str, text: str) -> bool:
        return hmac.compare_digest(signature.encode(), self._signature(text).encode())
