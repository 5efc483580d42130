"""What a catalog version must satisfy beside its own shape: what it refers to exists, its terms are within limits."""

from collections.abc import Iterator
from typing import NamedTuple

from domain.catalog_documents import Mistake, Told
from domain.destination import UnsafeDestination, check_destination
from events.catalog import (
    DAY_S,
    Brand,
    Campaign,
    CatalogEntry,
    Code,
    Collaboration,
    Content,
    Link,
    Placement,
)
from events.catalog_book import CatalogBook
from events.policy import Policy


class Limits(NamedTuple):
    """The longest terms that the pipeline keeps state for, in days."""

    lookback_days: int
    lateness_days: int


REFERENCES: dict[str, tuple[str, ...]] = {
    "campaign": ("brand",),
    "collaboration": ("campaign", "creator"),
    "content": ("collaboration",),
    "placement": ("content",),
    "link": ("collaboration", "content", "placement"),
    "code": ("collaboration",),
}


def mistakes_of(told: Told, book: CatalogBook, limits: Limits, slugs: dict[str, str]) -> list[Mistake]:
    """Every rule that a version breaks, given all versions before it and beside it in `book`."""
    missing = list(_missing(told, book))
    return missing or [Mistake(f"{told.place}.{field}", message) for field, message in _rules(told.entry, book, limits, slugs)]


def slugs_of(book: CatalogBook) -> dict[str, str]:
    """Which link has, or ever had, each slug."""
    return {entry.slug: entry.id for entry in book if isinstance(entry, Link)}


def _missing(told: Told, book: CatalogBook) -> Iterator[Mistake]:
    for field in REFERENCES.get(told.entry.kind, ()):
        named = getattr(told.entry, field)
        if named is not None and book.latest(field, named) is None:
            yield Mistake(f"{told.place}.{field}", f"there is no {field} {named!r}")


def _rules(entry: CatalogEntry, book: CatalogBook, limits: Limits, slugs: dict[str, str]) -> Iterator[tuple[str, str]]:
    match entry:
        case Campaign() if entry.allowed_lateness_s > limits.lateness_days * DAY_S:
            yield "allowed_lateness_s", f"at most {limits.lateness_days} days ({limits.lateness_days * DAY_S} s)"
        case Campaign() if entry.ends_on < entry.starts_on:
            yield "ends_on", "lies before starts_on"
        case Collaboration() if entry.lookback_s > limits.lookback_days * DAY_S:
            yield "lookback_s", f"at most {limits.lookback_days} days ({limits.lookback_days * DAY_S} s)"
        case Code() if entry.valid_to is not None and entry.valid_to <= entry.valid_from:
            yield "valid_to", "must lie after valid_from"
        case Policy():
            yield from _policy_rules(entry, book)
        case Link():
            yield from _link_rules(entry, book, slugs)


def _policy_rules(policy: Policy, book: CatalogBook) -> Iterator[tuple[str, str]]:
    for field in ("preferred", "non_preferred"):
        for named in getattr(policy, field):
            if book.latest("collaboration", named) is None:
                yield field, f"there is no collaboration {named!r}"
    for both in sorted(set(policy.preferred) & set(policy.non_preferred)):
        yield "non_preferred", f"{both!r} is preferred as well"


def _link_rules(link: Link, book: CatalogBook, slugs: dict[str, str]) -> Iterator[tuple[str, str]]:
    owner = slugs.get(link.slug, link.id)
    if owner != link.id:
        yield "slug", f"{link.slug!r} is the slug of link {owner!r}"
    content = link.content and book.latest("content", link.content)
    if isinstance(content, Content) and content.collaboration != link.collaboration:
        yield "content", f"{content.id!r} is of collaboration {content.collaboration!r}"
    placement = link.placement and book.latest("placement", link.placement)
    if isinstance(placement, Placement) and link.content is not None and placement.content != link.content:
        yield "placement", f"{placement.id!r} is of content {placement.content!r}"
    try:
        check_destination(link.destination, _hosts(link, book))
    except UnsafeDestination as why:
        yield "destination", str(why)


def _hosts(link: Link, book: CatalogBook) -> tuple[str, ...]:
    collaboration = book.latest("collaboration", link.collaboration)
    campaign = book.latest("campaign", collaboration.campaign) if isinstance(collaboration, Collaboration) else None
    brand = book.latest("brand", campaign.brand) if isinstance(campaign, Campaign) else None
    return brand.destination_hosts if isinstance(brand, Brand) else ()
