from datetime import UTC, datetime
from typing import Any

from dashboards.board.explained import explained, unknown
from dashboards.explain import explanation
from events.decision import Credit, Decision, Share
from events.moments import from_ms
from tests.integration.books import T0, a_decision

STORED = datetime(2026, 9, 21, tzinfo=UTC)
NAMES = {("creator", "ann"): "Ann", ("creator", "bob"): "Bob"}
LATE = {"type": "click", "touch": "c9", "received": STORED, "allowed_until": STORED, "touched_at": from_ms(T0 - 1)}


AFTER = {"touch": "c8", "at": T0, "ref": "l@1", "visitor": "v", "creator": "ann", "campaign": "c", "content": "", "many": 3}


def shapes(*decisions: Decision, late: tuple[dict[str, Any], ...] = (), after: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return explained(explanation(decisions, [STORED] * len(decisions), late, after, NAMES))


def texts(shape: dict[str, Any]) -> list[list[str]]:
    return [[cell["text"] for cell in row["cells"]] for row in shape["rows"]]


def test_touches_are_told_in_the_order_of_time_each_with_its_reason() -> None:
    rows = texts(shapes(a_decision("o1", 1_000, ("e1",)), late=(LATE,))["touches"])
    assert [row[1] for row in rows] == ["Bob", "not looked up", "Ann"]
    assert [row[2] for row in rows[::2]] == ["a later touch was closer to the sale", "it won"]
    assert rows[1][2].startswith("too late: received 21 Sep 2026")


def test_the_winner_is_marked_in_words_and_nobody_else_is() -> None:
    rows = shapes(a_decision("o1", 1_000, ("e1",)), late=(LATE,), after=(AFTER,))["touches"]["rows"]
    assert [(row["cells"][1]["text"], row["mark"]) for row in rows if "mark" in row] == [("Ann", "Winner")]


def test_clicks_after_the_sale_come_last_with_how_many_there_are() -> None:
    earlier = AFTER | {"touch": "c7", "at": T0 - 10}
    rows = texts(shapes(a_decision("o1", 1_000, ("e1",)), after=(AFTER, earlier))["touches"])
    assert rows[2][0] == "1 more"
    assert rows[4] == ["click", "Ann", "it happened after the sale", "14:13:20 UTC"]


def test_the_shares_of_every_model_are_shown_to_the_cent() -> None:
    shape = shapes(a_decision("o1", 1_001, ("e1",)))["credits"]
    assert texts(shape) == [["Payable", "Ann", "10.01"], ["Linear", "Ann", "5.00"], ["Linear", "Bob", "5.01"]]


def test_creators_are_called_by_name_with_their_id_beneath() -> None:
    told = shapes(a_decision("o1", 1_000, ("e1",)), a_decision("o1", 400, ("e1", "r1"), version=2))
    notes = {row["cells"][1]["text"]: row["cells"][1]["note"] for row in told["credits"]["rows"]}
    assert notes == {"Ann": "ann · reel", "Bob": "bob"}
    assert told["touches"]["rows"][1]["cells"][1] == {"text": "Ann", "note": "ann · reel"}
    assert "Ann 5.00 EUR, Bob 5.00 EUR" in told["versions"]["rows"][0]["cells"][3]["text"]


def test_whom_the_catalog_does_not_name_is_called_by_the_id_once() -> None:
    eve = (Credit("payable", (Share("eve", "camp", "collab", None, None, 1_000),), 0),)
    [row] = shapes(a_decision("o1", 1_000, ("e1",), credits=eve))["credits"]["rows"]
    assert row["cells"][1] == {"text": "eve", "note": ""}


def test_nobody_is_named_where_nobody_earned_it() -> None:
    decision = a_decision("o1", 500, ("e1",), credits=(), candidates=(), reason="no_touch")
    shape = shapes(decision)
    assert shape["sentence"]["notices"][0]["text"] == "Nobody earned it: no click and no code leads to it."
    assert shape["touches"]["rows"] == shape["credits"]["rows"] == []
    assert shape["touches"]["empty"] == "No click and no code leads to this order."


def test_versions_are_told_newest_first_with_what_changed() -> None:
    first, refunded = (
        a_decision("o1", 1_000, ("e1",)),
        a_decision("o1", 400, ("e1", "r1"), version=2, refunded=600, status="refunded"),
    )
    rows = texts(shapes(first, refunded, refunded)["versions"])
    assert [row[1] for row in rows] == ["4.00", "4.00", "10.00"]
    assert rows[0][3] == "said again after a restart; nothing changed"
    assert "net: 10.00 EUR → 4.00 EUR" in rows[1][3].splitlines()
    assert rows[2][3] == "first decision"


def test_times_are_said_in_utc() -> None:
    facts = shapes(a_decision("o1", 1_000, ("e1",)))["sentence"]["notices"][0]["facts"]
    assert [fact["value"] for fact in facts if fact["label"] == "Placed"] == ["21 Sep 2026, 14:13 UTC"]
    assert T0 == 1_790_000_000_000


def test_an_unknown_order_has_every_part_of_its_view() -> None:
    parts = unknown("order 1 is unknown")
    assert set(parts) == set(shapes(a_decision("o1", 1, ("e1",))))
    [notice] = parts["sentence"]["notices"]
    assert (notice["text"], notice["href"]) == ("Order 1 is unknown. It appears here when it is decided.", "/")
