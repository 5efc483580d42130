"""What the payable shares of an order cost: each by its own claim's contract."""

from collections.abc import Mapping
from typing import NamedTuple

from domain.attribution.credits import Owner, owner_of, owners_of
from domain.attribution.precedence import Winners
from domain.attribution.split import split
from domain.attribution.terms import Terms
from domain.finance.commission import commission_of
from domain.finance.net_revenue import Return, Revenue, Telling, commissionable
from events.decision import Commission, Credit, Reason, Share


class Sold(NamedTuple):
    """What commission is worked out from."""

    revenue: Revenue
    tellings: list[Telling]
    returns: list[Return]
    returning: bool | None
    """Whether the buyer had ordered before."""


def commissions_of(paid: Credit, winners: Winners, sold: Sold) -> tuple[Commission, ...]:
    """One line for each payable share, in the same order.

    Two touches that fall into one share are paid by the contract of the one nearer to the sale.
    """
    contracts = {owner_of(claim.terms): claim.terms for claim, _ in winners if claim.terms}
    owners = owners_of([claim for claim, _ in winners], [weight for _, weight in winners])
    left: dict[str, int] = {}
    return tuple(
        _line(share, contracts[owner], owners, sold, left) for share, owner in zip(paid.shares, sorted(owners), strict=True)
    )


def _line(share: Share, terms: Terms, owners: Mapping[Owner, int], sold: Sold, left: dict[str, int]) -> Commission:
    base, rate = share.amount, terms.commission_ppm
    if terms.conditions is None:
        return Commission(share.creator, share.campaign, share.collaboration, base, rate, commission_of(base, rate))
    if sold.returning and terms.conditions.returning_ppm is not None:
        rate = terms.conditions.returning_ppm
    limits: tuple[str, ...] = ()
    if terms.conditions.excluded_products:
        base = _base(terms, owners, sold)
        limits = (Reason.EXCLUDED_PRODUCTS,) if base != share.amount else ()
    owed = commission_of(base, rate)
    amount = _within_cap(owed, terms, sold.revenue.currency, left)
    limits += (Reason.CAPPED,) if amount != owed else ()
    return Commission(share.creator, share.campaign, share.collaboration, base, rate, amount, limits)


def _base(terms: Terms, owners: Mapping[Owner, int], sold: Sold) -> int:
    """The share of what this contract pays on, split as the net is."""
    products = terms.conditions.excluded_products if terms.conditions else frozenset()
    whole = commissionable(sold.revenue.net, sold.tellings, sold.returns, products)
    keys = sorted(owners)
    return split(whole, [owners[key] for key in keys])[keys.index(owner_of(terms))]


def _within_cap(owed: int, terms: Terms, currency: str, left: dict[str, int]) -> int:
    """At most the contract's cap for one order, over all its shares; a cap in another currency does not judge it."""
    cap = terms.conditions.cap if terms.conditions else None
    if cap is None or cap[1] != currency:
        return owed
    rest = left.setdefault(terms.collaboration, cap[0])
    amount = max(-rest, min(owed, rest))
    left[terms.collaboration] = rest - abs(amount)
    return amount
