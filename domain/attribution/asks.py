"""Whom an order asks: its browsers for touches, its buyers for more browsers, its codes for their owners."""

from domain.attribution.entity import World, earliest
from domain.attribution.rows import OrderRow
from domain.finance.net_revenue import Telling
from events.addressing import CUSTOMER, DEVICE, code_key, customer_key
from events.ids import derived_id
from events.messages import Devices, Envelope, Join, Watch, Whose

Asks = dict[str, Envelope]


def times_of(row: OrderRow, world: World) -> tuple[int, int]:
    """(when the buyer ordered, when affluent first heard of it): what touches are judged by.

    Of several times of order the earliest that was received in time; one told later than any allowed lateness moves nothing.
    """
    received = min(telling.received for telling in row.tellings.values())
    return min(telling.ordered_at for telling in timely_of(row, received + world.horizons.lateness)), received


def is_too_late(at: int, received: int, world: World) -> bool:
    """Whether an order was received too long after it was placed: it asks nobody, and nobody earns it."""
    return received - at > world.horizons.order_delay


def pinned_of(row: OrderRow) -> str:
    """The policy that the door pinned to what it heard first of the order."""
    return min(row.tellings.values(), key=lambda telling: (telling.received, telling.id)).policy


def devices_of(row: OrderRow, world: World) -> dict[str, int]:
    """Every browser of the order: its own, and those its buyers were seen with; visitor → earliest receipt of the link.

    One that was linked later than any allowed lateness can't count and is left out.
    """
    _, received = times_of(row, world)
    limit, found = received + world.horizons.lateness, dict[str, int]()
    for answer in _answers(row, limit):
        for visitor, linked in answer.devices:
            if linked <= limit:
                earliest(found, visitor, linked)
    for visitor, linked in _own(timely_of(row, limit)).items():
        earliest(found, visitor, linked)
    return found


def _answers(row: OrderRow, limit: int) -> list[Devices]:
    """What the order's buyers answered, of those that were named in time."""
    keys = [customer_key(row.shop, buyer) for buyer in _buyers(timely_of(row, limit))]
    return [row.customers[key] for key in keys if key in row.customers]


def is_returning(row: OrderRow, world: World) -> bool | None:
    """Whether a buyer of the order had placed another before, as far as that was received in time; None: no buyer is known.

    An order that came too late asked nobody, so it is nobody's second.
    """
    at, received = times_of(row, world)
    limit, me = received + world.horizons.lateness, f"{row.shop}/{row.order}"
    if not _buyers(timely_of(row, limit)):
        return None
    if is_too_late(at, received, world):
        return False
    firsts = [first for answer in _answers(row, limit) for first in answer.firsts if first[0] != me]
    return any((then, other) < (at, me) and named <= limit for other, then, named in firsts)


def asks_of(row: OrderRow, world: World) -> Asks:
    """ask → message. The names of asks hold all that would change the answer, so a changed order asks again."""
    at, received = times_of(row, world)
    if is_too_late(at, received, world):
        return {}
    name = f"{row.shop}/{row.order}"
    tellings = timely_of(row, received + world.horizons.lateness)
    asks = {f"v:{v}@{at}": Envelope(DEVICE + v, Watch(name, at, received, f"v:{v}@{at}")) for v in devices_of(row, world)}
    return asks | _joins(row, at, received, tellings) | _whose(row.shop, name, at, received, tellings)


def withdrawals_of(row: OrderRow, asks: Asks, world: World) -> Asks:
    """ask → message to each customer whom the order joined by what it knew then, and does not join by what it knows now."""
    at, received = times_of(row, world)
    joined = {ask.rpartition("@")[0] for ask in row.asked if ask.startswith(CUSTOMER)}
    gone = joined - {ask.rpartition("@")[0] for ask in asks}
    return {f"{buyer}@": _withdrawn(row, buyer.removeprefix(CUSTOMER), at, received) for buyer in gone}


def _withdrawn(row: OrderRow, buyer: str, at: int, received: int) -> Envelope:
    name = f"{row.shop}/{row.order}"
    return Envelope(customer_key(row.shop, buyer), Join(name, received, (), "", at, 0, row.applied, withdrawn=True))


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


def _joins(row: OrderRow, at: int, received: int, tellings: list[Telling]) -> Asks:
    asks, own, name = {}, sorted(_own(tellings).items()), f"{row.shop}/{row.order}"
    for buyer, known in _buyers(tellings).items():
        devices = tuple((visitor, max(linked, known)) for visitor, linked in own)
        ask = f"{CUSTOMER}{buyer}@{derived_id(f'{at}:{known}', *(f'{visitor}:{linked}' for visitor, linked in devices))}"
        asks[ask] = Envelope(customer_key(row.shop, buyer), Join(name, received, devices, ask, at, known, row.applied))
    return asks


def _whose(shop: str, name: str, at: int, received: int, tellings: list[Telling]) -> Asks:
    keys = {code_key(shop, code) for telling in tellings for code in telling.codes}
    return {key: Envelope(key, Whose(name, at, received, key)) for key in keys}
