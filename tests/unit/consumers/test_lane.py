"""How long a batch waits for company."""

from math import inf

import pytest

from consumers import lane
from consumers.lane import BUSY_LINGER_S, BUSY_ROWS, MAX_ROWS, Lane
from warehouse.tables import INGESTED

LINGER_S = 0.1


class Clock:
    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(lane, "time", clock)
    return clock


def with_rows(rows: int, linger: Lane) -> Lane:
    linger.batch.saw(("journal", 0), 7, [(INGESTED, (1, "journal", 0, "id", 8))] * rows)
    return linger


def test_nothing_waits_for_ever(clock: Clock) -> None:
    assert Lane(LINGER_S).wait_s() == inf


def test_what_comes_after_a_pause_is_written_at_once(clock: Clock) -> None:
    assert with_rows(1, Lane(LINGER_S)).wait_s() == 0


def test_what_comes_after_a_write_waits_from_its_beginning_on(clock: Clock) -> None:
    written = with_rows(1, Lane(LINGER_S))
    written.begin()
    clock.now += 0.03
    assert written.end() == pytest.approx(0.03)
    assert with_rows(1, written).wait_s() == pytest.approx(LINGER_S - 0.03)
    clock.now += 0.07
    assert written.wait_s() == pytest.approx(0)


def test_many_rows_wait_longer_and_too_many_not_at_all(clock: Clock) -> None:
    written = with_rows(1, Lane(LINGER_S))
    written.begin()
    written.end()
    assert with_rows(BUSY_ROWS, written).wait_s() == pytest.approx(BUSY_LINGER_S)
    assert with_rows(MAX_ROWS - BUSY_ROWS, written).wait_s() == 0


def test_a_write_that_did_not_end_leaves_a_doubt(clock: Clock) -> None:
    written = with_rows(1, Lane(LINGER_S))
    assert not written.begin()
    assert written.begin()
    written.end()
    assert not written.begin()
