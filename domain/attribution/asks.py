"""Whom an order asks: its browsers for touches, its buyers for more browsers, its codes for their owners."""

from domain.attribution.entity import earliest
from domain.attribution.heard import Heard
from domain.attribution.rows import Answer, OrderRow
from events.addressing import CUSTOMER, DEVICE, code_key, customer_key
from events.ids import derived_id
from events.messages import Envelope, Join, Watch, Whose

Asks = dict[str, Envelope]


def pinned_of(row: OrderRow) -> str:
    """The policy that the door pinned to what it heard first of the order."""
    return min(row.tellings.values(), key=lambda telling: (telling.received, telling.id)).policy


def devices_of(row: OrderRow, heard: Heard) -> dict[str, int]:
    """Every browser of the order: its own, and those its buyers were seen with; visitor → earliest receipt of the link.

    One that was linked later than any allowed lateness can't count and is left out.
    """
    found = dict(heard.visitors)
    for answer in _answers(row, heard):
        for visitor, linked in answer.devices:
            if linked <= heard.limit:
                earliest(found, visitor, linked)
    return found


def _answers(row: OrderRow, heard: Heard) -> list[Answer]:
    """What the order's buyers answered, of those that were named in time."""
    keys = [customer_key(row.shop, buyer) for buyer in heard.buyers]
    return [row.customers[key] for key in keys if key in row.customers]


def is_returning(row: OrderRow, heard: Heard) -> bool | None:
    """Whether a buyer of the order had placed another before, as far as that was received in time; None: no buyer is known.

    An order that came too late asked nobody, so it is nobody's second.
    """
    if not heard.buyers:
        return None
    if heard.too_late:
        return False
    me = f"{row.shop}/{row.order}"
    firsts = [first for answer in _answers(row, heard) for first in answer.firsts if first[0] != me]
    return any((then, other) < (heard.at, me) and named <= heard.limit for other, then, named in firsts)


def asks_of(row: OrderRow, heard: Heard) -> Asks:
    """ask → message. The names of asks hold all that would change the answer, so a changed order asks again."""
    if heard.too_late:
        return {}
    name, at, received = f"{row.shop}/{row.order}", heard.at, heard.received
    asks = {f"v:{v}@{at}": Envelope(DEVICE + v, Watch(name, at, received, f"v:{v}@{at}")) for v in devices_of(row, heard)}
    return asks | _joins(row, name, heard) | _whose(row.shop, name, heard)


def withdrawals_of(row: OrderRow, asks: Asks, heard: Heard) -> Asks:
    """ask → message to each customer whom the order joined by what it knew then, and does not join by what it knows now."""
    overtaken = {ask.rpartition("@")[0] for ask in row.asked if ask not in asks and ask.startswith(CUSTOMER)}
    gone = overtaken - {ask.rpartition("@")[0] for ask in asks} if overtaken else ()
    return {f"{buyer}@": _withdrawn(row, buyer.removeprefix(CUSTOMER), heard) for buyer in gone}


def _withdrawn(row: OrderRow, buyer: str, heard: Heard) -> Envelope:
    said = Join(f"{row.shop}/{row.order}", heard.received, (), "", heard.at, 0, row.applied, withdrawn=True)
    return Envelope(customer_key(row.shop, buyer), said)


def _joins(row: OrderRow, name: str, heard: Heard) -> Asks:
    asks, own = {}, sorted(heard.visitors.items())
    for buyer, known in heard.buyers.items():
        devices = tuple((visitor, max(linked, known)) for visitor, linked in own)
        ask = f"{CUSTOMER}{buyer}@{derived_id(f'{heard.at}:{known}', *(f'{visitor}:{linked}' for visitor, linked in devices))}"
        said = Join(name, heard.received, devices, ask, heard.at, known, row.applied)
        asks[ask] = Envelope(customer_key(row.shop, buyer), said)
    return asks


def _whose(shop: str, name: str, heard: Heard) -> Asks:
    keys = {code_key(shop, code) for telling in heard.tellings for code in telling.codes}
    return {key: Envelope(key, Whose(name, heard.at, heard.received, key)) for key in keys}
