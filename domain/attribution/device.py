"""A browser: its touches, and the orders that want to hear of them."""

import msgspec

from domain.attribution.entity import NOTHING, Said, World
from domain.attribution.rows import DeviceRow
from events.addressing import ORDER
from events.facts import Clicked
from events.messages import Envelope, Message, Touch, Touches, Watch

MAX_TOUCHES = 500
"""A browser with more is a machine. The newest are kept; orders that watch have been told of the others already."""


def device(row: DeviceRow, key: str, body: Message, replayed: bool, world: World) -> Said:
    """A click goes to the orders watching; an order's *watch* is answered with the touches in its window."""
    visitor = key[2:]
    if isinstance(body, Clicked):
        return _clicked(row, visitor, body, world)
    if isinstance(body, Watch):
        row.watchers[f"{body.order}@{body.at}"] = (body.order, body.at, body.received, body.ask)
        seen = tuple(touch for _, touch in sorted(row.touches.items()) if meets(touch, body.at, world))
        return Said((_answer(visitor, body.order, seen, body.ask),))
    return NOTHING


def _clicked(row: DeviceRow, visitor: str, click: Clicked, world: World) -> Said:
    touch = _kept(row, click)
    if not row.watchers:
        return NOTHING
    return Said(
        tuple(
            _answer(visitor, order, (touch,), ask)
            for _, (order, at, _, ask) in sorted(row.watchers.items())
            if meets(touch, at, world)
        )
    )


def touch_of(click: Clicked) -> Touch:
    """What an order is told of a click."""
    return Touch(click.id, click.at, click.received, click.link_version, click.flags)


def _kept(row: DeviceRow, click: Clicked) -> Touch:
    touch, known = touch_of(click), row.touches.get(click.id)
    if known is not None:
        touch = msgspec.structs.replace(known, received=min(known.received, click.received))
    row.touches[click.id] = touch
    while len(row.touches) > MAX_TOUCHES:
        del row.touches[min(row.touches, key=lambda id: (row.touches[id].at, id))]
    return touch


def meets(touch: Touch, at: int, world: World) -> bool:
    """Whether an order placed at a time may want to hear of a touch: any contract's lookback window is at most that long."""
    return 0 <= at - touch.at < world.horizons.lookback


def _answer(visitor: str, order: str, touches: tuple[Touch, ...], ask: str) -> Envelope:
    return Envelope(ORDER + order, Touches(visitor, touches, ask))


def forget_device(row: DeviceRow, watermark: int, world: World) -> None:
    """Drop touches and watching orders that no later message can bring together."""
    touch, order = world.horizons.first_touch(watermark), world.horizons.first_order(watermark)
    for id in [id for id, each in row.touches.items() if each.at < touch]:
        del row.touches[id]
    for name in [name for name, (_, _, received, _) in row.watchers.items() if received < order]:
        del row.watchers[name]
