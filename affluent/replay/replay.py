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
from events.decision import Decision, decode_decision
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
        told = json.dumps(self.policy, sort_keys=True, separators=(",", ":"), default=str)
        return derived_id("replay", told, *map(str, self.period), str(self.late))


class Decided(NamedTuple):
    """An order: the version and decision in force (None: it has none yet), and the decision made again; without versions."""

    version: int
    before: Decision | None
    after: Decision


def decided_again(warehouse: Warehouse, question: Question, stream: Horizons) -> Iterator[Decided]:
    """Each order of the period, batch by batch. Raises BadCatalog before the first."""
    book = laid_over(read_book(warehouse), question.policy, late=question.late)
    again = Again(warehouse, horizons_for(book, stream), book)
    for batch in batches_of(warehouse, question.period):
        known = _in_force(warehouse, batch)
        for after in again.decisions(batch):
            version, before = known.get((after.shop, after.order), (0, None))
            yield Decided(version, before, after)


def replay(warehouse: Warehouse, question: Question, stream: Horizons) -> dict[str, Any]:
    """The difference that the terms would make, with a digest of every decision: the same inputs give the same answer."""
    difference, digest = Difference(), hashlib.sha256()
    for each in decided_again(warehouse, question, stream):
        difference.add(each.before, each.after)
        digest.update(msgspec.json.encode(each.after))
    since, until = (from_ms(moment).isoformat() for moment in question.period)
    asked = {"replay": question.id, "from": since, "until": until, "late": question.late, "policy": question.policy}
    return {**asked, "decisions": digest.hexdigest(), **difference.answer()}


def _in_force(warehouse: Warehouse, batch: Batch) -> dict[tuple[str, str], tuple[int, Decision]]:
    rows = warehouse.select("replay/decided", **batch.named())
    return {(row["shop"], row["order_id"]): (row["version"], _without_version(row["document"])) for row in rows}


def _without_version(document: str) -> Decision:
    return msgspec.structs.replace(decode_decision(document), version=0)
