"""What every entity has in common: what it is told by, what it says, and the world it judges by."""

from typing import NamedTuple

from domain.attribution.horizons import Horizons
from domain.attribution.policy import Policies, no_policies
from domain.attribution.terms import Lookup
from events.decision import Decision, LateTouch
from events.messages import Envelope


class World(NamedTuple):
    """What an entity may look at besides its own row and the message: nothing that changes."""

    terms: Lookup
    horizons: Horizons
    partitions: int
    epoch: int
    raw_partitions: tuple[str, ...]
    """`topic:partition` of every raw partition whose ticks move the watermark."""
    policies: Policies = no_policies


class Said(NamedTuple):
    """What came of a message: more messages, at most one decision, what came too late."""

    sends: tuple[Envelope, ...] = ()
    decision: Decision | None = None
    late: tuple[LateTouch, ...] = ()


NOTHING = Said()


def earliest(known: dict[str, int], name: str, moment: int) -> bool:
    """Keep the earliest receipt of a name; True if that changed anything. Order of arrival can't matter."""
    if name in known and known[name] <= moment:
        return False
    known[name] = moment
    return True
