"""A buyer: which browsers the buyer bought with, which orders were the first, and which orders must know."""

from domain.attribution.entity import NOTHING, Said, World, earliest
from domain.attribution.rows import CustomerRow
from events.addressing import ORDER
from events.messages import Devices, Envelope, Join, Message


def customer(row: CustomerRow, key: str, body: Message, replayed: bool, world: World) -> Said:
    """An order's *join* is answered with all devices and the first orders; what is new of either is told to the other orders."""
    if not isinstance(body, Join):
        return NOTHING
    learned = [visitor for visitor, received in body.devices if earliest(row.devices, visitor, received)]
    row.orders[body.order] = (body.received, body.ask)
    told = sorted(row.orders) if _is_first(row, body) or learned or replayed else [body.order]
    devices = tuple(sorted(row.devices.items()))
    firsts = tuple((order, *row.firsts[order]) for order in sorted(row.firsts))
    return Said(tuple(Envelope(ORDER + order, Devices(devices, row.orders[order][1], firsts)) for order in told))


def _is_first(row: CustomerRow, join: Join) -> bool:
    """Keep an order that no other precedes both in time and in receipt; True if that changed anything.

    Whether a buyer had bought before an order is thereby known to it for any receipt up to which it may listen: whatever
    is dropped here has a witness that was both placed and heard of no later.
    """
    at, named = row.firsts.get(join.order, (join.at, join.named))
    mine = min(at, join.at), min(named, join.named)
    if row.firsts.get(join.order) == mine or any(_precedes(row, other, join.order, mine) for other in row.firsts):
        return False
    row.firsts[join.order] = mine
    for other in [each for each in row.firsts if _precedes(row, join.order, each, row.firsts[each])]:
        del row.firsts[other]
    return True


def _precedes(row: CustomerRow, one: str, other: str, times: tuple[int, int]) -> bool:
    at, named = row.firsts[one]
    return one != other and (at, one) < (times[0], other) and named <= times[1]


def forget_customer(row: CustomerRow, watermark: int, world: World) -> None:
    """Drop orders for which no new device can count any more. Devices and the first orders stay: a later order needs them."""
    row.orders = {name: each for name, each in row.orders.items() if not world.horizons.order_is_over(each[0], watermark)}
