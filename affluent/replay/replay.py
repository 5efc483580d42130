"""Decide a period again under other terms and say what would change. Reads only."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from affluent.replay.catalog import read_book
from affluent.replay.decisions import Again, batches_of
from affluent.replay.difference import Difference
from affluent.replay.facts import Batch, Period
from affluent.replay.terms import horizons_for, laid_over
from domain.attribution.horizons import Horizons
from domain.finance.restatement import own_policy
from events.decision import Decision, decode_decision, encode_decision
from events.ids import derived_id
from events.moments import from_ms
from warehouse.connect import Warehouse


class Question(NamedTuple):
    """What is asked: terms as a catalog document, a period, and whether what came too late counts."""

    policy: Mapping[str, Any]
    period: Period
    late: bool = False

    @property
    def id(self) -> str:
        """Derived from what is asked."""
        return derived_id("replay", self.document, *map(str, self.period), str(self.late))

    @property
    def document(self) -> str:
        """The policy as JSON, always in the same words."""
        return json.dumps(self.policy, sort_keys=True, separators=(",", ":"), default=str)


class Standing(NamedTuple):
    """What is known of an order: the decision in force, without its version and restatement, and the newest that was streamed."""

    in_force: int
    decision: Decision
    streamed: int
    partition: int
    offset: int
    """Where on the attributions topic the streamed one stands."""


class Decided(NamedTuple):
    """An order decided again, without version; `before` is None if no decision of it is stored yet."""

    before: Standing | None
    after: Decision


def decided_again(warehouse: Warehouse, question: Question, stream: Horizons, decided_since: int = 0) -> Iterator[Decided]:
    """Each order of the period, batch by batch. Raises BadCatalog before the first."""
    book = laid_over(read_book(warehouse), question.policy, late=question.late)
    shops = [str(told["shop"]) for told in question.policy.get("policies") or ()]
    again = Again(warehouse, horizons_for(book, stream), book, shops)
    for batch in batches_of(warehouse, question.period, decided_since):
        known = _standings(warehouse, batch)
        for after in again.decisions(batch):
            yield Decided(known.get((after.shop, after.order)), after)


def replay(warehouse: Warehouse, question: Question, stream: Horizons) -> dict[str, Any]:
    """The difference that the terms would make, with a digest of every decision: the same inputs give the same answer."""
    difference, digest = Difference(), hashlib.sha256()
    for each in decided_again(warehouse, question, stream):
        difference.add(each.before and each.before.decision, each.after)
        digest.update(encode_decision(each.after))
    since, until = (from_ms(moment).isoformat() for moment in question.period)
    asked = {"replay": question.id, "from": since, "until": until, "late": question.late, "policy": question.policy}
    return {**asked, "decisions": digest.hexdigest(), **difference.answer()}


def _standings(warehouse: Warehouse, batch: Batch) -> dict[tuple[str, str], Standing]:
    return {
        (row.pop("shop"), row.pop("order_id")): _standing(**row) for row in warehouse.select("replay/decided", **batch.named())
    }


def _standing(in_force: int, document: str, streamed: int, partition: int, offset: int) -> Standing:
    told = decode_decision(document)
    decision = msgspec.structs.replace(told, version=0, policy=own_policy(told.policy))
    return Standing(in_force, decision, streamed, partition, offset)
