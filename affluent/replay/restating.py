"""Restatements: other terms for the orders of a period, proposed under one token and published under another.

A published restatement governs the orders of its period from then on: what is streamed of them later, a refund say, is decided
again under its terms. Its decisions are versions above all streamed ones; of several for one order the last published governs.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from affluent.replay.decisions import batches_of
from affluent.replay.facts import Period
from affluent.replay.replay import Decided, Question, decided_again, replay
from consumers.decided import decision_rows
from consumers.place import Place
from domain.attribution.horizons import Horizons
from domain.finance.restatement import FIRST_EPOCH, restated_policy, restated_version, restatement_of
from events.decision import Decision, encode_decision
from events.ids import derived_id
from events.topics import ATTRIBUTIONS
from warehouse.connect import Warehouse
from warehouse.tables import RESTATEMENTS, Table

PROPOSED, PUBLISHED = "proposed", "published"
TOGETHER = 5_000
"""So many restated decisions are written at once."""
HIGHEST = 2**63


class UnknownRestatement(LookupError):
    """Nobody proposed it."""


class MayNotPublish(Exception):
    """Whoever proposed a restatement can't publish it, and what was proposed must still be what comes of it."""


class Restatement(NamedTuple):
    """As proposed, and published once `number` is not 0; tokens are told by a short digest."""

    restatement: str
    number: int
    policy: str
    since: int
    until: int
    late: bool
    decisions: str
    proposed_by: str
    proposed_at: int
    published_by: str
    published_at: int

    @property
    def question(self) -> Question:
        """What it answers."""
        return Question(json.loads(self.policy), Period(self.since, self.until), self.late)


def restatements_of(warehouse: Warehouse) -> list[Restatement]:
    """The published ones in the order of publishing, then those that are only proposed."""
    return [Restatement(**row) for row in warehouse.select("replay/restatements")]


def propose(warehouse: Warehouse, question: Question, stream: Horizons, token: str, now_ms: int) -> dict[str, Any]:
    """The difference, kept as a proposal whose id is derived from question and outcome; raises BadCatalog."""
    answer = replay(warehouse, question, stream)
    id = derived_id("restatement", question.id, answer["decisions"])
    told = (id, PROPOSED, 0, question.document, *question.period, question.late, answer["decisions"])
    warehouse.insert(RESTATEMENTS, [(*told, signature(token), now_ms, HIGHEST - now_ms)])
    return {"restatement": id, **answer}


def publish(warehouse: Warehouse, id: str, stream: Horizons, token: str, now_ms: int) -> Restatement:
    """Make a proposal the terms of its period. Again: what is missing of it is written, all else stays.

    Raises UnknownRestatement, MayNotPublish. Must not run beside another or beside `restate`.
    """
    known = restatements_of(warehouse)
    found = next((one for one in known if one.restatement == id), None)
    if found is None:
        raise UnknownRestatement(f"there is no restatement {id!r}")
    if not found.number:
        found = _published(warehouse, found, 1 + max(one.number for one in known), stream, token, now_ms)
    restate(warehouse, found, _newer(known, found), stream)
    return found


def restate(warehouse: Warehouse, one: Restatement, newer: Sequence[Period], stream: Horizons, decided_since: int = 0) -> int:
    """Write the restated decisions that are missing, of orders that no newer restatement governs; returns how many."""
    waiting: list[tuple[Decided, int]] = []
    written = 0
    for each in decided_again(warehouse, one.question, stream, decided_since):
        version = _version(each, one.number)
        if version and not any(period.holds(each.after.ordered_at) for period in newer):
            waiting.append((each, version))
        if len(waiting) >= TOGETHER:
            written += _write(warehouse, waiting)
            waiting = []
    return written + _write(warehouse, waiting)


def restate_what_came(warehouse: Warehouse, stream: Horizons, decided_since: int) -> int:
    """Decide again, under the terms that govern them, orders of which a decision was stored since a moment."""
    known = restatements_of(warehouse)
    waiting = [one for one in known if one.number and batches_of(warehouse, one.question.period, decided_since)]
    return sum(restate(warehouse, one, _newer(known, one), stream, decided_since) for one in waiting)


def signature(token: str) -> str:
    """What is kept of a token."""
    return derived_id("token", hashlib.sha256(token.encode()).hexdigest())


def _published(warehouse: Warehouse, one: Restatement, number: int, stream: Horizons, token: str, now_ms: int) -> Restatement:
    if one.proposed_by == signature(token):
        raise MayNotPublish("a restatement is published under another token than it was proposed under")
    if replay(warehouse, one.question, stream)["decisions"] != one.decisions:
        raise MayNotPublish("other decisions would come of it by now than were proposed: propose it again")
    restated_version(number, 0)  # raises ValueError when there are too many
    told = (one.restatement, PUBLISHED, number, one.policy, one.since, one.until, one.late, one.decisions)
    warehouse.insert(RESTATEMENTS, [(*told, signature(token), now_ms, HIGHEST - now_ms)])
    return one._replace(number=number, published_by=signature(token), published_at=now_ms)


def _newer(known: Sequence[Restatement], one: Restatement) -> list[Period]:
    return [Period(other.since, other.until) for other in known if other.number > one.number]


def _version(each: Decided, number: int) -> int:
    """The version under which an order is to be restated; 0: what is in force may stay."""
    if each.before is None or not each.before.streamed:
        return 0
    version = restated_version(number, each.before.streamed)
    if each.before.in_force >= version:
        return 0
    restated = restatement_of(each.before.in_force) == number
    return version if restated or each.before.decision != each.after else 0


def _write(warehouse: Warehouse, restated: Sequence[tuple[Decided, int]]) -> int:
    tables: dict[Table, list[tuple[Any, ...]]] = {}
    for each, version in restated:
        assert each.before is not None
        number = restatement_of(version)
        place = Place(FIRST_EPOCH + number, ATTRIBUTIONS.name, each.before.partition, each.before.offset)
        for table, row in decision_rows(place, _document(each.after, version, number)):
            tables.setdefault(table, []).append(row)
    warehouse.insert_all(tables)
    return len(restated)


def _document(decision: Decision, version: int, number: int) -> bytes:
    return encode_decision(msgspec.structs.replace(decision, version=version, policy=restated_policy(decision.policy, number)))
