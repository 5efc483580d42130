"""What holds of every decision, whatever the journey, the contracts, the policy and the money.

Every property is checked of every sale that is drawn: drawing one takes longer than checking them all.
"""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from domain.attribution.decide import decide
from events.decision import Decision, Reason, encode_decision
from events.moments import DAY_MS
from tests.unit.attribution.random_sales import RULES, Click, Story, stories
from tests.unit.attribution.sale_parts import Sale, conditions, reasons

NOT_A_CANDIDATE_S = {Reason.NO_TOUCH, Reason.NO_ELIGIBLE_TOUCH, Reason.TEST_ORDER, Reason.ORDER_TOO_LATE, Reason.CAPPED}
FLAWS = ("flag", "window", "type")


@RULES
@given(
    stories(), st.randoms(use_true_random=False), st.integers(0, 20), st.sampled_from(FLAWS), st.floats(0, 45, allow_nan=False)
)
def test_what_holds_of_every_decision(story: Story, chance: Random, wider: int, flaw: str, age: float) -> None:
    decision = story.sale().decide()
    shares_and_what_is_nobody_s_sum_to_net_in_every_model_and_currency(decision)
    every_candidate_has_a_reason_of_the_closed_list_and_winners_alone_are_paid(story, decision)
    no_order_of_arrival_changes_a_byte(story.sale(), decision, chance)
    a_wider_window_never_loses_a_candidate(story, decision, wider)
    a_touch_that_may_not_earn_changes_nothing_but_the_explanation(story, decision, flaw, age)


def shares_and_what_is_nobody_s_sum_to_net_in_every_model_and_currency(decision: Decision) -> None:
    for credit in decision.credits:
        assert sum(share.amount for share in credit.shares) + credit.unattributed == decision.net, credit.model
    assert [line.collaboration for line in decision.commissions] == [share.collaboration for share in decision.credits[0].shares]
    assert abs(sum(line.base for line in decision.commissions)) <= abs(decision.net)


def every_candidate_has_a_reason_of_the_closed_list_and_winners_alone_are_paid(story: Story, decision: Decision) -> None:
    told = {Reason(each.reason) for each in decision.candidates}
    assert not told & NOT_A_CANDIDATE_S
    winners = {each.creator for each in decision.candidates if each.reason == Reason.WON}
    assert {share.creator for share in decision.credits[0].shares} == winners
    assert (decision.reason == Reason.WON) == bool(winners)
    assert len(decision.candidates) == len(story.clicks) + len(story.codes)


def no_order_of_arrival_changes_a_byte(sale: Sale, decision: Decision, chance: Random) -> None:
    row = sale.row
    for field in ("touches", "tellings", "returns", "versions"):
        known = list(getattr(row, field).items())
        chance.shuffle(known)
        setattr(row, field, dict(known))
    assert encode_decision(decide(row, sale.world)[0]) == encode_decision(decision)


def a_wider_window_never_loses_a_candidate(story: Story, decision: Decision, days: int) -> None:
    wider = {name: each._replace(lookback=each.lookback + days * DAY_MS) for name, each in story.contracts.items()}
    narrow, wide = reasons(decision), reasons(story.sale(contracts=wider).decide())
    assert narrow.keys() == wide.keys()
    outside = {name: {touch for touch, why in told.items() if why == Reason.OUTSIDE_WINDOW} for name, told in
               (("narrow", narrow), ("wide", wide))}  # fmt: skip
    assert outside["wide"] <= outside["narrow"]


def _without(decision: Decision, touch: str) -> tuple[object, ...]:
    others = tuple(each for each in decision.candidates if each.touch != touch)
    return decision.credits, decision.commissions, others, decision.net, decision.flags


def a_touch_that_may_not_earn_changes_nothing_but_the_explanation(story: Story, one: Decision, flaw: str, days: float) -> None:
    after = story.sale()
    number = len(after.row.touches)
    _add(after, story, Click("ann", 50 if flaw == "window" else days, "a", ("no_user_agent",) if flaw == "flag" else ()), flaw)
    other = after.decide()
    assert _without(one, "") == _without(other, f"t{number}")
    assert len(other.candidates) == len(one.candidates) + 1
    assert (one.reason == Reason.WON) == (other.reason == Reason.WON), "of an order that nobody earned, the reason explains"


def _add(sale: Sale, story: Story, click: Click, flaw: str) -> None:
    contract = story.contracts[click.by]._replace(content=click.link)
    if flaw == "type":
        code_alone = contract._replace(conditions=conditions(touches=frozenset({"code"})))
        sale.click(code_alone, click.days, click.flags, "other")
    else:
        sale.click(contract, click.days, click.flags, f"{click.by}-{click.link}")
