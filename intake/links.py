"""Which version of a link was clicked, when the catalog may still be on its way."""

import time
from typing import Protocol

from kafka.errors import KafkaError

from events.catalog_book import CatalogBook
from events.click import Click
from events.dead_letter import DeadReason
from events.moments import SECOND_MS, from_ms
from intake.plain import PlainClick
from intake.refusal import Refusal

AnyClick = Click | PlainClick

CLOCKS_APART_MS = 5 * SECOND_MS
CATCH_UP_S = 10.0


class CatalogUnreadable(Exception):
    """The catalog can't be read now; nothing is wrong with the record. The line starts anew where it had committed."""


class Catalog(Protocol):
    """What a feed of the catalog can do; `runtime.catalog_feed.CatalogFeed` is the one that runs."""

    book: CatalogBook

    def catch_up(self, seconds: float = 30) -> CatalogBook:
        """Read to the end as it is now; raises TimeoutError or what Kafka raises."""
        ...


class Links:
    """Finds link versions. Reads the catalog on only for a click written after it was last read on, so junk costs little."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._caught_up_ms = 0

    def version_of(self, click: AnyClick, at: int, written: int) -> str:
        """The `id@valid-from` of the link clicked; raises Refusal if the catalog does not have it, else CatalogUnreadable."""
        found = self._find(click, at)
        if found is None and written + CLOCKS_APART_MS > self._caught_up_ms:
            self._catch_up()
            found = self._find(click, at)
        if found is None:
            raise Refusal(DeadReason.UNKNOWN_LINK, _unknown(click, at))
        return found

    def _catch_up(self) -> None:
        asked = time.time_ns() // 1_000_000
        try:
            self._catalog.catch_up(CATCH_UP_S)
        except (KafkaError, TimeoutError, LookupError) as why:
            raise CatalogUnreadable(f"the catalog can't be read on: {why}") from why
        self._caught_up_ms = asked

    def _find(self, click: AnyClick, at: int) -> str | None:
        if click.link_version is not None:
            named = self._catalog.book.find("link", click.link_version)
            return click.link_version if named is not None and named.id == click.link else None
        entry = self._catalog.book.as_of("link", click.link, at)
        return None if entry is None else entry.ref


def _unknown(click: AnyClick, at: int) -> str:
    if click.link_version is not None:
        return f"link_version: the catalog has no version {click.link_version} of link {click.link}"
    return f"link: the catalog has no link {click.link} at {from_ms(at).isoformat()}"
