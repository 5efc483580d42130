"""A small catalog as a document, and what a plan for it says."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.catalog_documents import BadCatalog
from domain.catalog_plan import Plan, plan_catalog
from domain.catalog_rules import Limits
from events.catalog_book import CatalogBook

NOW = datetime(2026, 11, 23, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
LIMITS = Limits(lookback_days=90, lateness_days=30)
BRAND = {"id": "brand", "name": "B", "time_zone": "Europe/Paris", "currency": "EUR", "destination_hosts": ["shop.example"]}
CAMPAIGN = {
    "id": "summer", "brand": "brand", "name": "Summer", "objective": "sales", "starts_on": "2026-06-01", "ends_on": "2026-12-31",
}  # fmt: skip
CREATOR = {"id": "lena", "name": "Lena"}
COLLABORATION = {"id": "lena-summer", "campaign": "summer", "creator": "lena", "commission_rate": "0.1"}
CONTENT = {"id": "post", "collaboration": "lena-summer", "platform": "instagram", "format": "post"}
PLACEMENT = {"id": "organic", "content": "post", "channel": "organic"}
LINK = {"id": "link", "slug": "lena", "destination": "https://shop.example/", "collaboration": "lena-summer", "content": "post"}
CODE = {"shop": "shop-1", "code": "LENA10", "collaboration": "lena-summer"}


def a_document(**changes: Any) -> dict[str, Any]:
    return {
        "brands": [BRAND], "campaigns": [CAMPAIGN], "creators": [CREATOR], "collaborations": [COLLABORATION],
        "contents": [CONTENT], "placements": [PLACEMENT], "links": [LINK], "codes": [CODE],
    } | changes  # fmt: skip


def a_book(*documents: dict[str, Any]) -> CatalogBook:
    book = CatalogBook()
    for document in documents or (a_document(),):
        for version in plan(document, book).versions:
            book.add(version)
    return book


def plan(document: dict[str, Any], book: CatalogBook | None = None, now: datetime = NOW) -> Plan:
    return plan_catalog(book or CatalogBook(), document, now, LIMITS)


def changes(plan: Plan) -> dict[str, str]:
    return {f"{change.kind}:{change.id}": change.change for change in plan.difference}


def fields(document: dict[str, Any], book: CatalogBook | None = None) -> list[str]:
    with pytest.raises(BadCatalog) as refused:
        plan(document, book, LATER)
    return [mistake.field for mistake in refused.value.mistakes]


def version(plan: Plan, kind: str) -> Any:
    [found] = [entry for entry in plan.versions if entry.kind == kind]
    return found
