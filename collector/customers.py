"""A shop's customer becomes a pseudonym before anything leaves the collector."""

import hashlib
import hmac
from base64 import urlsafe_b64encode

PSEUDONYM_CHARACTERS = 24


def pseudonym(secret: bytes, shop: str, customer_id: str) -> str:
    """24 URL-safe characters keyed with AFFLUENT_CUSTOMER_SECRET; the same customer id of two shops gives two."""
    told = f"{len(shop)}:{shop}:{customer_id}".encode()
    return urlsafe_b64encode(hmac.new(secret, told, hashlib.sha256).digest())[:PSEUDONYM_CHARACTERS].decode()
