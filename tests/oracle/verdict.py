"""The payable winner with every loser's reason, and five models side by side."""

from decimal import ROUND_HALF_UP

from tests.oracle.candidates import Touch
from tests.oracle.shares import Key, split, weights

MODELS = ("last_touch", "first_touch", "linear", "position_based", "time_decay")


def payable(clicks: list[Touch], codes: list[Touch]) -> Touch | None:
    """Who is paid; every other touch gets the reason why it is not."""
    for touch in clicks:
        touch.reason = "later_touch"
    for touch in codes:
        touch.reason = "other_code"
    if not clicks and not codes:
        return None
    winner = codes[0] if codes else clicks[-1]
    if clicks and codes:
        assert codes[0].terms
        if codes[0].terms.code_rule == "code_first":
            clicks[-1].reason = "code_precedence"
        else:
            winner = clicks[-1]
            for touch in codes:
                touch.reason = "click_precedence"
    winner.reason = "won"
    return winner


def verdict(test: bool, winner: Touch | None, candidates: list[Touch]) -> str:
    """One word for why the order is somebody's or nobody's."""
    if test:
        return "test_order"
    return "won" if winner else "no_eligible_touch" if candidates else "no_touch"


def credits_of(net: int, winner: Touch | None, touches: list[Touch], at: int) -> dict[str, dict[Key, int]]:
    """Model -> who -> amount; nothing for anybody if nobody is paid."""
    if winner is None:
        return {model: {} for model in ("payable", *MODELS)}
    ages = [at - touch.at for touch in touches]
    credits = {"payable": {_key(winner): net}}
    for model in MODELS:
        by: dict[Key, int] = {}
        for touch, weight in zip(touches, weights(model, ages), strict=True):
            by[_key(touch)] = by.get(_key(touch), 0) + weight
        credits[model] = split(net, {key: weight for key, weight in by.items() if weight})
    return credits


def commission(net: int, winner: Touch | None) -> int:
    """What the order costs: the winner's rate on its net revenue."""
    if winner is None:
        return 0
    assert winner.terms
    return int((net * winner.terms.commission_rate).to_integral_value(ROUND_HALF_UP))


def _key(touch: Touch) -> Key:
    assert touch.terms
    t = touch.terms
    return (t.creator, t.campaign, t.collaboration, t.content, t.placement)
