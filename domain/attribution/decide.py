"""One pure decision: who earned an order, in every model, and what became of each candidate."""

from collections.abc import Sequence

from domain.attribution.asks import is_returning, pinned_of
from domain.attribution.candidates import Claim, candidates_of
from domain.attribution.commissions import Sold, commissions_of
from domain.attribution.credits import credits_of
from domain.attribution.eligibility import has_conditions, purchase_of, screened
from domain.attribution.entity import World
from domain.attribution.heard import heard_of
from domain.attribution.models import version_of
from domain.attribution.precedence import Ruling, arbitrate, reason_of
from domain.attribution.rows import OrderRow
from domain.finance.net_revenue import Revenue, newest_of, revenue_of
from events.decision import SCHEMA, Candidate, Decision, LateTouch, Reason


def decide(row: OrderRow, world: World) -> tuple[Decision, tuple[LateTouch, ...]]:
    """The decision without its version, and what came too late for it. No clock, no I/O: the row says it all."""
    policy, heard = world.policies(pinned_of(row)), heard_of(row, world)
    claims, late = candidates_of(row, heard, world, policy)
    tellings, returns = list(row.tellings.values()), list(row.returns.values())
    revenue = revenue_of(tellings, returns)
    newest = newest_of(tellings)
    if has_conditions(claims, policy):
        claims = screened(claims, purchase_of(heard, newest), policy)
    eligible = [claim for claim in claims if claim.eligible]
    ruling = arbitrate(eligible, policy)
    credits = credits_of(revenue.net, heard.at, eligible, ruling.winners, policy.weights)
    returning = is_returning(row, heard)
    decision = Decision(
        schema=SCHEMA, shop=row.shop, order=row.order, version=0, ordered_at=heard.at, received=heard.received,
        newest=_newest(row, claims), currency=revenue.currency, gross=revenue.gross, refunded=revenue.refunded,
        net=revenue.net, status=_status(newest.kind, [telling.kind for telling in tellings], revenue), policy=policy.ref,
        reason=_outcome(ruling, claims, newest.test, heard.too_late),
        credits=credits,
        candidates=_judged(claims, ruling),
        events=tuple(sorted([*row.tellings, *row.returns])), flags=revenue.flags, customer=newest.customer,
        commissions=commissions_of(credits[0], ruling.winners, Sold(revenue, tellings, returns, returning)),
        weights=version_of(policy.weights), returning=returning,
    )  # fmt: skip
    return decision, late


def _judged(claims: Sequence[Claim], ruling: Ruling) -> tuple[Candidate, ...]:
    return tuple(_candidate(claim, reason_of(claim, ruling)) for claim in claims)


def _candidate(claim: Claim, reason: str) -> Candidate:
    terms = claim.terms
    return Candidate(
        claim.touch, claim.type, claim.at, claim.ref,
        terms.creator if terms else None, terms.campaign if terms else None, terms.collaboration if terms else None,
        terms.content if terms else None, terms.placement if terms else None, reason, claim.visitor,
    )  # fmt: skip


def _outcome(ruling: Ruling, claims: Sequence[Claim], test: bool, too_late: bool) -> str:
    if too_late:
        return Reason.ORDER_TOO_LATE
    if test:
        return Reason.TEST_ORDER
    if ruling.winners:
        return Reason.WON
    if any(claim.reason == Reason.STAFF for claim in claims):
        return Reason.STAFF
    return Reason.NO_ELIGIBLE_TOUCH if claims else Reason.NO_TOUCH


def _status(newest: str, kinds: Sequence[str], revenue: Revenue) -> str:
    if "cancelled" in kinds:
        return "cancelled"
    if revenue.refunded:
        return "refunded" if revenue.net <= 0 else "partially_refunded"
    return newest


def _newest(row: OrderRow, claims: Sequence[Claim]) -> int:
    """Receipt of the newest input that the decision rests on, milliseconds."""
    told = [telling.received for telling in row.tellings.values()] + [each.received for each in row.returns.values()]
    return max(told + [claim.known for claim in claims])
