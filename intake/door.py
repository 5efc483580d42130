"""One record in, one envelope out: what intake does with each record of the raw topics and of the catalog."""

from collections.abc import Callable
from typing import Any

from events.catalog import Code
from events.click import Click
from events.cost import Cost
from events.engagement import Engagement
from events.facts import Delivery
from events.messages import Envelope
from events.moments import to_ms
from events.sale import OrderEvent, RefundEvent
from events.topics import CATALOG_TOPIC, RAW
from intake.links import Catalog, Links
from intake.plain import PlainClick, PlainOrder, PlainRefund
from intake.policies import policy_of
from intake.reading import RawEvent, read_entry, read_event, received_ms, written_ms
from intake.translation import (
    click_envelope,
    code_envelope,
    cost_envelope,
    engagement_envelope,
    order_envelope,
    refund_envelope,
)
from runtime.kafka_records import Record

RAW_INDEX = {topic.name: index for index, topic in enumerate(RAW)}
TOPICS = (*RAW_INDEX, CATALOG_TOPIC.name)

_TO_ENVELOPE: dict[type, Callable[[Any, int, int, Delivery], Envelope]] = {
    RefundEvent: refund_envelope,
    PlainRefund: refund_envelope,
    Engagement: engagement_envelope,
    Cost: cost_envelope,
}


class Door:
    """Judges records. Keeps nothing but a view of the catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._book = catalog.book
        self._links = Links(catalog)

    def envelope(self, record: Record) -> Envelope | None:
        """The addressed message of a record, None if it concerns no entity.

        Raises Refusal for what can never work, CatalogUnreadable if the catalog can't be read now.
        """
        if record.topic == CATALOG_TOPIC.name:
            entry = read_entry(record)
            return code_envelope(entry) if isinstance(entry, Code) else None
        return self._addressed(read_event(record), record, written_ms(record))

    def _addressed(self, event: RawEvent, record: Record, written: int) -> Envelope:
        received = received_ms(event, written)
        at = received if event.event_at == event.received_at else min(to_ms(event.event_at), received)
        delivery = Delivery(RAW_INDEX[record.topic], record.partition, record.offset)
        if isinstance(event, (PlainClick, Click)):
            return click_envelope(event, self._links.version_of(event, at, written), at, received, delivery)
        if isinstance(event, (PlainOrder, OrderEvent)):
            ordered_at = min(to_ms(event.ordered_at), received)  # it was placed at the latest when it was received
            return order_envelope(event, at, received, delivery, ordered_at, policy_of(self._book, event.shop, ordered_at))
        return _TO_ENVELOPE[type(event)](event, at, received, delivery)
