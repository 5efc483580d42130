"""Ids that are derived from what they name, so that the same thing told twice has one id."""

import hashlib
from base64 import urlsafe_b64encode
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

ID_BYTES = 12


def derived_id(*parts: str) -> str:
    """16 URL-safe characters (96 bits) of the parts; parts are length-prefixed, so ("ab","c") is not ("a","bc")."""
    digest = hashlib.blake2b(digest_size=ID_BYTES)
    for part in parts:
        raw = part.encode()
        digest.update(len(raw).to_bytes(4, "big") + raw)
    return urlsafe_b64encode(digest.digest()).decode()


def _whole_number_as_text(value: object) -> object:
    """Shops send 64-bit ids as JSON numbers; as text they stay exact in any reader."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Id = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=r"^[^\s\x00-\x1f]+$")]
"""An id: 1 to 128 characters, no white space."""

SHOP_ID = r"^[\w.:-]{1,128}$"
ShopId = Annotated[
    str,
    BeforeValidator(_whole_number_as_text),
    StringConstraints(pattern=SHOP_ID),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": SHOP_ID}, {"type": "integer"}]}),
]
"""An id given by a shop; a JSON integer beyond 2^53 is kept exactly, as text."""

EventId = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[\w.:@/+=-]+$")]
"""What makes two deliveries the same event."""
