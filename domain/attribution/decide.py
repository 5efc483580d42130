"""One pure decision: who earned an order, in every model, and what became of each candidate."""

from collections.abc import Sequence

from domain.attribution.asks import pinned_of, times_of
from domain.attribution.candidates import CODE, Claim, candidates_of
from domain.attribution.entity import World
from domain.attribution.models import ANALYTIC
from domain.attribution.policy import WEIGHTS
from domain.attribution.rows import OrderRow
from domain.attribution.split import split
from domain.finance.commission import commission_of
from domain.finance.net_revenue import Revenue, newest_of, revenue_of
from events.catalog import CodeRule
from events.decision import SCHEMA, Candidate, Commission, Credit, Decision, LateTouch, Model, Reason, Share


def decide(row: OrderRow, world: World) -> tuple[Decision, tuple[LateTouch, ...]]:
    """The decision without its version, and what came too late for it. No clock, no I/O: the row says it all."""
    policy = world.policies(pinned_of(row))
    claims, late = candidates_of(row, world)
    at, received = times_of(row)
    tellings, returns = list(row.tellings.values()), list(row.returns.values())
    revenue = revenue_of(tellings, returns)
    eligible = [claim for claim in claims if claim.eligible]
    winner = payable_winner(eligible)
    newest = newest_of(tellings)
    credits = _credits(revenue.net, at, eligible, winner)
    decision = Decision(
        schema=SCHEMA, shop=row.shop, order=row.order, version=0, ordered_at=at, received=received,
        newest=_newest(row, claims), currency=revenue.currency, gross=revenue.gross, refunded=revenue.refunded,
        net=revenue.net, status=_status(newest.kind, [telling.kind for telling in tellings], revenue), policy=policy.ref,
        reason=_outcome(winner, claims, newest.test, received - at > world.horizons.order_delay),
        credits=credits,
        candidates=_judged(claims, winner),
        events=tuple(sorted([*row.tellings, *row.returns])), flags=revenue.flags, customer=newest.customer,
        commissions=_commissions(credits[0], winner), weights=WEIGHTS,
    )  # fmt: skip
    return decision, late


def payable_winner(eligible: Sequence[Claim]) -> Claim | None:
    """Who is paid. The last click and the first code compete; the code's collaboration says which of the two goes first."""
    clicks = [claim for claim in eligible if claim.type != CODE]
    codes = [claim for claim in eligible if claim.type == CODE]
    if clicks and codes:
        code_goes_first = codes[0].terms is not None and codes[0].terms.code_rule is CodeRule.CODE_FIRST
        return codes[0] if code_goes_first else clicks[-1]
    return codes[0] if codes else clicks[-1] if clicks else None


def _judged(claims: Sequence[Claim], winner: Claim | None) -> tuple[Candidate, ...]:
    last_click = next((claim for claim in reversed(claims) if claim.eligible and claim.type != CODE), None)
    return tuple(_candidate(claim, _reason(claim, winner, last_click)) for claim in claims)


def _candidate(claim: Claim, reason: str) -> Candidate:
    terms = claim.terms
    return Candidate(
        claim.touch, claim.type, claim.at, claim.ref,
        terms.creator if terms else None, terms.campaign if terms else None, terms.collaboration if terms else None,
        terms.content if terms else None, terms.placement if terms else None, reason, claim.visitor,
    )  # fmt: skip


def _reason(claim: Claim, winner: Claim | None, last_click: Claim | None) -> str:
    if claim.reason or winner is None:
        return str(claim.reason)
    if claim == winner:
        return Reason.WON
    if claim.type == CODE:
        return Reason.OTHER_CODE if winner.type == CODE else Reason.CLICK_PRECEDENCE
    return Reason.CODE_PRECEDENCE if claim == last_click else Reason.LATER_TOUCH


def _credits(net: int, at: int, eligible: Sequence[Claim], winner: Claim | None) -> tuple[Credit, ...]:
    ages = [at - claim.at for claim in eligible]
    paid = _credit(Model.PAYABLE, net, [winner] if winner else [], [1])
    others = (_credit(model, net, eligible, weigh(ages) if ages else []) for model, weigh in ANALYTIC.items())
    return (paid, *others)


def _commissions(paid: Credit, winner: Claim | None) -> tuple[Commission, ...]:
    """By the version of the contract that the winning touch was made under."""
    rate_ppm = winner.terms.commission_ppm if winner and winner.terms else 0
    return tuple(_commission(share, rate_ppm) for share in paid.shares)


def _commission(share: Share, rate_ppm: int) -> Commission:
    owed = commission_of(share.amount, rate_ppm)
    return Commission(share.creator, share.campaign, share.collaboration, share.amount, rate_ppm, owed)


def _credit(model: Model, net: int, claims: Sequence[Claim], weights: Sequence[int]) -> Credit:
    """Weights of the same creator, content and contract are added before the split: one share each."""
    owners: dict[tuple[str, str, str, str, str], int] = {}
    for claim, weight in zip(claims, weights, strict=False):
        if claim.terms and weight:
            who = claim.terms[:5]
            key = (who[0], who[1], who[2], who[3] or "", who[4] or "")
            owners[key] = owners.get(key, 0) + weight
    keys = sorted(owners)
    amounts = split(net, [owners[key] for key in keys])
    shares = tuple(Share(*key[:3], key[3] or None, key[4] or None, part) for key, part in zip(keys, amounts, strict=True))
    return Credit(model, shares, net - sum(amounts))


def _outcome(winner: Claim | None, claims: Sequence[Claim], test: bool, too_late: bool) -> str:
    if too_late:
        return Reason.ORDER_TOO_LATE
    if test:
        return Reason.TEST_ORDER
    if winner:
        return Reason.WON
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
