"""An order: what was told of it, whom it asks, and the only place where a decision is made."""

from hashlib import blake2b

import msgspec

from domain.attribution.asks import Asks, asks_of, withdrawals_of
from domain.attribution.decide import decide
from domain.attribution.entity import NOTHING, Said, World
from domain.attribution.heard import heard_of
from domain.attribution.rows import Answer, OrderRow
from domain.finance.net_revenue import Return, Telling, return_of, telling_of
from events.addressing import CUSTOMER
from events.decision import Decision, encode_decision, pack_version
from events.facts import Ordered, Refunded
from events.messages import Devices, Envelope, Message, Touch, Touches, Versions


def order(row: OrderRow, key: str, body: Message, replayed: bool, world: World) -> Said:
    """Fold what is told; ask; decide when nothing is unanswered, so that the first decision is already complete."""
    if not fold(row, body):
        return NOTHING
    if not row.tellings:  # a refund before its order waits here
        return NOTHING
    heard = heard_of(row, world)
    asks = {} if row.closed else asks_of(row, heard)
    sends = () if row.closed else _unsaid(row, asks | withdrawals_of(row, asks, heard), replayed)
    if not all(row.asked[ask] for ask in asks):
        if replayed:
            _unsay(row)
        return Said(sends)
    decision, late = decide(row, world)
    news = late if replayed else tuple(each for each in late if each.id not in row.late)
    row.late.update((each.id, True) for each in news)
    return Said(sends, _news(row, decision, replayed, world), news)


def _unsay(row: OrderRow) -> None:
    """What was decided and told as late may have been lost, and an answer is awaited: it is said again when that comes."""
    row.decided, row.late = b"", {}


def fold(row: OrderRow, body: Message) -> bool:
    """Keep what is told or answered; False for a message that is not for orders. Order of arrival and repeats can't matter."""
    if isinstance(body, Ordered):
        row.shop, row.order = body.shop, body.order
        _tell(row, telling_of(body))
    elif isinstance(body, Refunded):
        row.shop, row.order = body.shop, body.order
        _give_back(row, return_of(body))
    else:
        return _learn(row, body)
    return True


def _learn(row: OrderRow, body: Message) -> bool:
    if isinstance(body, Touches):
        for touch in body.touches:
            _touch(row, body.visitor, touch)
    elif isinstance(body, Devices):
        known = row.customers.get(body.customer)
        if known is None or known.position <= body.position:
            row.customers[body.customer] = Answer(body.position, body.devices, body.firsts)
    elif isinstance(body, Versions):
        row.versions.update((version.ref, version) for version in body.versions)
    else:
        return False
    if body.answers in row.asked:
        row.asked[body.answers] = True
    return True


def _tell(row: OrderRow, telling: Telling) -> None:
    known = row.tellings.get(telling.id, telling)
    received = min(known.received, telling.received)
    policy = max(known.policy, telling.policy)  # told twice, with a policy learnt between: the same in either order
    row.tellings[telling.id] = msgspec.structs.replace(known, received=received, policy=policy)


def _give_back(row: OrderRow, each: Return) -> None:
    known = row.returns.get(each.id, each)
    row.returns[each.id] = msgspec.structs.replace(known, received=min(known.received, each.received))


def _touch(row: OrderRow, visitor: str, touch: Touch) -> None:
    known = row.touches.get(touch.id)
    if known is None or touch.received < known[1].received:
        row.touches[touch.id] = (visitor, touch)


def _unsaid(row: OrderRow, asks: Asks, replayed: bool) -> tuple[Envelope, ...]:
    """What was not asked yet; after a crash also what was asked and not answered, for it may have been lost.

    An ask that a later telling has overtaken is not waited for: it may have been lost, and nothing repeats it. To a customer
    the newest word is the only one that counts, so what it overtakes is not even remembered: it may have to be said again.
    """
    for overtaken in [ask for ask in row.asked if ask.startswith(CUSTOMER) and ask not in asks]:
        del row.asked[overtaken]
    sends = tuple(asks[ask] for ask in sorted(asks) if ask not in row.asked or (replayed and not row.asked[ask]))
    for ask in asks:
        row.asked.setdefault(ask, False)
    return sends


def _news(row: OrderRow, decision: Decision, replayed: bool, world: World) -> Decision | None:
    """The decision with its version, if it is news; after a crash also if it is not."""
    digest = blake2b(encode_decision(decision), digest_size=8).digest()
    if digest == row.decided and not replayed:
        return None
    row.decided = digest
    version = pack_version(world.epoch, row.applied >> 8, row.applied & 0xFF)
    return msgspec.structs.replace(decision, version=version)


def forget_order(row: OrderRow, watermark: int, world: World) -> None:
    """Freeze the candidates once nothing more can count; what was asked and answered is then of no use."""
    if not row.tellings or row.closed:
        return
    heard = heard_of(row, world)
    if heard.received < world.horizons.first_order(watermark):
        row.closed = all(row.asked.get(ask) for ask in asks_of(row, heard))
        if row.closed:
            row.asked = {}
