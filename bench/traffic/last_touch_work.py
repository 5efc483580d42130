"""The work that the worker and its peers are all given: last touch within a week, over journeys of 20 touches.

Every person comes with a history of 20 touches, told in one event, so that each of the events that follow finds a full row.
Of those nine in ten are clicks and one in ten is a sale; one click in ten comes up to an hour late.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

import msgspec

from bench.peers.journey import KEPT, WINDOW_MS
from events.addressing import DEVICE, partition_of
from events.facts import Clicked, Delivery, Ordered, SaleLine
from events.journal import encode_bundle
from events.messages import Envelope, Touch, Touches

PARTITIONS = 4
CREATORS = 2000
START_MS = 1_760_000_000_000
STEP_MS = 6_480
"""Between two events: 400,000 are 30 days, in which each of 50,000 people clicks about once in four days."""
HOUR_MS, DAY_MS = 3_600_000, 86_400_000
HISTORY_MS = 60 * DAY_MS
BUNDLE = (100, 200)
"""Messages of one person's partition that intake finds under load: from, to."""


class History(NamedTuple):
    """All that was known of a person before: touches [at, id, creator], in order of time."""

    person: str
    at: int
    touches: list[tuple[int, str, str]]


class Click(NamedTuple):
    person: str
    at: int
    id: str
    creator: str
    """A link belongs to one creator here, so that its version may stand for the creator in the journal."""


class Sale(NamedTuple):
    person: str
    at: int
    id: str
    amount: int


Event = History | Click | Sale


class Answer(msgspec.Struct, frozen=True):
    """What must come out for a sale, as JSON with these names."""

    sale: str
    creator: str | None
    amount: int


class Work(NamedTuple):
    """Histories first, then what is measured."""

    histories: Sequence[History]
    events: Sequence[Click | Sale]

    def of_every(self, nth: int) -> "Work":
        """The same of one person in `nth`: for a contender that would take too long."""
        mine = {each.person for each in self.histories[::nth]}
        return Work(self.histories[::nth], [event for event in self.events if event.person in mine])


def make_work(people: int, events: int, seed: int) -> Work:
    """The same for the same arguments."""
    dice = Random(seed)  # noqa: S311 - it must be predictable
    names = [f"person-{number:06}" for number in range(people)]
    histories = [
        History(name, START_MS, sorted(_touch(dice, START_MS - HISTORY_MS, HISTORY_MS) for _ in range(KEPT))) for name in names
    ]
    return Work(histories, [_event(dice, dice.choice(names), START_MS + number * STEP_MS) for number in range(events)])


def _event(dice: Random, person: str, now: int) -> Click | Sale:
    if dice.random() < 0.1:
        return Sale(person, now, _id(dice), dice.randrange(500, 50_000))
    return Click(person, *_touch(dice, now, 0 if dice.random() < 0.9 else -HOUR_MS))


def _touch(dice: Random, since: int, length: int) -> tuple[int, str, str]:
    return since + int(dice.random() * length), _id(dice), f"creator-{dice.randrange(CREATORS):04}"


def _id(dice: Random) -> str:
    return f"{dice.getrandbits(64):016x}"


def answers(work: Work) -> Counter[Answer]:
    """What is right, found without a row: among all touches of a person that came before the sale did."""
    journeys = {each.person: list(each.touches) for each in work.histories}
    found: Counter[Answer] = Counter()
    for event in work.events:
        touches = journeys[event.person]
        if isinstance(event, Click):
            touches.append((event.at, event.id, event.creator))
        else:
            last = max((each for each in touches if event.at - WINDOW_MS < each[0] <= event.at), default=None)
            found[Answer(event.id, last[2] if last else None, event.amount)] += 1
    return found


def as_json(events: Sequence[Event]) -> Iterator[tuple[bytes, bytes]]:
    """Single records: key and value."""
    for event in events:
        told = {"kind": type(event).__name__.lower()} | event._asdict()
        yield event.person.encode(), msgspec.json.encode(told)


def as_bundles(events: Sequence[Event], seed: int) -> Iterator[tuple[int, bytes]]:
    """Journal records, as intake writes them under load: partition and value."""
    dice = Random(seed)  # noqa: S311 - it must be predictable
    waiting: list[list[Envelope]] = [[] for _ in range(PARTITIONS)]
    full = [dice.randint(*BUNDLE) for _ in waiting]
    for offset, event in enumerate(events):
        key = DEVICE + event.person
        home = partition_of(key, PARTITIONS)
        waiting[home].append(Envelope(key, _body(event), Delivery(0, home, offset)))
        if len(waiting[home]) == full[home]:
            yield home, encode_bundle(tuple(waiting[home]))
            waiting[home], full[home] = [], dice.randint(*BUNDLE)
    yield from ((home, encode_bundle(tuple(rest))) for home, rest in enumerate(waiting) if rest)


def _body(event: Event) -> Touches | Clicked | Ordered:
    match event:
        case History(person, _, touches):
            return Touches(person, tuple(Touch(id, at, at, creator) for at, id, creator in touches), "history")
        case Click(person, at, id, creator):
            return Clicked(id, at, at, f"link-of-{creator}", creator, person)
        case Sale(person, at, id, amount):
            lines = (SaleLine("1", amount, quantity=1),)
            return Ordered(id, "paid", at, at, "shop", id, at, "EUR", lines, visitor=person)
