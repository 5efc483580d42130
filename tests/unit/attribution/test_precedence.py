"""Who is paid under each policy, and why everybody else is not."""

from typing import Any

import pytest

from domain.attribution.policy import Arbitration
from domain.attribution.terms import Terms
from events.catalog import CodeRule
from events.decision import Reason
from events.policy import Precedence, StackedCodes
from tests.unit.attribution.sale_parts import Sale, an_order, paid, reasons, terms

ANN, BEN, CLEO = terms("ann"), terms("ben"), terms("cleo")
EXCLUSIVE = terms("ben", exclusive=True)


def policy(precedence: Precedence = Precedence.BY_CONTRACT, **more: Any) -> Arbitration:
    return Arbitration("s@1", precedence)._replace(**more)


def journey(rule: Arbitration, clicks: str, *codes: tuple[str, Terms | None]) -> Sale:
    """Clicks by their creators' names, oldest first, then the codes redeemed."""
    sale = Sale(rule).told(an_order(codes=tuple(code for code, _ in codes)))
    for age, name in enumerate(reversed(clicks.split())):
        sale.click(terms(name, f"{name}-reel"), age + 1)
    for code, owner in codes:
        sale.code(code, owner)
    return sale


@pytest.mark.parametrize(
    ("precedence", "clicks", "payee", "code"),
    [
        (Precedence.BY_CONTRACT, "ann", "ben", "won"),
        (Precedence.ALWAYS_CREDIT_CODE, "ann", "ben", "won"),
        (Precedence.CODE_FIRST, "ann", "ben", "won"),
        (Precedence.CODE_FIRST, "", "ben", "won"),
        (Precedence.CLICK_FIRST, "ann", "ann", "click_precedence"),
        (Precedence.CLICK_FIRST, "", "ben", "won"),
        (Precedence.CODE_IF_INVOLVED, "ann", "ann", "code_not_involved"),
        (Precedence.CODE_IF_INVOLVED, "ben ann", "ben", "won"),
        (Precedence.CODE_IF_INVOLVED, "", None, "code_not_involved"),
        (Precedence.CODE_IF_WINNER, "ben ann", "ann", "click_precedence"),
        (Precedence.CODE_IF_WINNER, "ann ben", "ben", "won"),
        (Precedence.CODE_IF_WINNER, "ann", "ann", "code_not_involved"),
        (Precedence.CODE_IF_WINNER, "", None, "code_not_involved"),
    ],
)
def test_the_policy_settles_a_click_against_a_code(precedence: Precedence, clicks: str, payee: str | None, code: str) -> None:
    decision = journey(policy(precedence), clicks, ("BEN10", BEN)).decide()
    assert paid(decision) == ({payee: 1000} if payee else {})
    assert reasons(decision)["BEN10"] == code
    assert decision.reason == (Reason.WON if payee else Reason.NO_ELIGIBLE_TOUCH)


@pytest.mark.parametrize(("rule", "payee"), [(CodeRule.CODE_FIRST, "ben"), (CodeRule.CLICK_FIRST, "ann")])
def test_by_contract_the_code_s_collaboration_says(rule: CodeRule, payee: str) -> None:
    assert paid(journey(policy(), "ann", ("BEN10", terms("ben", rule=rule))).decide()) == {payee: 1000}


def test_split_by_weight_pays_both_by_their_own_contracts() -> None:
    rule = policy(Precedence.SPLIT_BY_WEIGHT, code_weight=2, click_weight=1)
    decision = journey(rule, "cleo ann", ("BEN10", terms("ben", commission_ppm=100_000))).decide()
    assert paid(decision) == {"ann": 333, "ben": 667}
    assert reasons(decision) == {"t0": "won", "t1": "later_touch", "BEN10": "won"}
    assert [(line.base, line.rate_ppm, line.amount) for line in decision.commissions] == [(333, 80_000, 27), (667, 100_000, 67)]
    assert paid(journey(rule, "", ("BEN10", BEN)).decide()) == {"ben": 1000}
    assert paid(journey(rule, "ann").decide()) == {"ann": 1000}


