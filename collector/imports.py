"""Events as people send them, read into what the topics hold: one mistake anywhere and nothing of the batch is taken."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from collector.click_ids import Signer
from collector.customers import pseudonym
from collector.doors import Detail
from collector.records import AnyEvent, received
from events.catalog import Link
from events.catalog_book import CatalogBook
from events.click import Click
from events.cost import Cost
from events.engagement import Engagement
from events.ids import derived_id
from events.moments import to_ms
from events.sale import SALE

CLICK: TypeAdapter[Click] = TypeAdapter(Click)
ENGAGEMENT: TypeAdapter[Engagement] = TypeAdapter(Engagement)
COST: TypeAdapter[Cost] = TypeAdapter(Cost)
KINDS = ("click", "placed", "paid", "edited", "cancelled", "refund", "chargeback")
MAX_ITEMS = 1000


class BadBatch(ValueError):
    """A batch that is refused, with every mistake in it."""

    def __init__(self, details: list[Detail]) -> None:
        super().__init__(f"{len(details)} mistakes")
        self.details = details


class Door(NamedTuple):
    """What reading a batch takes beside its items."""

    now: datetime
    may_state_receipt: bool
    signer: Signer
    customer_secret: bytes
    book: CatalogBook


Read = Callable[[dict[str, Any], Door], AnyEvent]


class _Wrong(ValueError):
    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def items_of(document: Any) -> list[Any]:
    """One object, a list, or {"events": […]}; raises BadBatch."""
    if isinstance(document, dict) and isinstance(document.get("events"), list):
        document = document["events"]
    items = document if isinstance(document, list) else [document]
    if len(items) > MAX_ITEMS:
        raise BadBatch([Detail("events", f"at most {MAX_ITEMS} items, not {len(items)}")])
    return items


def read_batch(document: Any, read: Read, door: Door) -> list[AnyEvent]:
    """The events of a batch, received now or when a service says; raises BadBatch naming items and fields."""
    events, mistakes = [], []
    for index, item in enumerate(items_of(document)):
        try:
            events.append(_read_one(item, read, door))
        except ValidationError as why:
            mistakes += [Detail(_path(error["loc"]), error["msg"], index) for error in why.errors(include_url=False)]
        except _Wrong as why:
            mistakes.append(Detail(why.field, str(why), index))
    if mistakes:
        raise BadBatch(mistakes)
    return events


def read_event(item: dict[str, Any], door: Door) -> AnyEvent:
    """A click or a sale, by its `kind`."""
    kind = item.get("kind")
    if kind not in KINDS:
        raise _Wrong("kind", f"must be one of {', '.join(KINDS)}")
    if kind == "click":
        return _click(item)
    return SALE.validate_python(_named(item | _buyer(item, door), f"sale:{kind}"))


def read_engagement(item: dict[str, Any], door: Door) -> AnyEvent:
    """A counter snapshot."""
    return ENGAGEMENT.validate_python(_named(item, "engagement"))


def read_cost(item: dict[str, Any], door: Door) -> AnyEvent:
    """A cost."""
    return COST.validate_python(_named(item, "cost"))


def _read_one(item: Any, read: Read, door: Door) -> AnyEvent:
    if not isinstance(item, dict):
        raise _Wrong("", "must be an object")
    if item.get("received_at") is not None and not door.may_state_receipt:
        raise _Wrong("received_at", "only a service token may state it")
    event = read(item, door)
    event = received(event, min(event.received_at or door.now, door.now))
    return _with_link(event, item, door.book) if isinstance(event, Click) else event


def _click(item: dict[str, Any]) -> Click:
    """A click as told; while its link is told by its slug, that stands in for the link's id."""
    by_slug = {"link": item.get("slug")} if item.get("link") is None and "slug" in item else {}
    return CLICK.validate_python(_named(item, "click") | by_slug)


def _with_link(click: Click, item: dict[str, Any], book: CatalogBook) -> Click:
    at = to_ms(click.event_at)
    if item.get("link") is None:
        link = book.link_of_slug(click.link, at)
        if link is None:
            raise _Wrong("slug", f"no link has the slug {click.link!r} at {click.event_at.isoformat()}")
        click = click.model_copy(update={"link": link.id})
    if click.link_version is None:
        version = book.as_of("link", click.link, at)
        if version is None:
            raise _Wrong("link", f"there is no link {click.link!r} at {click.event_at.isoformat()}")
        return click.model_copy(update={"link_version": version.ref})
    known = book.find("link", click.link_version)
    if not isinstance(known, Link) or known.id != click.link:
        raise _Wrong("link_version", f"link {click.link!r} has no version {click.link_version!r}")
    return click


def _buyer(item: dict[str, Any], door: Door) -> dict[str, Any]:
    """Who bought, as far as may be known: a pseudonym, and the visitor of a click id that was made here."""
    known: dict[str, Any] = {}
    customer, shop = item.get("customer_id"), item.get("shop")
    if customer is not None and isinstance(customer, str | int) and isinstance(shop, str):
        known["customer_id"] = pseudonym(door.customer_secret, shop, str(customer))
    if item.get("click_id") is not None:
        click = door.signer.read_click_id(str(item["click_id"]))
        known["click_id"] = item["click_id"] if click else None
        if click:
            known["visitor_id"] = click.visitor
    return known


def _named(item: Mapping[str, Any], what: str) -> dict[str, Any]:
    """The item with an event id: its own, or one derived from all that it says of the event."""
    if item.get("event_id") is not None:
        return dict(item)
    told = {name: value for name, value in item.items() if name not in ("event_id", "received_at")}
    return dict(item) | {"event_id": derived_id("import", what, json.dumps(told, sort_keys=True, default=str))}


def _path(loc: tuple[int | str, ...]) -> str:
    """Where pydantic found it, without the name of the kind it was reading as."""
    return ".".join(str(step) for step in loc if step not in KINDS)
