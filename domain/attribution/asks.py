"""Whom an order asks: its browsers for touches, its buyers for more browsers, its codes for their owners."""

from domain.attribution.entity import World, earliest
from domain.attribution.rows import OrderRow
from domain.finance.net_revenue import Telling
from events.addressing import DEVICE, code_key, customer_key
from events.ids import derived_id
from events.messages import Envelope, Join, Watch, Whose

Asks = dict[str, Envelope]


def times_of(row: OrderRow) -> tuple[int, int]:
    """(when the buyer ordered, when affluent first heard of it): what touches are judged by."""
    tellings = row.tellings.values()
    return min(telling.ordered_at for telling in tellings), min(telling.received for telling in tellings)


def pinned_of(row: OrderRow) -> str:
    """The policy that the door pinned to what it heard first of the order."""
    return min(row.tellings.values(), key=lambda telling: (telling.received, telling.id)).policy


def devices_of(row: OrderRow, world: World) -> dict[str, int]:
    """Every browser of the order: its own, and those its buyers were seen with; visitor → earliest receipt of the link.

    One that was linked later than any allowed lateness can't count and is left out.
    """
    _, received = times_of(row)
    limit = received + world.horizons.lateness
    found = {visitor: linked for visitor, linked in row.devices.items() if linked <= limit}
    for visitor, linked in _own(timely_of(row, limit)).items():
        earliest(found, visitor, linked)
    return found


def is_returning(row: OrderRow, world: World) -> bool | None:
    """Whether a buyer of the order had placed another before, as far as that was received in time; None: no buyer is known."""
    at, received = times_of(row)
    limit, name = received + world.horizons.lateness, f"{row.shop}/{row.order}"
    if not any(telling.customer for telling in timely_of(row, limit)):
        return None
    return any((then, other) < (at, name) and named <= limit for other, (then, named) in row.before.items())


def asks_of(row: OrderRow, world: World) -> Asks:
    """ask → message. The names of asks hold all that would change the answer, so a changed order asks again."""
    at, received = times_of(row)
    if received - at > world.horizons.order_delay:
        return {}
    name = f"{row.shop}/{row.order}"
    tellings = timely_of(row, received + world.horizons.lateness)
    asks = {f"v:{v}@{at}": Envelope(DEVICE + v, Watch(name, at, received, f"v:{v}@{at}")) for v in devices_of(row, world)}
    return asks | _joins(row.shop, name, at, received, tellings) | _whose(row.shop, name, at, received, tellings)


def timely_of(row: OrderRow, limit: int) -> list[Telling]:
    """What was told of the order up to a receipt."""
    return [telling for telling in row.tellings.values() if telling.received <= limit]


def _own(tellings: list[Telling]) -> dict[str, int]:
    seen: dict[str, int] = {}
    for telling in tellings:
        if telling.visitor:
            earliest(seen, telling.visitor, telling.received)
    return seen


def _buyers(tellings: list[Telling]) -> dict[str, int]:
    seen: dict[str, int] = {}
    for telling in tellings:
        if telling.customer:
            earliest(seen, telling.customer, telling.received)
    return seen


def _joins(shop: str, name: str, at: int, received: int, tellings: list[Telling]) -> Asks:
    asks, own = {}, sorted(_own(tellings).items())
    for buyer, known in _buyers(tellings).items():
        devices = tuple((visitor, max(linked, known)) for visitor, linked in own)
        ask = f"c:{buyer}@{derived_id(f'{at}:{known}', *(f'{visitor}:{linked}' for visitor, linked in devices))}"
        asks[ask] = Envelope(customer_key(shop, buyer), Join(name, received, devices, ask, at, known))
    return asks


def _whose(shop: str, name: str, at: int, received: int, tellings: list[Telling]) -> Asks:
    keys = {code_key(shop, code) for telling in tellings for code in telling.codes}
    return {key: Envelope(key, Whose(name, at, received, key)) for key in keys}