@pytest.mark.parametrize(
    ("stacked", "amounts", "lost"),
    [
        (StackedCodes.FIRST, {"ben": 1000}, {"CLEO5": "other_code"}),
        (StackedCodes.LAST, {"cleo": 1000}, {"BEN10": "other_code"}),
        (StackedCodes.SPLIT, {"ben": 500, "cleo": 500}, {}),
    ],
)
def test_several_codes_of_one_order(stacked: StackedCodes, amounts: dict[str, int], lost: dict[str, str]) -> None:
    decision = journey(policy(stacked_codes=stacked), "ann", ("BEN10", BEN), ("CLEO5", CLEO), ("HELLO", None)).decide()
    assert paid(decision) == amounts
    told = {"t0": "code_precedence", "BEN10": "won", "CLEO5": "won", "HELLO": "generic_code"}
    assert reasons(decision) == told | lost


@pytest.mark.parametrize("stacked", StackedCodes)
def test_a_code_that_is_named_twice_counts_once_and_says_so(stacked: StackedCodes) -> None:
    sale = Sale(policy(stacked_codes=stacked)).told(an_order(codes=("ben10", "BEN10 ", "ben10", "NOBODY", "nobody")))
    decision = sale.code("BEN10", BEN).decide()
    assert paid(decision) == {"ben": 1000}
    assert [(each.touch, each.creator, each.reason) for each in decision.candidates] == [
        ("ben10", "ben", "won"),
        ("BEN10 ", "ben", "duplicate"),
        ("ben10", "ben", "duplicate"),
        ("NOBODY", None, "unknown_code"),
        ("nobody", None, "duplicate"),
    ]


@pytest.mark.parametrize("precedence", [each for each in Precedence if each is not Precedence.CODE_IF_WINNER])
def test_an_exclusive_code_leaves_others_nothing(precedence: Precedence) -> None:
    decision = journey(policy(precedence), "ben ann", ("CLEO5", CLEO), ("BEN10", EXCLUSIVE)).decide()
    assert paid(decision) == {"ben": 1000}
    assert (reasons(decision)["t0"], reasons(decision)["CLEO5"]) == ("exclusive_code", "exclusive_code")


def test_an_exclusive_code_under_if_winner_pays_nobody_when_another_s_click_is_last() -> None:
    decision = journey(policy(Precedence.CODE_IF_WINNER), "ben ann", ("BEN10", EXCLUSIVE)).decide()
    assert paid(decision) == {}
    assert set(reasons(decision).values()) == {"exclusive_code"}
    assert paid(journey(policy(Precedence.CODE_IF_WINNER), "ann ben", ("BEN10", EXCLUSIVE)).decide()) == {"ben": 1000}


@pytest.mark.parametrize(
    ("groups", "payee", "why"),
    [
        ({"preferred": frozenset({"ann-spring"})}, "ann", {"t0": "lower_priority", "t1": "won", "BEN10": "lower_priority"}),
        ({"non_preferred": frozenset({"ben-spring"})}, "cleo", {"t0": "won", "t1": "later_touch", "BEN10": "lower_priority"}),
        ({"preferred": frozenset({"dan-spring"})}, "ben", {"t0": "code_precedence", "t1": "later_touch", "BEN10": "won"}),
    ],
)
def test_only_the_best_priority_group_present_competes(groups: dict[str, Any], payee: str, why: dict[str, str]) -> None:
    decision = journey(policy(**groups), "ann cleo", ("BEN10", BEN)).decide()
    assert paid(decision) == {payee: 1000}
    assert reasons(decision) == why
    assert len(decision.credits[3].shares) == 3, "arbitration is about pay: the analytic models see every eligible touch"


def test_a_code_that_is_always_credited_stands_above_the_groups() -> None:
    rule = policy(Precedence.ALWAYS_CREDIT_CODE, preferred=frozenset({"ann-spring"}))
    assert paid(journey(rule, "ann", ("BEN10", BEN)).decide()) == {"ben": 1000}
