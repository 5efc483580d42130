"""Who is paid under a shop's policy, with every loser's reason; what the models say; what it costs."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.oracle.candidates import Touch
from tests.oracle.conditions import Bought, Policy, paid_on
from tests.oracle.shares import Key, split, weights

MODELS = ("last_touch", "first_touch", "linear", "position_based", "time_decay", "last_non_direct", "j_shaped", "inverse_j")
Paid = list[tuple[Touch, int]]


def payable(touches: list[Touch], policy: Policy) -> Paid:
    """Who is paid, by which weight; every other touch that has no reason yet gets the one why it is not."""
    rule = policy["precedence"]
    _keep_out(touches, rule)
    _keep_best_group(touches, policy, rule)
    clicks = [touch for touch in touches if touch.type == "click" and not touch.reason]
    codes = [touch for touch in touches if touch.type == "code" and not touch.reason]
    chosen, by_code = _codes(codes, clicks, policy), True
    if clicks and chosen:
        if rule == "by_contract":
            assert chosen[0].terms
            by_code = chosen[0].terms.code_rule == "code_first"
        by_code = by_code and rule != "click_first"
    both = rule == "split_by_weight" and clicks and chosen
    won = [(code, policy["code_weight"] if both else 1) for code in chosen] if by_code else []
    if both:
        won.append((clicks[-1], policy["click_weight"] * len(chosen)))
    elif clicks and not won:
        won = [(clicks[-1], 1)]
    _tell(clicks, codes, [touch for touch, _ in won])
    return won


def _who(touch: Touch) -> str:
    assert touch.terms
    return touch.terms.creator


def _keep_out(touches: list[Touch], rule: str) -> None:
    running = [touch for touch in touches if not touch.reason]
    owners = {_who(touch) for touch in running if touch.terms and touch.terms.exclusive}
    last = next((_who(touch) for touch in reversed(running) if touch.type == "click"), None)
    void = rule == "code_if_winner" and last is not None and last not in owners
    for touch in running:
        if owners and (void or _who(touch) not in owners):
            touch.reason = "exclusive_code"
    seen = {_who(touch) for touch in running if touch.type == "click" and not touch.reason}
    for touch in running:
        if (
            rule in {"code_if_involved", "code_if_winner"}
            and touch.type == "code"
            and not touch.reason
            and _who(touch) not in seen
        ):
            touch.reason = "code_not_involved"


def _keep_best_group(touches: list[Touch], policy: Policy, rule: str) -> None:
    running = [touch for touch in touches if not touch.reason]
    names = [touch.terms.collaboration for touch in running if touch.terms]
    rank = {name: (name in policy["non_preferred"]) - (name in policy["preferred"]) for name in names}
    for touch in running:
        assert touch.terms
        above = touch.type == "code" and rule == "always_credit_code"
        if rank[touch.terms.collaboration] > min(rank.values()) and not above:
            touch.reason = "lower_priority"


def _codes(codes: list[Touch], clicks: list[Touch], policy: Policy) -> list[Touch]:
    if policy["precedence"] == "code_if_winner":
        codes = [code for code in codes if clicks and _who(code) == _who(clicks[-1])]
    return {"first": codes[:1], "last": codes[-1:], "split": codes}[policy["stacked_codes"]]


def _tell(clicks: list[Touch], codes: list[Touch], won: list[Touch]) -> None:
    for touch in (*clicks, *codes):
        if any(touch is winner for winner in won):
            touch.reason = "won"
        elif touch.type == "code":
            touch.reason = "other_code" if any(winner.type == "code" for winner in won) else "click_precedence"
        else:
            touch.reason = "code_precedence" if touch is clicks[-1] else "later_touch"


def verdict(test: bool, won: Paid, candidates: list[Touch]) -> str:
    """One word for why the order is somebody's or nobody's."""
    if test:
        return "test_order"
    if won:
        return "won"
    if any(touch.reason == "staff" for touch in candidates):
        return "staff"
    return "no_eligible_touch" if candidates else "no_touch"


def credits_of(net: int, won: Paid, touches: list[Touch], at: int, policy: Policy) -> dict[str, dict[Key, int]]:
    """Model -> who -> amount; touches are those that may earn."""
    credits = {"payable": split(net, _by_key(won)) if won else {}}
    ages, direct = [at - touch.at for touch in touches], [touch.type == "code" for touch in touches]
    for model in MODELS:
        by = _by_key(list(zip(touches, weights(model, ages, direct, policy), strict=True))) if touches else {}
        credits[model] = split(net, {key: weight for key, weight in by.items() if weight}) if touches else {}
    return credits


def commissions(net: int, won: Paid, bought: Bought) -> list[tuple[Key, int, int]]:
    """(who, base, amount) of each payable share; of two touches in one share the later one's contract is paid by."""
    by, left, lines = _by_key(won), dict[str, int](), []
    contract = {_key(touch): touch.terms for touch, _ in sorted(won, key=lambda each: each[0].at)}
    for key in sorted(by, key=lambda key: tuple(part or "" for part in key)):
        terms: Any = contract[key]
        asks = terms.conditions
        base = split(paid_on(net, bought, asks.get("excluded_products") or []), by)[key]
        again = asks.get("returning_commission_rate")
        rate = Decimal(str(again)) if bought.returning and again is not None else terms.commission_rate
        amount = int((base * rate).to_integral_value(ROUND_HALF_UP))
        cap = asks.get("commission_cap")
        if cap and cap["currency"] == bought.currency:
            room = left.setdefault(terms.collaboration, cap["amount"])
            amount = min(abs(amount), room) * (-1 if amount < 0 else 1)
            left[terms.collaboration] -= abs(amount)
        lines.append((key, base, amount))
    return lines


def _by_key(paid: Paid) -> dict[Key, int]:
    by: dict[Key, int] = {}
    for touch, weight in paid:
        by[_key(touch)] = by.get(_key(touch), 0) + weight
    return by


def _key(touch: Touch) -> Key:
    assert touch.terms
    t = touch.terms
    return (t.creator, t.campaign, t.collaboration, t.content, t.placement)
