"""What the payable shares of an order cost: each by its own claim's contract."""

from collections.abc import Mapping
from typing import NamedTuple

from domain.attribution.credits import Owner, owner_of, parts_of
from domain.attribution.precedence import Winners
from domain.attribution.split import split
from domain.attribution.terms import Conditions, Terms
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
    contracts = {owner_of(claim): claim.terms for claim, _ in winners if claim.terms}
    if all(terms.conditions is None for terms in contracts.values()):
        return tuple(map(_plain, paid.shares, (contracts[owner] for owner in sorted(contracts))))
    parts, left = parts_of(winners), dict[str, int]()
    lines = []
    for share, owner in zip(paid.shares, sorted(parts), strict=True):
        terms = contracts[owner]
        asked = terms.conditions
        lines.append(_line(share, owner, terms, asked, parts, sold, left) if asked else _plain(share, terms))
    return tuple(lines)


def _plain(share: Share, terms: Terms) -> Commission:
    base, rate = share.amount, terms.commission_ppm
    return Commission(share.creator, share.campaign, share.collaboration, base, rate, commission_of(base, rate))


def _line(
    share: Share, owner: Owner, terms: Terms, asked: Conditions, parts: Mapping[Owner, int], sold: Sold, left: dict[str, int]
) -> Commission:
    rate = terms.commission_ppm
    if sold.returning and asked.returning_ppm is not None:
        rate = asked.returning_ppm
    base = _base(owner, asked.excluded_products, parts, sold) if asked.excluded_products else share.amount
    owed = commission_of(base, rate)
    amount = _within_cap(owed, asked.cap, sold.revenue.currency, terms.collaboration, left)
    limits = (Reason.EXCLUDED_PRODUCTS,) * (base != share.amount) + (Reason.CAPPED,) * (amount != owed)
    return Commission(share.creator, share.campaign, share.collaboration, base, rate, amount, limits)


def _base(owner: Owner, products: frozenset[str], parts: Mapping[Owner, int], sold: Sold) -> int:
    """The share of what this contract pays on, split as the net is."""
    whole = commissionable(sold.revenue.net, sold.tellings, sold.returns, products)
    owners = sorted(parts)
    return split(whole, [parts[each] for each in owners])[owners.index(owner)]


def _within_cap(owed: int, cap: tuple[int, str] | None, currency: str, collaboration: str, left: dict[str, int]) -> int:
    """At most the contract's cap for one order, over all its shares; a cap in another currency does not judge it."""
    if cap is None or cap[1] != currency:
        return owed
    rest = left.setdefault(collaboration, cap[0])
    amount = max(-rest, min(owed, rest))
    left[collaboration] = rest - abs(amount)
    return amount
