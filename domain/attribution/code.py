"""A promo code: its versions, and the orders that wait to hear whose it is."""

from domain.attribution.entity import NOTHING, Said, World
from domain.attribution.rows import CodeRow
from events.addressing import ORDER
from events.messages import CodeVersion, Envelope, Message, Versions, Whose


def code(row: CodeRow, key: str, body: Message, replayed: bool, world: World) -> Said:
    """An order's *whose* is answered with all versions; a version that comes later is told to the orders that wait."""
    if isinstance(body, Whose):
        row.orders[body.order] = (body.received, body.ask)
        return Said((_answer(row, body.order, tuple(row.versions[ref] for ref in sorted(row.versions))),))
    if isinstance(body, CodeVersion):
        version = row.versions.setdefault(body.ref, body)
        return Said(tuple(_answer(row, order, (version,)) for order in sorted(row.orders)))
    return NOTHING


def _answer(row: CodeRow, order: str, versions: tuple[CodeVersion, ...]) -> Envelope:
    return Envelope(ORDER + order, Versions(versions, row.orders[order][1]))


def forget_code(row: CodeRow, watermark: int, world: World) -> None:
    """Drop orders for which no new version can count any more. Versions stay."""
    first = world.horizons.first_order(watermark)
    row.orders = {name: each for name, each in row.orders.items() if each[0] >= first}
