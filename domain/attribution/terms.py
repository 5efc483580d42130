"""The contract a touch was made under: what a link's or a code's version leads to in the catalog."""

from collections.abc import Callable
from typing import NamedTuple

from domain.finance.commission import PPM
from events.catalog import Campaign, CodeRule, Collaboration
from events.catalog_book import CatalogBook, UnknownVersion


class Terms(NamedTuple):
    """Who, for what and under which rules; durations in milliseconds."""

    creator: str
    campaign: str
    collaboration: str
    content: str | None
    placement: str | None
    lookback: int
    lateness: int
    code_rule: CodeRule
    commission_ppm: int
    """Millionths of net revenue."""


Lookup = Callable[[str, str], Terms | None]
"""(kind, ref) → the terms of a link or code version; None for a generic code. Raises UnknownVersion."""


def _signed(book: CatalogBook, ref: str | None) -> tuple[Collaboration, Campaign]:
    collaboration = book.collaboration(ref or "")
    campaign = book.find("campaign", collaboration.campaign_version or "")
    if not isinstance(campaign, Campaign):
        raise UnknownVersion(f"campaign {collaboration.campaign_version}")
    return collaboration, campaign


def _terms(book: CatalogBook, ref: str | None, content: str | None, placement: str | None) -> Terms:
    collaboration, campaign = _signed(book, ref)
    return Terms(
        collaboration.creator, campaign.id, collaboration.id, content, placement,
        collaboration.lookback_s * 1000, campaign.allowed_lateness_s * 1000, collaboration.code_rule,
        int(collaboration.commission_rate * PPM),
    )  # fmt: skip


def terms_of(book: CatalogBook, kind: str, ref: str) -> Terms | None:
    """The terms pinned by a version. Versions never change, so whoever asks gets the same answer for ever."""
    if kind == "link":
        link = book.link(ref)
        return _terms(book, link.collaboration_version, link.content, link.placement)
    code = book.code(ref)
    return _terms(book, code.collaboration_version, None, None) if code.collaboration else None


class TermsOf:
    """`terms_of` with a memory."""

    def __init__(self, book: CatalogBook) -> None:
        self._book = book
        self._known: dict[tuple[str, str], Terms | None] = {}

    def __call__(self, kind: str, ref: str) -> Terms | None:
        """The terms of a version, looked up once."""
        if (kind, ref) not in self._known:
            self._known[kind, ref] = terms_of(self._book, kind, ref)
        return self._known[kind, ref]
