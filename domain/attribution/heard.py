"""What was told of an order in time: its moments, its buyers, the browsers it was placed with."""

from collections.abc import Iterable
from typing import NamedTuple

from domain.attribution.entity import World, earliest
from domain.attribution.rows import OrderRow
from domain.finance.net_revenue import Telling


class Heard(NamedTuple):
    """What touches are judged by. Milliseconds since 1970."""

    at: int
    """When the buyer ordered: the earliest time that was told up to the limit; one told later moves nothing."""
    received: int
    """When affluent first heard of it."""
    limit: int
    """The longest allowed lateness after that."""
    too_late: bool
    """Received too long after it was placed: it asks nobody, and nobody earns it."""
    tellings: list[Telling]
    """Received up to the limit."""
    buyers: dict[str, int]
    """customer → when first named"""
    visitors: dict[str, int]
    """visitor → when first named"""


def heard_of(row: OrderRow, world: World) -> Heard:
    """Of an order that was told at least once."""
    received = min(telling.received for telling in row.tellings.values())
    limit = received + world.horizons.lateness
    timely = [telling for telling in row.tellings.values() if telling.received <= limit]
    at = min(telling.ordered_at for telling in timely)
    buyers = _first_named((telling.customer, telling.received) for telling in timely)
    visitors = _first_named((telling.visitor, telling.received) for telling in timely)
    return Heard(at, received, limit, received - at > world.horizons.order_delay, timely, buyers, visitors)


def _first_named(told: Iterable[tuple[str | None, int]]) -> dict[str, int]:
    seen: dict[str, int] = {}
    for name, received in told:
        if name:
            earliest(seen, name, received)
    return seen
