"""The only place where a topic is spelled: name, model, key, partitions, retention, cleanup."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from events.alert import Alert
from events.catalog import CATALOG
from events.click import Click
from events.cost import Cost
from events.dead_letter import DeadLetter
from events.engagement import Engagement
from events.moments import DAY_MS
from events.sale import SALE

FOR_EVER = -1


@dataclass(frozen=True)
class Topic:
    """A name on the broker and the one shape allowed on it."""

    name: str
    model: TypeAdapter[Any] | None
    """None: bytes of our own (journal bundles, decisions), see events/journal.py and events/decision.py."""
    keyed_by: str
    retention_ms: int
    compacted: bool = False
    one_partition: bool = False


CLICKS = Topic("affluent.clicks.v1", TypeAdapter(Click), "any", 400 * DAY_MS)
SALES = Topic("affluent.sales.v1", SALE, "any", 400 * DAY_MS)
ENGAGEMENTS = Topic("affluent.engagements.v1", TypeAdapter(Engagement), "any", 400 * DAY_MS)
COSTS = Topic("affluent.costs.v1", TypeAdapter(Cost), "any", 400 * DAY_MS)
CATALOG_TOPIC = Topic("affluent.catalog.v1", CATALOG, "kind:id@valid-from", FOR_EVER, compacted=True, one_partition=True)
JOURNAL = Topic("affluent.journal.v1", None, "entity, by partition", 400 * DAY_MS)
ATTRIBUTIONS = Topic("affluent.attributions.v1", None, "shop/order", 400 * DAY_MS)
ALERTS = Topic("affluent.alerts.v1", TypeAdapter(Alert), "transition id", FOR_EVER, compacted=True, one_partition=True)
"""Whoever owns its one partition judges; every transition has an id, so that compaction drops only what was told twice."""
LATE = Topic("affluent.late.v1", None, "shop/order", 400 * DAY_MS)
DEAD_LETTERS = Topic("affluent.dead-letters.v1", TypeAdapter(DeadLetter), "source partition", 400 * DAY_MS)

CHANGELOG = Topic("affluent-streams-entities-changelog", None, "entity", FOR_EVER, compacted=True)
"""Faust names it: application, table, `changelog`. One row for each entity, compacted early so that recovery is short."""

RAW = (CLICKS, SALES, ENGAGEMENTS, COSTS)
"""What comes in. A delivery is one record of one of these, named by (topic, partition, offset)."""

TICKING = (CLICKS, SALES, CATALOG_TOPIC)
"""What can change a decision: the watermark waits for each partition of these. A tick names a topic by its place here."""

ALL = (*RAW, CATALOG_TOPIC, JOURNAL, ATTRIBUTIONS, ALERTS, LATE, DEAD_LETTERS, CHANGELOG)
BY_NAME = {topic.name: topic for topic in ALL}
