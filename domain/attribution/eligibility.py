"""Which candidates may earn at all: what staff, the creator's own purchases and the contract's conditions leave."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.attribution.candidates import CODE, Claim
from domain.attribution.heard import Heard
from domain.attribution.policy import Arbitration
from domain.attribution.terms import Conditions
from domain.finance.net_revenue import Telling, excluded_gross
from events.decision import Reason


class Purchase(NamedTuple):
    """What conditions are about."""

    people: frozenset[str]
    """Pseudonyms of the customers and visitors that the order was told with, in time."""
    newest: Telling
    """Its net before refunds is judged: a refund makes no order too small."""


def purchase_of(heard: Heard, newest: Telling) -> Purchase:
    """The order as conditions see it; who bought is settled by what was received in time."""
    return Purchase(frozenset((*heard.buyers, *heard.visitors)), newest)


def has_conditions(claims: Sequence[Claim], policy: Arbitration) -> bool:
    """Whether anything could make a candidate ineligible; for most orders nothing can."""
    return bool(policy.staff or policy.duplicate_ms or any(claim.terms and claim.terms.conditions for claim in claims))


def screened(claims: Sequence[Claim], purchase: Purchase, policy: Arbitration) -> tuple[Claim, ...]:
    """The claims in their order, each that may not earn with its reason."""
    by_staff = not policy.staff.isdisjoint(purchase.people)
    judged = [_judged(claim, purchase, by_staff) for claim in claims]
    return _without_duplicates(judged, policy.duplicate_ms) if policy.duplicate_ms else tuple(judged)


def _judged(claim: Claim, purchase: Purchase, by_staff: bool) -> Claim:
    if not claim.eligible:
        return claim
    conditions = claim.terms.conditions if claim.terms else None
    reason = Reason.STAFF if by_staff else _unmet(claim, conditions, purchase) if conditions else ""
    return claim._replace(reason=reason) if reason else claim


def _unmet(claim: Claim, conditions: Conditions, purchase: Purchase) -> str:
    order = purchase.newest
    if not conditions.own_pseudonyms.isdisjoint(purchase.people):
        return Reason.SELF_PURCHASE
    if claim.type not in conditions.touches:
        return Reason.NOT_ELIGIBLE
    if conditions.minimum and order.currency == conditions.minimum[1] and order.gross < conditions.minimum[0]:
        return Reason.BELOW_MINIMUM
    excluded = excluded_gross(order, conditions.excluded_products)
    return Reason.EXCLUDED_PRODUCTS if excluded and excluded == order.gross else ""


def _without_duplicates(claims: Sequence[Claim], apart: int) -> tuple[Claim, ...]:
    """A click on the same link by the same browser less than `apart` milliseconds after one that counted is a duplicate."""
    counted: dict[tuple[str, str | None], int] = {}
    found = []
    for claim in claims:
        name = claim.ref.rpartition("@")[0], claim.visitor
        if claim.eligible and claim.type != CODE:
            if name in counted and claim.at - counted[name] < apart:
                found.append(claim._replace(reason=Reason.DUPLICATE))
                continue
            counted[name] = claim.at
        found.append(claim)
    return tuple(found)
