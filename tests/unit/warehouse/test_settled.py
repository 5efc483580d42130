"""Which questions are answered by sums made ahead."""

from typing import Any

import pytest

from warehouse import settled
from warehouse.period import Period
from warehouse.settled import NO_FLOOR, RANK, Generation, Reach, Settled, Sums

PERIOD = Period(0, 86_400_000, "EUR")
ASKED: dict[str, Any] = {**PERIOD._asdict(), "brands": [], "campaigns": [], "creators": [], "model": "linear"}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that pass as a test says."""
    now = [1000.0]
    monkeypatch.setattr(settled.time, "monotonic", lambda: now[0])
    return now


def made(*periods: Period) -> Generation:
    return Generation(7, Reach(1, (10, 20)), Reach(1), 1000.0, dict.fromkeys(periods, Sums(8)), {}, {})


def test_a_question_goes_on_from_its_periods_sums(clock: list[float]) -> None:
    ahead = Settled()
    ahead.generation = made(PERIOD)
    assert ahead.made_for(ASKED) == (made(PERIOD), PERIOD)


@pytest.mark.parametrize(
    "other",
    [{"until": 1}, {"currency": "JPY"}, {"brands": ["b"]}, {"campaigns": ["c"]}, {"creators": ["d"]}, {"model": "guessed"}],
    ids=str,
)
def test_another_question_does_not(clock: list[float], other: dict[str, Any]) -> None:
    ahead = Settled()
    ahead.generation = made(PERIOD)
    assert ahead.made_for(ASKED | other) is None


def test_a_question_that_knows_no_period_does_not() -> None:
    assert Settled().made_for({"brands": [], "campaigns": [], "creators": []}) is None


def test_a_generation_ends(clock: list[float]) -> None:
    ahead = Settled()
    ahead.generation = made(PERIOD)
    clock[0] += settled.VALID_S
    assert ahead.made_for(ASKED) is None


def test_what_is_asked_for_is_remembered_as_long_as_it_is_asked_for(clock: list[float]) -> None:
    ahead = Settled()
    for currency in ("EUR", "JPY"):
        ahead.made_for(ASKED | {"currency": currency})
        clock[0] += settled.AGAIN_S
        ahead.made_for(ASKED | {"currency": currency})
        ahead.made_for(ASKED | {"currency": "CHF", "creators": ["d"]})
    assert [period.currency for period in ahead.asked(9)] == ["JPY", "EUR"]
    assert [period.currency for period in ahead.asked(1)] == ["JPY"]
    clock[0] += settled.ASKED_S
    assert ahead.asked(9) == []


def test_what_is_asked_for_once_is_not_worth_it(clock: list[float]) -> None:
    ahead = Settled()
    ahead.made_for(ASKED)
    clock[0] += settled.AGAIN_S - 1
    ahead.made_for(ASKED)
    assert ahead.asked(9) == []
    clock[0] += 1
    ahead.made_for(ASKED)
    assert ahead.asked(9) == [PERIOD]


def test_it_is_known_how_long_nobody_has_asked(clock: list[float]) -> None:
    ahead = Settled()
    assert ahead.asked_s() == float("inf")
    ahead.made_for(ASKED)
    clock[0] += 3
    assert ahead.asked_s() == 3


def test_the_api_says_periods_as_text(clock: list[float]) -> None:
    ahead = Settled()
    ahead.generation = made(PERIOD)
    assert ahead.made_for(ASKED | {"since": "0", "until": "86400000"}) == (made(PERIOD), PERIOD)


@pytest.mark.parametrize("end", [{"until": 86_400_001}, {"since": 1}, {"since": "1"}, {"until": "--1"}], ids=str)
def test_a_period_that_ends_with_the_newest_data_does_not_come_again(clock: list[float], end: dict[str, Any]) -> None:
    ahead = Settled()
    for _ in range(2):
        assert ahead.made_for(ASKED | end) is None
        clock[0] += settled.AGAIN_S
    assert ahead.asked(9) == []


def test_a_reach_goes_behind_every_row_of_its_epoch() -> None:
    rows = [
        {"epoch": 1, "partition": 2, "offset": 5},
        {"epoch": 1, "partition": 0, "offset": 3},
        {"epoch": 2, "partition": 1, "offset": 9},
    ]
    assert Reach(1, (7,)).beyond(rows) == Reach(1, (7, 0, 6))
    assert Reach(1).beyond([]) == Reach(1)


def test_who_is_under_a_floor_is_left_out_only_while_enough_others_are_above() -> None:
    sums = Sums(8, floors={("content", "linear"): 100, ("content", "payable"): 0}, touched=frozenset(range(RANK - 60)))
    assert sums.floor("content", "linear", 10, 50) == 100
    assert sums.floor("content", "linear", 11, 50) == NO_FLOOR
    assert sums.floor("content", "payable", 0, 1) == NO_FLOOR
    assert sums.floor("creator", "linear", 0, 1) == NO_FLOOR
