"""Orders rebuilt from their facts: what the entities would have told each other, joined instead of sent.

The questions are those of `asks.py`, the folding is that of `order.py`: only the messages between are left out. So a batch
comes to what a stream comes to once everything has arrived.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from domain.attribution.asks import asks_of
from domain.attribution.customer import customer
from domain.attribution.device import meets, touch_of
from domain.attribution.entity import World
from domain.attribution.heard import heard_of
from domain.attribution.order import fold
from domain.attribution.rows import CustomerRow, OrderRow
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
    """Every customer hears of all its orders, and then answers each of them."""
    joins = [
        (row, ask) for row in orders.values() for ask in asks_of(row, heard_of(row, world)).values() if isinstance(ask.body, Join)
    ]
    buyers: dict[str, CustomerRow] = {}
    for _, ask in joins:
        customer(buyers.setdefault(ask.key, CustomerRow()), ask.key, ask.body, False, world)
    for row, ask in joins:
        for answer in customer(buyers[ask.key], ask.key, ask.body, False, world).sends:
            fold(row, answer.body)


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
    for name, ask in asks_of(row, heard_of(row, world)).items():
        if isinstance(ask.body, Watch):
            at = ask.body.at
            found = tuple(touch for touch in touches.get(ask.key, ()) if meets(touch, at, world))
            fold(row, Touches(ask.key[2:], found, name))
        elif isinstance(ask.body, Whose):
            fold(row, Versions(tuple(versions.get(ask.key, ())), name))
