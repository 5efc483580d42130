"""Events as records of the raw topics: stamped with their receipt, never from the future, keyed by what they are about."""

from datetime import datetime
from typing import TypeVar

from collector.spool import Record
from events.click import Click
from events.cost import Cost
from events.door import Event
from events.engagement import Engagement
from events.sale import OrderEvent, RefundEvent
from events.topics import CLICKS, COSTS, ENGAGEMENTS, SALES, Topic

AnyEvent = Click | OrderEvent | RefundEvent | Engagement | Cost
E = TypeVar("E", bound=Event)

TOPICS: dict[type[Event], Topic] = {
    Click: CLICKS,
    OrderEvent: SALES,
    RefundEvent: SALES,
    Engagement: ENGAGEMENTS,
    Cost: COSTS,
}


def received(event: E, at: datetime) -> E:
    """The event with its receipt. Nothing is known before it happened: times after the receipt become the receipt."""
    stamps: dict[str, datetime] = {"received_at": at, "event_at": min(event.event_at, at)}
    if isinstance(event, OrderEvent):
        stamps["ordered_at"] = min(event.ordered_at, at)
    return event.model_copy(update=stamps)


def record_of(event: AnyEvent) -> Record:
    """The record that tells an event."""
    return Record(TOPICS[type(event)].name, _key_of(event).encode(), event.model_dump_json(exclude_none=True).encode())


def label_of(event: AnyEvent) -> str:
    """The event's kind, for counting: a closed list."""
    if isinstance(event, OrderEvent | RefundEvent):
        return event.kind
    return type(event).__name__.lower()


def _key_of(event: AnyEvent) -> str:
    match event:
        case Click():
            return event.visitor_id or event.event_id
        case OrderEvent() | RefundEvent():
            return f"{event.shop}/{event.order_id}"
        case _:
            return event.event_id
