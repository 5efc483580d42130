"""A decision as the sums need it."""

from hypothesis import given
from hypothesis import strategies as st

from consumers.credited import MODELS, credit_rows
from domain.attribution.split import split
from events.decision import Candidate, Commission, Credit, Decision, Model, Share
from tests.integration.books import a_decision
from warehouse.keys import key_of
from warehouse.tables import CREDITS, OWNERS, TEAMS

WHERE = (1, 0, 7)
ANN, BOB = ("ann", "spring", "reel"), ("bob", "spring", "")


def written(decision: Decision) -> dict[str, object]:
    table, row = next(iter(credit_rows(decision, WHERE)))
    assert table is CREDITS
    return dict(zip(CREDITS.columns, row, strict=True))


def share(owner: tuple[str, str, str], amount: int) -> Share:
    return Share(owner[0], owner[1], f"{owner[0]}-contract", owner[2] or None, None, amount)


def a_team(net: int, ann: int) -> Decision:
    shares = (share(ANN, ann), share(BOB, net - ann))
    owed = (Commission(*ANN[:2], "c", ann, 80_000, 8), Commission(*BOB[:2], "c", net - ann, 50_000, 5))
    return a_decision("o1", net, ("e1",), credits=(Credit("payable", shares, 0),), commissions=owed)


def test_one_payee_is_plain_numbers():
    one = a_decision("o1", 1_000, ("e1",), commissions=(Commission("ann", "camp", "collab", 1_000, 80_000, 80),))
    row = written(one)
    assert (row["payees"], row["paid_creator"], row["paid_campaign"]) == (
        key_of("ann", "camp", "reel"),
        key_of("ann"),
        key_of("camp"),
    )
    assert (row["paid"], row["commission"], row["paid_parts"], row["commission_parts"]) == (1_000, 80, [], [])
    assert (row["members"], row["payable"], row["linear"]) == ([9, 8], [1_000, 0], [500, 500])


def test_several_payees_are_a_team_whose_parts_follow_its_owners():
    rows = list(credit_rows(a_team(1_000, 700), WHERE))
    row = dict(zip(CREDITS.columns, rows[0][1], strict=True))
    assert (row["paid"], row["commission"], row["paid_parts"], row["commission_parts"]) == (1_000, 13, [700, 300], [8, 5])
    assert (row["paid_creator"], row["paid_campaign"]) == (0, 0)
    [team] = [told for table, told in rows if table is TEAMS]
    assert team == (row["payees"], [key_of(*ANN), key_of(*BOB)], [key_of("ann"), key_of("bob")], [key_of("spring")] * 2, *WHERE)
    assert [told[3:6] for table, told in rows if table is OWNERS] == [ANN, BOB]


def test_nobody_is_paid_and_nobody_is_named():
    nobody = a_decision("o1", 1_000, ("e1",), credits=tuple(Credit(model, (), 1_000) for model in Model), reason="no_touch")
    row = written(nobody)
    assert (row["payees"], row["paid"], row["owners"], row["counted"], row["net"]) == (0, 0, [], True, 1_000)


def test_a_model_of_a_later_release_is_left_to_it():
    own, later = Credit("linear", (share(ANN, 1_000),), 0), Credit("psychic", (share(BOB, 1_000),), 0)
    row = written(a_decision("o1", 1_000, ("e1",), credits=(own, later)))
    assert (row["owners"], row["linear"]) == ([key_of(*ANN)], [1_000])


def test_cancelled_orders_and_test_orders_do_not_count():
    assert not written(a_decision("o1", 0, ("e1",), status="cancelled"))["counted"]
    assert not written(a_decision("o1", 0, ("e1",), reason="test_order"))["counted"]


def touched(*candidates: tuple[str, str], reason: str = "won") -> object:
    made = tuple(Candidate(f"t{n}", kind, 0, "", *ANN, None, None, why) for n, (kind, why) in enumerate(candidates))
    return written(a_decision("o1", 0, ("e1",), reason=reason, candidates=made))["came"]


def test_an_order_came_by_what_was_judged_against_others():
    assert touched(("click", "won"), ("click", "later_touch"), ("code", "unknown_code")) == "click"
    assert touched(("click", "invalid_traffic"), ("code", "code_not_involved"), reason="no_eligible_touch") == "code"
    assert touched(("click", "code_precedence"), ("code", "won")) == "both"
    assert touched(("click", "outside_window"), reason="no_eligible_touch") == "no_eligible_touch"
    assert touched(("click", "won"), reason="test_order") == "test_order"
    assert touched(reason="a later release's") == "a later release's"


def test_a_decision_of_a_release_without_commissions_owes_none():
    assert written(a_decision("o1", 1_000, ("e1",)))["commission"] == 0


OWNER = st.tuples(st.sampled_from(["ann", "bob", "eve"]), st.sampled_from(["spring", "fall"]), st.sampled_from(["", "reel"]))
CREDITED = st.lists(st.tuples(OWNER, st.integers(1, 9)), max_size=5)


@given(st.integers(-(10**9), 10**9), st.dictionaries(st.sampled_from(MODELS), CREDITED))
def test_every_model_keeps_every_cent(net, models):
    def credit(model: str, touched: list[tuple[tuple[str, str, str], int]]) -> Credit:
        parts = split(net, [weight for _, weight in touched])
        shares = tuple(share(owner, part) for (owner, _), part in zip(touched, parts, strict=True))
        return Credit(model, shares, net - sum(parts))

    row = written(a_decision("o1", net, ("e1",), credits=tuple(credit(*each) for each in models.items())))
    for model, touched in models.items():
        assert sum(row[model]) == (net if touched else 0)
    assert row["paid"] == sum(row["payable"])
    assert sum(row["paid_parts"]) in (0, row["paid"])
