"""A buyer: which browsers the buyer bought with, which orders were the first, and which orders must know."""

from typing import NamedTuple

from domain.attribution.entity import NOTHING, Said, World, earliest
from domain.attribution.rows import CustomerRow
from events.addressing import ORDER
from events.messages import Devices, Envelope, Join, Message

Firsts = dict[str, tuple[int, int]]
"""order → (when the buyer ordered, when it was first received with this customer)"""


class Known(NamedTuple):
    """What every order of the customer must know."""

    devices: tuple[tuple[str, int], ...]
    """(visitor, received)"""
    firsts: tuple[tuple[str, int, int], ...]
    """(order, at, named)"""


def customer(row: CustomerRow, key: str, body: Message, replayed: bool, world: World) -> Said:
    """An order's *join* is answered with all devices and the first orders; what is new of either is told to the other orders."""
    if not isinstance(body, Join):
        return NOTHING
    before = _known(row)
    known = row.orders.get(body.order, body)
    row.orders[body.order] = max(body, known, key=lambda join: join.position)
    now = _known(row)
    told = sorted(row.orders) if _is_news(before, now) or replayed else [body.order]
    joins = [row.orders[order] for order in told if not row.orders[order].withdrawn]
    answers = [(join.order, Devices(now.devices, join.ask, now.firsts, key, row.applied)) for join in joins]
    return Said(tuple(Envelope(ORDER + order, answer) for order, answer in answers))


def _is_news(before: Known, now: Known) -> bool:
    return before != now


def _known(row: CustomerRow) -> Known:
    """By what the orders say now, and by those that are over."""
    devices, firsts = dict(row.devices), dict(row.firsts)
    for join in row.orders.values():
        _count(join, devices, firsts)
    return Known(tuple(sorted(devices.items())), tuple((order, *times) for order, times in sorted(_undominated(firsts).items())))


def _count(join: Join, devices: dict[str, int], firsts: Firsts) -> None:
    if not join.withdrawn:
        firsts[join.order] = join.at, join.named
        for visitor, received in join.devices:
            earliest(devices, visitor, received)


def _undominated(orders: Firsts) -> Firsts:
    """The orders that no other precedes both in time and in receipt.

    Whether a buyer had bought before an order is thereby known to it for any receipt up to which it may listen: whatever
    is left out here has a witness that was both placed and heard of no later.
    """
    kept: Firsts = {}
    heard: int | None = None
    for order, (at, named) in sorted(orders.items(), key=lambda each: (each[1][0], each[0])):
        if heard is None or named < heard:
            kept[order], heard = (at, named), named
    return kept


def forget_customer(row: CustomerRow, watermark: int, world: World) -> None:
    """Fold orders that can't change any more into the devices and first orders, which stay: a later order needs them."""
    first = world.horizons.first_order(watermark)
    for order in [order for order, join in row.orders.items() if join.received < first]:
        _count(row.orders.pop(order), row.devices, row.firsts)
    row.firsts = _undominated(row.firsts)
