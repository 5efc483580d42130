"""Who clicks and buys: everything about a person follows from their number, so that a million of them take no memory."""

from bench.traffic.contracts import SHOPS
from events.ids import derived_id

_SHOPS = tuple(SHOPS)


def devices(number: int) -> int:
    """How many devices a person has: 3 of 10 people have two."""
    return 2 if number % 10 < 3 else 1


def visitor(number: int, device: int) -> str:
    """The visitor id of a person's device, counted from 0."""
    return derived_id("visitor", str(number), str(device))


def customer(number: int) -> str:
    """Their pseudonym, as long as the collector's."""
    return derived_id("customer", str(number)) + derived_id("and", str(number))[:8]


def shop(number: int) -> str:
    """The one shop where a person buys."""
    return _SHOPS[number // 10 % len(_SHOPS)]
