"""Under which terms to decide again: a document laid over the catalog, and whether what came too late counts."""

from collections.abc import Mapping
from typing import Any

from domain.attribution.horizons import Horizons
from domain.catalog_overlay import overlaid
from events.catalog import Campaign, CatalogEntry, Collaboration
from events.catalog_book import CatalogBook
from events.moments import DAY_MS, SECOND_MS

EVER = 100 * 366 * DAY_MS
"""Longer than any touch may be late."""


def laid_over(book: CatalogBook, policy: Mapping[str, Any], *, late: bool) -> CatalogBook:
    """The book with a policy over it; `late`: every campaign waits for ever. Raises BadCatalog."""
    changed = overlaid(book, policy)
    if not late:
        return changed
    patient = CatalogBook()
    for entry in changed:
        patient.add(_patient(entry))
    return patient


def horizons_for(book: CatalogBook, stream: Horizons) -> Horizons:
    """Those of the stream, wide enough for every contract of a book."""
    lookbacks = [entry.lookback_s * SECOND_MS for entry in book if isinstance(entry, Collaboration)]
    lateness = [entry.allowed_lateness_s * SECOND_MS for entry in book if isinstance(entry, Campaign)]
    return stream._replace(lookback=max([stream.lookback, *lookbacks]), lateness=max([stream.lateness, *lateness]))


def _patient(entry: CatalogEntry) -> CatalogEntry:
    waits = {"allowed_lateness_s": EVER // SECOND_MS}
    return entry.model_copy(update=waits) if isinstance(entry, Campaign) else entry
