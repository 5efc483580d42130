"""Where a tracked link may lead: nowhere but to the brand's own hosts, and nothing a browser could read differently."""

import re
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
# Browsers turn a backslash into a slash and drop tabs and newlines; urlsplit does neither or does it silently.
AMBIGUOUS = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029]")
HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
KEPT = ":/?#[]@!$&'()*+,;=%~-._"


class UnsafeDestination(ValueError):
    """A destination that no tracked link may have; the message says why."""


def place_of(destination: str) -> str:
    """`host`, or `host:port` for a port that is not the scheme's own; raises UnsafeDestination."""
    if AMBIGUOUS.search(destination):
        raise UnsafeDestination("has white space, a backslash or a control character")
    try:
        parts = urlsplit(destination)
        host, port = parts.hostname or "", parts.port
    except ValueError as why:
        raise UnsafeDestination(f"is not an address: {why}") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise UnsafeDestination("must start with https:// or http://")
    if "@" in parts.netloc:
        raise UnsafeDestination("must not carry a user name")
    if not HOST.fullmatch(host):
        raise UnsafeDestination("has no plain host name")
    return host if port in (None, DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"


def check_destination(destination: str, hosts: Collection[str]) -> None:
    """Raise UnsafeDestination unless the destination is on one of the hosts, label for label."""
    place = place_of(destination)
    if place not in {host.lower() for host in hosts}:
        raise UnsafeDestination(f"leads to {place}, which is not among the brand's destination_hosts")


@lru_cache(maxsize=8192)
def around_click_id(destination: str, parameter: str) -> tuple[str, str]:
    """What stands before and after a click id in the address that a browser is sent to; raises UnsafeDestination.

    The stored query and fragment stay as they are; a stored value of the parameter itself would compete and is left out.
    """
    place_of(destination)
    before, hash_sign, fragment = browser_address(destination).partition("#")
    address, _, query = before.partition("?")
    kept = [pair for pair in query.split("&") if pair and _name_of(pair) != parameter]
    return f"{address}?{'&'.join([*kept, parameter])}=", hash_sign + fragment


def browser_address(destination: str) -> str:
    """The destination in ASCII: what is not is percent-encoded as UTF-8, as a browser would."""
    return quote(destination, safe=KEPT)


def _name_of(pair: str) -> str:
    pairs = parse_qsl(pair, keep_blank_values=True)
    return pairs[0][0] if pairs else ""
