"""What must come out: the same messages settled in this process, without Faust and without Kafka."""

from collections import deque
from collections.abc import Sequence

from bench.traffic.journal import KnownCatalog
from domain.attribution.entity import World
from domain.attribution.horizons import Horizons
from domain.attribution.terms import TermsOf
from events.decision import Decision
from events.messages import Envelope
from streams.settle import Bundle, settle

Order = tuple[str, str]
"""(shop, order)"""
BUNDLE = 200


def decisions_of(messages: Sequence[Envelope]) -> dict[Order, Decision]:
    """The newest decision of each order. One partition, one log: order of arrival can't matter."""
    world = World(TermsOf(KnownCatalog().book), Horizons(), 1, 1, ("0:0",))
    rows: dict[str, bytes] = {}
    log = deque(tuple(messages[at : at + BUNDLE]) for at in range(0, len(messages), BUNDLE))
    newest: dict[Order, Decision] = {}
    offset = 0
    while log:
        done = settle(rows, [Bundle(0, offset, log.popleft())], world)
        offset += 1
        rows |= {key: raw for key, raw in done.rows.items() if raw is not None}
        log.extend(tuple(done.sends[at : at + BUNDLE]) for at in range(0, len(done.sends), BUNDLE))
        newest |= {(each.shop, each.order): each for each in done.decisions}
    return newest
