"""Who is paid when several may be: exclusive codes, involvement, priority groups, then one rule of the shop's policy."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from domain.attribution.candidates import CODE, Claim
from domain.attribution.policy import Arbitration
from events.catalog import CodeRule
from events.decision import Reason
from events.policy import Precedence, StackedCodes

Claims = Sequence[Claim]
Winners = list[tuple[Claim, int]]
"""Who is paid, in the order in which they touched, each with the weight of its part."""


class Ruling(NamedTuple):
    """Who is paid, and what is needed to say why nobody else is."""

    winners: Winners
    lost: dict[tuple[str, str], Reason]
    """(type, touch) of those that did not get as far as the rule → why."""
    last_click: Claim | None
    code_won: bool


def arbitrate(eligible: Claims, policy: Arbitration) -> Ruling:
    """Settle the claims on one order, given in the order in which they happened. Nobody wins if nobody is left."""
    lost: dict[tuple[str, str], Reason] = {}
    standing = eligible
    for reason, narrow in STAGES:
        kept = narrow(standing, policy)
        if kept is not standing:
            lost.update(((claim.type, claim.touch), reason) for claim in standing if claim not in kept)
            standing = kept
    clicks = [claim for claim in standing if claim.type != CODE]
    codes = [claim for claim in standing if claim.type == CODE]
    winners = RULES[policy.precedence](clicks, codes, policy)
    return Ruling(winners, lost, clicks[-1] if clicks else None, any(claim.type == CODE for claim, _ in winners))


def reason_of(claim: Claim, ruling: Ruling) -> str:
    """Why a claim won or lost: never empty."""
    if claim.reason:
        return claim.reason
    for winner, _ in ruling.winners:
        if claim is winner:
            return Reason.WON
    if ruling.lost and (claim.type, claim.touch) in ruling.lost:
        return ruling.lost[claim.type, claim.touch]
    if claim.type == CODE:
        return Reason.OTHER_CODE if ruling.code_won else Reason.CLICK_PRECEDENCE
    return Reason.CODE_PRECEDENCE if claim is ruling.last_click else Reason.LATER_TOUCH


def _creator(claim: Claim) -> str:
    return claim.terms.creator if claim.terms else ""


def _within_exclusive(claims: Claims, policy: Arbitration) -> Claims:
    """An exclusive code keeps everybody but its creator out; under `code_if_winner` also its creator, whose click is not last."""
    owners = {claim.terms.creator for claim in claims if claim.terms and claim.terms.exclusive}
    if not owners:
        return claims
    clicks = [claim for claim in claims if claim.type != CODE]
    if policy.precedence is Precedence.CODE_IF_WINNER and clicks and _creator(clicks[-1]) not in owners:
        return []
    return [claim for claim in claims if _creator(claim) in owners]


def _involved(claims: Claims, policy: Arbitration) -> Claims:
    """Under `if_involved` and `if_winner` a code counts only where its creator has an eligible click as well."""
    if policy.precedence not in {Precedence.CODE_IF_INVOLVED, Precedence.CODE_IF_WINNER}:
        return claims
    involved = {_creator(claim) for claim in claims if claim.type != CODE}
    return [claim for claim in claims if claim.type != CODE or _creator(claim) in involved]


def _best_group(claims: Claims, policy: Arbitration) -> Claims:
    """Only the best priority group present competes; a code that is always credited stands above all groups."""
    if not claims or not (policy.preferred or policy.non_preferred):
        return claims
    best = min(_group(claim, policy) for claim in claims)
    above = policy.precedence is Precedence.ALWAYS_CREDIT_CODE
    return [claim for claim in claims if _group(claim, policy) == best or (above and claim.type == CODE)]


def _group(claim: Claim, policy: Arbitration) -> int:
    name = claim.terms.collaboration if claim.terms else ""
    return 0 if name in policy.preferred else 2 if name in policy.non_preferred else 1


STAGES: tuple[tuple[Reason, Callable[[Claims, Arbitration], Claims]], ...] = (
    (Reason.EXCLUSIVE_CODE, _within_exclusive),
    (Reason.CODE_NOT_INVOLVED, _involved),
    (Reason.LOWER_PRIORITY, _best_group),
)
"""Why a claim falls out before the rule, and who stays in."""


def _side(codes: Claims, policy: Arbitration) -> Winners:
    """Which of several codes of one order stands for the codes."""
    if policy.stacked_codes is StackedCodes.SPLIT:
        return [(code, 1) for code in codes]
    if not codes:
        return []
    return [(codes[0] if policy.stacked_codes is StackedCodes.FIRST else codes[-1], 1)]


def _last(clicks: Claims) -> Winners:
    return [(clicks[-1], 1)] if clicks else []


def _by_contract(clicks: Claims, codes: Claims, policy: Arbitration) -> Winners:
    side = _side(codes, policy)
    terms = side[0][0].terms if side else None
    code_goes_first = terms is not None and terms.code_rule is CodeRule.CODE_FIRST
    return side if code_goes_first or not clicks else _last(clicks)


def _code_first(clicks: Claims, codes: Claims, policy: Arbitration) -> Winners:
    return _side(codes, policy) or _last(clicks)


def _click_first(clicks: Claims, codes: Claims, policy: Arbitration) -> Winners:
    return _last(clicks) or _side(codes, policy)


def _code_if_winner(clicks: Claims, codes: Claims, policy: Arbitration) -> Winners:
    own = [code for code in codes if clicks and _creator(code) == _creator(clicks[-1])]
    return _side(own, policy) or _last(clicks)


def _split_by_weight(clicks: Claims, codes: Claims, policy: Arbitration) -> Winners:
    side = _side(codes, policy)
    if not side or not clicks:
        return side or _last(clicks)
    return [(clicks[-1], policy.click_weight * len(side)), *((code, policy.code_weight) for code, _ in side)]


RULES: dict[Precedence, Callable[[Claims, Claims, Arbitration], Winners]] = {
    Precedence.BY_CONTRACT: _by_contract,
    Precedence.ALWAYS_CREDIT_CODE: _code_first,
    Precedence.CODE_IF_INVOLVED: _code_first,
    Precedence.CODE_IF_WINNER: _code_if_winner,
    Precedence.CODE_FIRST: _code_first,
    Precedence.CLICK_FIRST: _click_first,
    Precedence.SPLIT_BY_WEIGHT: _split_by_weight,
}
"""(clicks, codes) that are left, oldest first → who is paid."""

TOOK_PART = frozenset(
    {
        Reason.WON, Reason.LATER_TOUCH, Reason.CODE_PRECEDENCE, Reason.CLICK_PRECEDENCE, Reason.OTHER_CODE,
        *(reason for reason, _ in STAGES),
    }
)  # fmt: skip
"""Reasons of candidates that were eligible: they won, or lost against others. All else never took part."""
