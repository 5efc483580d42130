"""Whose webhook it is: a signature over the raw bytes, with any of the shop's live secrets."""

import base64
import hashlib
import hmac
import json

import pytest

from collector.shopify import is_signed

BODY = json.dumps({"id": 1}).encode()


def signed(secret: bytes, body: bytes = BODY) -> bytes:
    return base64.b64encode(hmac.new(secret, body, hashlib.sha256).digest())


@pytest.mark.parametrize(
    ("signature", "secrets", "expected"),
    [
        pytest.param(signed(b"old"), [b"new", b"old"], True, id="any live secret"),
        pytest.param(signed(b"old"), [b"new"], False, id="a retired secret"),
        pytest.param(signed(b"new", b'{"id":1}'), [b"new"], False, id="the same JSON in other bytes"),
        pytest.param(signed(b""), [b""], False, id="an empty secret"),
        pytest.param(signed(b"new"), [], False, id="a shop without secrets"),
        pytest.param(b"", [b"new"], False, id="no signature"),
        pytest.param("é".encode("latin-1"), [b"new"], False, id="not ASCII"),
        pytest.param(signed(b"new").hex().encode(), [b"new"], False, id="not base64"),
    ],
)
def test_a_signature_is_over_the_raw_bytes(signature: bytes, secrets: list[bytes], expected: bool) -> None:
    assert is_signed(BODY, signature, secrets) is expected
