"""The contract a touch was made under: what a link's or a code's version leads to in the catalog."""

from collections.abc import Callable
from typing import Any, NamedTuple

from domain.finance.commission import PPM
from events.catalog import Campaign, CodeRule, Collaboration
from events.catalog_book import CatalogBook, UnknownVersion
from events.policy import Conditions as Said
from events.policy import TouchType
from events.versioned import Amount


class Conditions(NamedTuple):
    """What a contract asks for beside a touch in its window; amounts are (minor units, currency)."""

    touches: frozenset[str]
    excluded_products: frozenset[str]
    minimum: tuple[int, str] | None
    cap: tuple[int, str] | None
    returning_ppm: int | None
    own_pseudonyms: frozenset[str]


UNCONDITIONAL = Conditions(frozenset(TouchType), frozenset(), None, None, None, frozenset())


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
    conditions: Conditions | None = None
    exclusive: bool = False
    """Of a code: no other creator earns an order on which it is redeemed."""


Lookup = Callable[[str, str], Terms | None]
"""(kind, ref) → the terms of a link or code version; None for a generic code. Raises UnknownVersion."""


def _signed(book: CatalogBook, ref: str | None) -> tuple[Collaboration, Campaign]:
    collaboration = book.collaboration(ref or "")
    campaign = book.find("campaign", collaboration.campaign_version or "")
    if not isinstance(campaign, Campaign):
        raise UnknownVersion(f"campaign {collaboration.campaign_version}")
    return collaboration, campaign


def _terms(book: CatalogBook, ref: str | None, content: str | None, placement: str | None, exclusive: bool = False) -> Terms:
    collaboration, campaign = _signed(book, ref)
    return Terms(
        collaboration.creator, campaign.id, collaboration.id, content, placement,
        collaboration.lookback_s * 1000, campaign.allowed_lateness_s * 1000, collaboration.code_rule,
        int(collaboration.commission_rate * PPM), _conditions(collaboration, campaign), exclusive,
    )  # fmt: skip


def _conditions(collaboration: Collaboration, campaign: Campaign) -> Conditions | None:
    """The collaboration's conditions, where it has none the campaign's; None if neither asks for anything."""
    said = {name: _first_said(name, collaboration, campaign) for name in Said.model_fields}
    rate = said["returning_commission_rate"]
    found = Conditions(
        frozenset(map(str, said["eligible_touches"] or TouchType)), frozenset(said["excluded_products"] or ()),
        _pair(said["minimum_order"]), _pair(said["commission_cap"]), None if rate is None else int(rate * PPM),
        frozenset(collaboration.own_pseudonyms),
    )  # fmt: skip
    return None if found == UNCONDITIONAL else found


def _first_said(name: str, collaboration: Collaboration, campaign: Campaign) -> Any:
    own = getattr(collaboration, name)
    return getattr(campaign, name) if own is None else own


def _pair(amount: Amount | None) -> tuple[int, str] | None:
    return (amount.amount, amount.currency) if amount else None


def terms_of(book: CatalogBook, kind: str, ref: str) -> Terms | None:
    """The terms pinned by a version. Versions never change, so whoever asks gets the same answer for ever."""
    if kind == "link":
        link = book.link(ref)
        return _terms(book, link.collaboration_version, link.content, link.placement)
    code = book.code(ref)
    return _terms(book, code.collaboration_version, None, None, code.exclusive) if code.collaboration else None


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
