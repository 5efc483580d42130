"""Which browser a Shopify order came from: a click id or visitor id among its cart attributes or in its landing page."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from collector.click_ids import Signer
from collector.payload import Node

CLICK_NAMES = frozenset({"afl", "affluent_click_id", "affluent_click", "afl_click_id", "click_id"})
VISITOR_NAMES = frozenset({"visitor_id", "affluent_visitor_id", "affluent_visitor", "afl_visitor_id", "afl_visitor"})
VISITOR = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
MAX_ADDRESS = 8192


class Identity(NamedTuple):
    """What is known of the buyer's browser."""

    visitor_id: str | None = None
    click_id: str | None = None


def identity_of(order: Node, parameters: Collection[str], signer: Signer) -> Identity:
    """A click id that was made here wins over a visitor id; one that was not is nobody's.

    `parameters` are the click parameters of known links; attribute names compare without case and leading underscores.
    """
    clicks = CLICK_NAMES | {_plain(name) for name in parameters}
    told = list(_attributes(order))
    for value in [value for name, value in [*told, *_landing(order)] if name in clicks]:
        click = signer.read_click_id(value)
        if click:
            return Identity(click.visitor, value)
    for value in [value for name, value in told if name in VISITOR_NAMES]:
        visitor = signer.read_cookie(value) or value
        if VISITOR.fullmatch(visitor):
            return Identity(visitor)
    return Identity()


def _attributes(order: Node) -> Iterator[tuple[str, str]]:
    for attribute in order.each("note_attributes"):
        name, value = attribute.get("name"), attribute.get("value")
        if name and value and isinstance(value.value, str | int):
            yield _plain(name.text()), value.text().strip()


def _landing(order: Node) -> Iterator[tuple[str, str]]:
    address = order.get("landing_site")
    if address is None or not isinstance(address.value, str):
        return
    try:
        query = urlsplit(address.value[:MAX_ADDRESS]).query
        pairs = parse_qsl(query, max_num_fields=200)
    except ValueError:
        return
    for name, value in pairs:
        yield _plain(name), value


def _plain(name: str) -> str:
    return name.strip().lstrip("_").casefold()
