"""How far receipts are finished with: what lets entities forget without ever changing a decision.

Intake's ticks say what it has finished with in each raw partition. But what followed from a raw event (an order asks a
customer, the customer tells another order, that asks a device, the device answers) may still be under way in other
partitions. So each partition's clock echoes the tick to all partitions: what was sent before an echo is read before it.
After as many echoes as a chain of messages has links, everything that followed from a finished receipt has been read.
"""

from domain.attribution.entity import NOTHING, Said, World
from domain.attribution.rows import ClockRow
from events.addressing import CLOCK
from events.messages import Echo, Envelope, Message, Tick

LEVELS = 6
"""The longest chain: sale, join, devices, watch, touches; one to spare."""


def clock(row: ClockRow, key: str, body: Message, replayed: bool, world: World) -> Said:
    """Fold a tick or an echo; pass on how far this partition is, when it is further than before."""
    if isinstance(body, Tick):
        source = f"{body.topic}:{body.partition}"
        row.finished[source] = max(row.finished.get(source, 0), body.finished)
        passed = min((row.finished.get(name, 0) for name in world.raw_partitions), default=0)
        return _echo(row, key, 0, passed, replayed, world)
    if isinstance(body, Echo):
        _grow(row)
        heard = row.echoes[body.level]
        heard[body.partition] = max(heard.get(body.partition, 0), body.finished)
        passed = min(heard.get(partition, 0) for partition in range(world.partitions))
        return _echo(row, key, body.level + 1, passed, replayed, world)
    return NOTHING


def _grow(row: ClockRow) -> None:
    while len(row.echoes) < LEVELS:
        row.echoes.append({})


def _echo(row: ClockRow, key: str, level: int, passed: int, replayed: bool, world: World) -> Said:
    mine = int(key[2:])
    if level == LEVELS:
        row.watermark = max(row.watermark, passed)
        return NOTHING
    _grow(row)
    if not passed or (passed <= row.said.get(level, 0) and not replayed):
        return NOTHING
    row.said[level] = max(row.said.get(level, 0), passed)
    return Said(tuple(Envelope(f"{CLOCK}{to}", Echo(level, mine, passed)) for to in range(world.partitions)))
