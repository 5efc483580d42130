"""Ids that travel through browsers and shops and come back: signed, so that nobody can make one up."""

import hashlib
import hmac
import re
import secrets
from binascii import b2a_base64
from functools import lru_cache
from typing import NamedTuple

ID_BYTES, ID_CHARACTERS = 12, 16
MADE_AT_ONCE = 256
URL_SAFE = bytes.maketrans(b"+/", b"-_")
TIME_CHARACTERS, TICK_BITS = 6, 6
ASCENDING = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
"""The URL-safe characters in the order of their bytes. Six of them count ticks of 64 ms until the year 2109."""
PART = r"[A-Za-z0-9_-]{16}"
CLICK_ID = re.compile(rf"({PART})\.({PART})\.({PART})", re.ASCII)
COOKIE = re.compile(rf"({PART})\.({PART})", re.ASCII)


class ClickId(NamedTuple):
    """Who clicked, and which click: `nonce` is the click's event id."""

    visitor: str
    nonce: str


_unused: list[str] = []
"""Ids made ahead: the kernel is asked for chance once for many of them."""


def new_id() -> str:
    """16 URL-safe characters, 96 bits of chance. Any thread may ask."""
    while True:
        try:
            return _unused.pop()
        except IndexError:
            made = secrets.token_urlsafe(ID_BYTES * MADE_AT_ONCE)
            _unused.extend(made[at : at + ID_CHARACTERS] for at in range(0, len(made), ID_CHARACTERS))


def nonce_at(now: int) -> str:
    """The id of a click at a moment (milliseconds since 1970). Later ones sort behind; 60 bits of chance tell one tick's apart.

    So clicks that came together lie together in the warehouse, and what is new there overlaps only with what is hardly older.
    """
    return _ticks(now >> TICK_BITS) + new_id()[TIME_CHARACTERS:]


@lru_cache(maxsize=2)
def _ticks(count: int) -> str:
    """Ticks since 1970 as characters that sort as their numbers do."""
    return "".join(ASCENDING[count >> 6 * place & 63] for place in reversed(range(TIME_CHARACTERS)))


class Signer:
    """Signs visitors and clicks with AFFLUENT_CLICK_SECRET. A signature for one purpose is worth nothing for the other.

    Keyed BLAKE2b (RFC 7693) and not HMAC: most of what a redirect costs is Python, and this is a third of its calls.
    """

    def __init__(self, secret: bytes) -> None:
        key = hashlib.blake2b(secret).digest()  # a key has at most 64 bytes, a secret as many as it likes
        self._click = hashlib.blake2b(key=key, person=b"click", digest_size=ID_BYTES)
        self._visitor = hashlib.blake2b(key=key, person=b"visitor", digest_size=ID_BYTES)

    def click_id(self, visitor: str, nonce: str) -> str:
        """`visitor.nonce.signature`: what is appended to the destination and comes back with the order."""
        signed = f"{visitor}.{nonce}"
        return f"{signed}.{_signature(self._click, signed)}"

    def read_click_id(self, text: str | None) -> ClickId | None:
        """The click behind a click id; None if it was not made here."""
        found = CLICK_ID.fullmatch(text or "")
        if not found or not hmac.compare_digest(found[3], _signature(self._click, f"{found[1]}.{found[2]}")):
            return None
        return ClickId(found[1], found[2])

    def cookie(self, visitor: str) -> str:
        """The value of the visitor cookie."""
        return f"{visitor}.{_signature(self._visitor, visitor)}"

    def read_cookie(self, value: str | None) -> str | None:
        """The visitor behind a cookie's value; None if it was not set here."""
        found = COOKIE.fullmatch(value or "")
        return found[1] if found and hmac.compare_digest(found[2], _signature(self._visitor, found[1])) else None


def _signature(keyed: hashlib.blake2b, text: str) -> str:
    mac = keyed.copy()
    mac.update(text.encode())
    return b2a_base64(mac.digest(), newline=False).translate(URL_SAFE).decode()
