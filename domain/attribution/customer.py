"""A buyer: which browsers the buyer bought with, and which orders must know."""

from domain.attribution.entity import NOTHING, Said, World, earliest
from domain.attribution.rows import CustomerRow
from events.addressing import ORDER
from events.messages import Devices, Envelope, Join, Message


def customer(row: CustomerRow, key: str, body: Message, replayed: bool, world: World) -> Said:
    """An order's *join* is answered with all devices; a new device is told to the other orders."""
    if not isinstance(body, Join):
        return NOTHING
    learned = [visitor for visitor, received in body.devices if earliest(row.devices, visitor, received)]
    row.orders[body.order] = (body.received, body.ask)
    told = sorted(row.orders) if learned or replayed else [body.order]
    devices = tuple(sorted(row.devices.items()))
    return Said(tuple(Envelope(ORDER + order, Devices(devices, row.orders[order][1])) for order in told))


def forget_customer(row: CustomerRow, watermark: int, world: World) -> None:
    """Drop orders for which no new device can count any more. Devices stay: a later order needs them all."""
    row.orders = {name: each for name, each in row.orders.items() if not world.horizons.order_is_over(each[0], watermark)}
