"""Orders rebuilt from their facts: what the entities would have told each other, joined instead of sent.

The questions are those of `asks.py`, the folding is that of `order.py`: only the messages between are left out. So a batch
comes to what a stream comes to once everything has arrived.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from domain.attribution.asks import asks_of
from domain.attribution.device import meets, touch_of
from domain.attribution.entity import World, earliest
from domain.attribution.order import fold
from domain.attribution.rows import OrderRow
from events.addressing import DEVICE, code_key, order_key
from events.facts import Clicked, Ordered, Refunded
from events.messages import CodeVersion, Join, Touch, Touches, Versions, Watch, Whose

Orders = dict[str, OrderRow]
"""order's key → row"""


class Facts(NamedTuple):
    """What orders are decided by: each event once, under the earliest receipt that any delivery of it had.

    To decide an order it takes all events of it and of the other orders of its buyers, and the clicks of all their browsers.
    """

    sales: Iterable[Ordered | Refunded]
    clicks: Iterable[Clicked]
    codes: Iterable[CodeVersion]


def orders_of(facts: Facts, world: World) -> Orders:
    """The rows of all orders that were told, complete: nothing is asked that was not answered."""
    orders = _told(facts.sales)
    _join(orders, world)
    touches, versions = _touches(facts.clicks), _versions(facts.codes)
    for row in orders.values():
        _answer(row, touches, versions, world)
    return orders


def _told(sales: Iterable[Ordered | Refunded]) -> Orders:
    rows: Orders = {}
    for event in sales:
        fold(rows.setdefault(order_key(event.shop, event.order), OrderRow()), event)
    return {key: row for key, row in rows.items() if row.tellings}  # a refund alone decides nothing


def _join(orders: Orders, world: World) -> None:
    """Every buyer's browsers, from all orders of the buyer, to each of them."""
    joins = [(row, key, body) for row in orders.values() for key, body in _joins(row, world)]
    buyers: dict[str, dict[str, int]] = {}
    for _, key, join in joins:
        known = buyers.setdefault(key, {})
        for visitor, received in join.devices:
            earliest(known, visitor, received)
    for row, key, _ in joins:
        for visitor, received in buyers[key].items():
            earliest(row.devices, visitor, received)


def _joins(row: OrderRow, world: World) -> list[tuple[str, Join]]:
    return [(ask.key, ask.body) for ask in asks_of(row, world).values() if isinstance(ask.body, Join)]


def _touches(clicks: Iterable[Clicked]) -> dict[str, list[Touch]]:
    known: dict[str, list[Touch]] = {}
    for click in clicks:
        if click.visitor is not None:
            known.setdefault(DEVICE + click.visitor, []).append(touch_of(click))
    return known


def _versions(codes: Iterable[CodeVersion]) -> dict[str, list[CodeVersion]]:
    known: dict[str, list[CodeVersion]] = {}
    for version in codes:
        known.setdefault(code_key(version.shop, version.code), []).append(version)
    return known


def _answer(row: OrderRow, touches: Mapping[str, list[Touch]], versions: Mapping[str, list[CodeVersion]], world: World) -> None:
    for name, ask in asks_of(row, world).items():
        if isinstance(ask.body, Watch):
            at = ask.body.at
            found = tuple(touch for touch in touches.get(ask.key, ()) if meets(touch, at, world))
            fold(row, Touches(ask.key[2:], found, name))
        elif isinstance(ask.body, Whose):
            fold(row, Versions(tuple(versions.get(ask.key, ())), name))
