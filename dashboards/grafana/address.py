"""Where a Grafana is, and a client for it that knows a token."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from grafana_api.grafana_face import GrafanaFace

TIMEOUT_S = 10.0
SAYABLE = re.compile(r"[\x21-\x7e]+")


class BadAddress(ValueError):
    """The address is not one of a Grafana; the message says what was expected, and never repeats a password."""


class Address(NamedTuple):
    """A Grafana's root, e.g. https://metrics.example/grafana."""

    protocol: str
    host: str
    port: int | None
    prefix: str

    def __str__(self) -> str:
        port = "" if self.port is None else f":{self.port}"
        return f"{self.protocol}://{self.host}{port}/{self.prefix}".rstrip("/")


def address_of(url: str) -> Address:
    """Read an address; raises BadAddress. A user in it is refused: addresses end up in logs."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadAddress("AFFLUENT_GRAFANA_URL (or --grafana) is not an address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise BadAddress("AFFLUENT_GRAFANA_URL (or --grafana) must be like https://grafana.example:3000")
    if parts.username is not None or parts.password is not None:
        raise BadAddress("AFFLUENT_GRAFANA_URL (or --grafana) must hold no user and no password; give AFFLUENT_GRAFANA_TOKEN")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    path = parts.path.strip("/")
    return Address(parts.scheme, host, port, f"{path}/" if path else "")


def client(address: Address, token: str) -> GrafanaFace:
    """A client that presents a service account's token; raises BadAddress for a token that no header can carry."""
    if not SAYABLE.fullmatch(token):
        raise BadAddress("AFFLUENT_GRAFANA_TOKEN (or --token-file) must hold a token of a service account, and nothing else")
    return GrafanaFace(
        token,
        host=address.host,
        port=address.port,
        url_path_prefix=address.prefix,
        protocol=address.protocol,
        timeout=TIMEOUT_S,
    )
