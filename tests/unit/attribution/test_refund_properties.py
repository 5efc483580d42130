"""What holds of every refund, whatever was sold and whoever earned it."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from events.decision import Decision
from events.facts import SaleLine
from tests.unit.attribution.random_sales import RULES, Story, amounts, stories
from tests.unit.attribution.sale_parts import a_refund, reasons


def _parts(decision: Decision) -> dict[tuple[str, ...], int]:
    """Every amount of a decision, by what it is."""
    told: dict[tuple[str, ...], int] = {}
    for credit in decision.credits:
        for share in credit.shares:
            told[credit.model, share.creator, share.collaboration, share.content or ""] = share.amount
        told[credit.model, "unattributed"] = credit.unattributed
    for place, line in enumerate(decision.commissions):
        told["commission", line.collaboration, str(place)] = line.amount
        told["base", line.collaboration, str(place)] = line.base
    return told


@RULES
@given(stories(), st.lists(st.integers(1, 100), min_size=1, max_size=6))
def test_many_partial_refunds_end_at_exactly_zero_in_every_model_and_commission(story: Story, cuts: list[int]) -> None:
    sale = story.sale(refunds=[])
    first = decision = sale.decide()
    returned = dict.fromkeys(_parts(first), 0)
    left = first.net
    for number, cut in enumerate([*cuts, 100]):
        back = left * cut // 100
        left -= back
        after = sale.told(a_refund(back, f"p{number}", ("refund", "chargeback")[number % 2], currency=first.currency)).decide()
        for name, amount in _parts(after).items():
            returned[name] += _parts(decision)[name] - amount
        assert reasons(after) == reasons(decision), "a refund asks nobody"
        decision = after
    assert (decision.net, left) == (0, 0)
    assert set(_parts(decision).values()) == {0}
    assert returned == _parts(first)


@RULES
@given(stories(), amounts)
def test_a_refund_leaves_what_a_smaller_sale_would_have_brought(story: Story, back: int) -> None:
    plain = {name: contract._replace(conditions=None) for name, contract in story.contracts.items()}
    gross = story.sale(refunds=[]).decide().gross
    smaller = msgspec.structs.replace(story.order, lines=(SaleLine("1", gross - back),))
    refunded = story.sale(refunds=[a_refund(back, currency=story.order.currency)], contracts=plain).decide()
    assert _parts(refunded) == _parts(story.sale(refunds=[], order=smaller, contracts=plain).decide())
