"""What was promised while something was down, and the verdict over it."""

import pytest

from affluent.commands.demo_tries import kill_told, sums_told
from affluent.demo.meanwhile import Told, Verdict, mark, told_since
from affluent.world.doors.truth_log import TruthLog

CLICK = {"tells": "click", "link": "l", "flags": []}
ORDER = {"tells": "order", "shop": "s", "order": "7", "id": "o"}
BALANCED = {
    "balanced": True, "orders": 2, "decided": 2, "pending": 0, "differences": [],
    "models": {"payable": {"EUR": {"net": 500, "credited": 300, "unattributed": 200}}},
}  # fmt: skip


@pytest.fixture
def log(tmp_path):
    opened = TruthLog(tmp_path / "truth-0.jsonl")
    yield opened
    opened.close()


def clicks(log, id, **more):
    log.ok(log.intends("redirect", [CLICK | more]), [{"id": id}], 1)


def test_only_what_was_accepted_since_the_mark_counts(log, tmp_path):
    clicks(log, "before")
    on_its_way = log.intends("redirect", [CLICK])
    begin = mark(tmp_path)
    log.ok(on_its_way, [{"id": "answered-since"}], 1)
    clicks(log, "since")
    log.ok(log.intends("webhook", [ORDER]), [{}], 1)
    log.info(log.intends("webhook", [ORDER | {"order": "8"}]), "no answer")
    log.fail(log.intends("webhook", [ORDER | {"order": "9"}]), 401)
    clicks(log, "unseen-1", flags=["bot"])
    assert told_since(begin) == Told(frozenset({"answered-since", "since"}), frozenset({"s/7"}))


def test_a_line_that_is_still_being_written_is_left_for_later(log, tmp_path):
    begin = mark(tmp_path)
    clicks(log, "whole")
    with (tmp_path / "truth-0.jsonl").open("a") as half:
        half.write('{"request":9,"says":"ok","lea')
    assert told_since(begin).clicks == {"whole"}


def test_a_world_that_never_acted_is_said_so(tmp_path):
    with pytest.raises(LookupError, match="not begun"):
        mark(tmp_path)


@pytest.mark.parametrize(
    ("lost", "doubled", "changes", "good"),
    [
        pytest.param([], [], {}, True, id="all there once"),
        pytest.param(["c1"], [], {}, False, id="a click is missing"),
        pytest.param([], ["s/7"], {}, False, id="an order counts twice"),
        pytest.param([], [], {"balanced": False}, False, id="the books do not balance"),
        pytest.param([], [], {"orders": 3}, False, id="an order without a decision"),
    ],
)
def test_anything_missing_or_double_is_not_good(lost, doubled, changes, good):
    verdict = Verdict(Told(frozenset({"c1"}), frozenset({"s/7"})), BALANCED | changes, lost, doubled)
    assert verdict.is_good is good
    said = kill_told("streams", 9.61, verdict)
    assert "streams was away for 9.6 s; told meanwhile: 1 clicks and 1 orders" in said
    assert f"{len(lost)} lost, {len(doubled)} doubled" in said
    assert [line for line in said if line.startswith("  ")] == [f"  lost: {id}" for id in lost] + [
        f"  doubled: {id}" for id in doubled
    ]


def test_a_cent_that_no_model_accounts_for_is_shown():
    assert sums_told(BALANCED) == "2 orders = 2 decisions, difference 0.00 EUR"
    off = BALANCED | {"models": {"payable": {"EUR": {"net": 500, "credited": 299, "unattributed": 200}}}, "orders": 3}
    assert sums_told(off) == "3 orders ≠ 2 decisions, difference 0.01 EUR"
