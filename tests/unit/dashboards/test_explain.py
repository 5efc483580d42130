from typing import Any

import pytest

from dashboards.changes import changes
from dashboards.explain import explanation
from dashboards.telling import books_told, explanation_told
from dashboards.words import WHY
from events.decision import Candidate, Decision, Reason
from tests.integration.books import a_decision

NAMES = {("creator", "ann"): "Ann Lee", ("campaign", "camp"): "Spring"}


def explained(
    *decisions: Decision, late: tuple[dict[str, Any], ...] = (), after: tuple[dict[str, Any], ...] = ()
) -> dict[str, Any]:
    return explanation(decisions, ["2026"] * len(decisions), late, after, NAMES)


def clicked_after(touch: str, many: int) -> dict[str, Any]:
    who = {"creator": "ann", "campaign": "camp", "content": "reel", "visitor": "v", "ref": "link@1"}
    return {"touch": touch, "at": 1_790_000_000_000, "many": many, **who}


def a_candidate(touch: str, reason: str, type: str = "click") -> Candidate:
    return Candidate(touch, type, 0, "ref", "ann", "camp", "collab", "reel", None, reason)


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_words(reason: Reason) -> None:
    assert WHY[reason]


def test_the_winner_is_told_in_one_sentence() -> None:
    assert explained(a_decision("o", 100, ("e",)))["sentence"] == (
        "Ann Lee (ann) earned it with reel for Spring (camp): click c1 is the last eligible click before the sale."
    )


def test_a_code_that_won_is_called_a_code() -> None:
    decision = a_decision(
        "o", 100, ("e",), candidates=(a_candidate("ANN10", "won", "code"), a_candidate("c1", "code_precedence"))
    )
    answer = explained(decision)
    assert "code ANN10 is the promo code redeemed" in answer["sentence"]
    assert "the code goes before clicks" in answer["losers"][0]["why"]


def test_two_who_share_an_order_are_both_winners() -> None:
    both = (a_candidate("ANN10", "won", "code"), a_candidate("c1", "won"), a_candidate("c0", "later_touch"))
    answer = explained(a_decision("o", 100, ("e",), candidates=both))
    assert [each["touch"] for each in answer["winners"]] == ["ANN10", "c1"]
    assert [each["touch"] for each in answer["losers"]] == ["c0"]
    assert answer["sentence"].count("earned a share of it") == 2


def test_an_order_that_nobody_earned_says_why() -> None:
    answer = explained(a_decision("o", 100, ("e",), candidates=(), reason="no_touch", credits=()))
    assert answer["sentence"] == "Nobody earned it: no click and no code leads to it."
    assert answer["winners"] == []


def test_every_losing_touch_has_its_reason() -> None:
    [loser] = explained(a_decision("o", 100, ("e",)))["losers"]
    assert (loser["touch"], loser["why"]) == ("c0", "a later touch was closer to the sale")


def test_a_refund_is_a_change_from_one_version_to_the_next() -> None:
    before = a_decision("o", 100, ("e",), version=1)
    after = a_decision("o", 60, ("e", "r"), version=2, gross=100, refunded=40, status="partially_refunded")
    found = {change["what"]: (change["before"], change["after"]) for change in changes(before, after)}
    assert found["net"] == (100, 60)
    assert found["refunded"] == (0, 40)
    assert found["status"] == ("placed", "partially_refunded")
    assert found["events"] == (["e"], ["e", "r"])
    assert found["credit linear"] == ({"ann": 50, "bob": 50, "unattributed": 0}, {"ann": 30, "bob": 30, "unattributed": 0})


def test_a_new_touch_is_a_change() -> None:
    before = a_decision("o", 100, ("e",), candidates=(a_candidate("c1", "won"),))
    after = a_decision("o", 100, ("e",), candidates=(a_candidate("c1", "later_touch"), a_candidate("c2", "won")))
    assert [(each["what"], each["before"], each["after"]) for each in changes(before, after)] == [
        ("click c1", "won", "later_touch"),
        ("click c2", None, "won"),
    ]


def test_a_code_redeemed_twice_changes_with_the_first() -> None:
    twice = [
        (a_candidate("ANN10", reason, "code"), a_candidate("ANN10", "duplicate", "code")) for reason in ("won", "other_code")
    ]
    before, after = (a_decision("o", 100, ("e",), candidates=each) for each in twice)
    assert [(each["what"], each["before"], each["after"]) for each in changes(before, after)] == [
        ("code ANN10", "won", "other_code")
    ]


def test_a_version_said_again_after_a_restart_changes_nothing() -> None:
    assert changes(a_decision("o", 100, ("e",), version=1), a_decision("o", 100, ("e",), version=2)) == []


def test_clicks_after_the_sale_are_told_beside_the_candidates() -> None:
    answer = explained(a_decision("o", 100, ("e",)), after=(clicked_after("c8", 7), clicked_after("c7", 7)))
    assert answer["after_sale"]["many"] == 7
    clicks = answer["after_sale"]["clicks"]
    assert [(each["touch"], each["reason"], each["creator"]) for each in clicks] == [
        ("c8", "after_sale", "ann"),
        ("c7", "after_sale", "ann"),
    ]
    lines = explanation_told(answer)
    assert "Clicks after the sale (7, the newest 2):" in lines
    assert "  click c8 at 2026-09-21T14:13:20.000+00:00 (Ann Lee, reel): it happened after the sale" in lines
    assert not [line for line in explanation_told(explained(a_decision("o", 100, ("e",)))) if "after the sale" in line]


def test_whoever_is_in_any_version_is_called_by_name_once() -> None:
    before, after = a_decision("o", 100, ("e",)), a_decision("o", 60, ("e", "r"), version=2, credits=(), candidates=())
    answer = explained(before, after)
    assert answer["names"] == {"creator": {"ann": "Ann Lee"}, "campaign": {"camp": "Spring"}}
    text = "\n".join(explanation_told(answer))
    assert "credit linear: Ann Lee 0.50 EUR, bob 0.50 EUR" in text
    assert "payable: Ann Lee 1.00 EUR" in "\n".join(explanation_told(explained(before)))


def test_all_of_it_is_told_as_text() -> None:
    late = {"type": "click", "touch": "c9", "received": "12:00", "allowed_until": "11:00"}
    versions = a_decision("o", 100, ("e",), version=1), a_decision("o", 60, ("e", "r"), version=2, gross=100, refunded=40)
    text = "\n".join(explanation_told(explained(*versions, late=(late,))))
    for words in (
        "net 0.60 EUR",
        "click c0",
        "Too late",
        "c9",
        "policy@1",
        "Versions: 2",
        "net: 1.00 EUR → 0.60 EUR",
        "events: told r",
    ):
        assert words in text, words


def test_books_that_differ_say_what_and_how_many() -> None:
    books = {
        "deliveries": 2, "facts": 1, "duplicates": 0, "dead_letters": 0, "orders": 1, "decided": 1, "pending": 0, "settled": True,
        "models": {"linear": {"JPY": {"net": 500, "credited": 300, "unattributed": 200}}},
        "differences": [{"what": "row_missing", "where": "clicks c1", "cause": "deleted", "detail": "x"}],
    }  # fmt: skip
    lines = books_told(books)
    assert "linear: net 500 JPY = credited 300 JPY + unattributed 200 JPY" in lines
    assert lines[-2:] == ["row_missing: clicks c1: deleted (x)", "1 difference"]
