"""What a redirect of each link is made of, worked out once for each version of the catalog and not once for each click."""

from typing import NamedTuple

import msgspec

from domain.destination import around_click_id, browser_address
from events.catalog import Link
from events.catalog_book import CatalogBook
from events.moments import to_ms

_encode = msgspec.json.Encoder().encode


class FollowedLink(NamedTuple):
    """A link version, for as long as it is in force in a catalog of so many versions."""

    versions: int
    since_ms: int
    until_ms: float
    plain: bytes
    """The address without a click id."""
    before: str
    after: str
    """What stands before and after the click id."""
    told: str
    """How a click names the link: members of its JSON."""


class FollowedLinks:
    """The links of a catalog by slug."""

    def __init__(self, book: CatalogBook) -> None:
        self._book = book
        self._known: dict[str, FollowedLink] = {}

    def of_slug(self, slug: str, now_ms: int) -> FollowedLink | None:
        """The link behind /r/{slug} now, None if there is none; raises UnsafeDestination."""
        known = self._known.get(slug)
        if known and known.since_ms <= now_ms < known.until_ms and known.versions == len(self._book):
            return known
        versions = len(self._book)  # before it is read: what is added meanwhile makes this one outdated
        link = self._book.link_of_slug(slug, now_ms)
        if link is None:
            return None
        self._known[slug] = known = followed(link, versions, self._book.next_change(link.kind, link.id, now_ms))
        return known


def followed(link: Link, versions: int, until_ms: float) -> FollowedLink:
    """A link version as a redirect needs it; raises UnsafeDestination."""
    before, after = around_click_id(link.destination, link.click_parameter)
    plain = browser_address(link.destination).encode("ascii")
    told = _encode({"link": link.id, "link_version": link.ref}).decode()[1:-1]
    return FollowedLink(versions, to_ms(link.valid_from), until_ms, plain, before, after, told)
