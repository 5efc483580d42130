"""Which questions are answered by sums made ahead."""

from typing import Any

import pytest

from warehouse import settled
from warehouse.named import UNCOSTED, UNSETTLED
from warehouse.settled import NOTHING, Generation, Period, Settled

PERIOD = Period(0, 86_400_000, "EUR")
ASKED: dict[str, Any] = {**PERIOD._asdict(), "brands": [], "campaigns": [], "creators": [], "model": "linear"}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that pass as a test says."""
    now = [1000.0]
    monkeypatch.setattr(settled.time, "monotonic", lambda: now[0])
    return now


def made(*periods: Period) -> Generation:
    return Generation(7, 1, (10, 20), 1000.0, dict.fromkeys(periods, (8, 9)))


def test_a_question_goes_on_from_its_periods_sums(clock: list[float]) -> None:
    ahead = Settled()
    ahead.generation = made(PERIOD)
    found = ahead.known_for(ASKED, str)
    assert found.cases == {UNSETTLED}
    assert found.parameters == {"settled": 7, "settled_sums": [8, 9], "settled_epoch": 1, "settled_to": [10, 20]}


def test_costs_hold_as_long_as_none_is_told_anew(clock: list[float]) -> None:
    ahead = Settled()
    ahead.generation = made(PERIOD)._replace(costs={PERIOD: 11}, told="9 costs")
    found = ahead.known_for(ASKED, lambda: "9 costs")
    assert found.cases == {UNSETTLED, UNCOSTED}
    assert found.parameters["settled_costs"] == 11
    assert ahead.known_for(ASKED, lambda: "10 costs").cases == {UNSETTLED}


@pytest.mark.parametrize(
    "other",
    [{"until": 1}, {"currency": "JPY"}, {"brands": ["b"]}, {"campaigns": ["c"]}, {"creators": ["d"]}, {"model": "guessed"}],
    ids=str,
)
def test_another_question_does_not(clock: list[float], other: dict[str, Any]) -> None:
    ahead = Settled()
    ahead.generation = made(PERIOD)
    assert ahead.known_for(ASKED | other, str) == NOTHING


def test_a_question_that_knows_no_period_does_not() -> None:
    assert Settled().known_for({"brands": [], "campaigns": [], "creators": []}, str) == NOTHING


def test_a_generation_ends(clock: list[float]) -> None:
    ahead = Settled()
    ahead.generation = made(PERIOD)
    clock[0] += settled.VALID_S
    assert ahead.known_for(ASKED, str) == NOTHING


def test_what_is_asked_for_is_remembered_as_long_as_it_is_asked_for(clock: list[float]) -> None:
    ahead = Settled()
    for currency in ("EUR", "JPY"):
        ahead.known_for(ASKED | {"currency": currency}, str)
        clock[0] += settled.AGAIN_S
        ahead.known_for(ASKED | {"currency": currency}, str)
        ahead.known_for(ASKED | {"currency": "CHF", "creators": ["d"]}, str)
    assert [period.currency for period in ahead.asked(9)] == ["JPY", "EUR"]
    assert [period.currency for period in ahead.asked(1)] == ["JPY"]
    clock[0] += settled.ASKED_S
    assert ahead.asked(9) == []


def test_what_is_asked_for_once_is_not_worth_it(clock: list[float]) -> None:
    ahead = Settled()
    ahead.known_for(ASKED, str)
    clock[0] += settled.AGAIN_S - 1
    ahead.known_for(ASKED, str)
    assert ahead.asked(9) == []
    clock[0] += 1
    ahead.known_for(ASKED, str)
    assert ahead.asked(9) == [PERIOD]


def test_the_api_says_periods_as_text(clock: list[float]) -> None:
    ahead = Settled()
    ahead.generation = made(PERIOD)
    assert ahead.known_for(ASKED | {"since": "0", "until": "86400000"}, str).cases == {UNSETTLED}


@pytest.mark.parametrize("end", [{"until": 86_400_001}, {"since": 1}, {"since": "1"}, {"until": "--1"}], ids=str)
def test_a_period_that_ends_with_the_newest_data_does_not_come_again(clock: list[float], end: dict[str, Any]) -> None:
    ahead = Settled()
    for _ in range(2):
        assert ahead.known_for(ASKED | end, str) == NOTHING
        clock[0] += settled.AGAIN_S
    assert ahead.asked(9) == []
