"""What intake says it has finished with never runs ahead of what may still come."""

from hypothesis import given
from hypothesis import strategies as st

from events.messages import Tick
from events.moments import HOUR_MS
from intake.watermark import Watermark

DISORDER, IDLE = HOUR_MS, 600_000
NOW = 1_795_000_000_000
CLICKS_0, SALES_1 = (0, 0), (1, 1)


def a_watermark(*owned: tuple[int, int]) -> Watermark:
    watermark = Watermark(DISORDER, IDLE)
    watermark.own(owned, NOW)
    return watermark


def test_finished_is_the_latest_receipt_less_the_allowed_disorder() -> None:
    watermark = a_watermark(CLICKS_0, SALES_1)
    watermark.saw(CLICKS_0, NOW - 5000, NOW)
    assert watermark.ticks(NOW) == [Tick(0, 0, NOW - 5000 - DISORDER)]


def test_a_partition_ticks_again_only_after_an_hour_of_received_time() -> None:
    watermark = a_watermark(CLICKS_0)
    start = NOW - 10 * HOUR_MS
    ticked = []
    for minute in range(0, 180, 10):
        watermark.saw(CLICKS_0, start + minute * 60_000, NOW)
        ticked += [tick.finished + DISORDER - start for tick in watermark.ticks(NOW)]
    assert ticked == [0, HOUR_MS, 2 * HOUR_MS]


def test_records_that_were_all_refused_finish_nothing() -> None:
    watermark = a_watermark(CLICKS_0)
    watermark.saw(CLICKS_0, None, NOW)
    assert watermark.ticks(NOW) == []


def test_a_receipt_stated_to_lie_ahead_ends_nobody_s_window() -> None:
    watermark = a_watermark(CLICKS_0)
    watermark.saw(CLICKS_0, NOW + 1000 * HOUR_MS, NOW)
    assert watermark.ticks(NOW) == [Tick(0, 0, NOW - DISORDER)]


def test_a_partition_never_seen_is_silent_from_the_moment_it_is_owned() -> None:
    watermark = a_watermark(CLICKS_0)
    assert watermark.silent(NOW + IDLE - 1) == []
    assert watermark.silent(NOW + IDLE) == [CLICKS_0]


def test_an_idle_partition_follows_the_clock_once_per_idle_time() -> None:
    watermark = a_watermark(SALES_1)
    later = NOW + IDLE
    assert watermark.idle_ticks([SALES_1], later) == [Tick(1, 1, NOW - DISORDER)]
    assert watermark.idle_ticks([SALES_1], later + IDLE - 1) == []
    assert watermark.idle_ticks([SALES_1], later + IDLE) == [Tick(1, 1, NOW + IDLE - DISORDER)]


def test_a_record_ends_the_silence() -> None:
    watermark = a_watermark(CLICKS_0)
    watermark.saw(CLICKS_0, None, NOW + IDLE)
    assert watermark.silent(NOW + IDLE + 1) == []


def test_a_partition_taken_away_and_given_back_begins_anew() -> None:
    watermark = a_watermark(CLICKS_0)
    watermark.saw(CLICKS_0, NOW, NOW)
    watermark.own([], NOW)
    watermark.own([CLICKS_0], NOW + 5)
    assert watermark.ticks(NOW + 5) == []
    assert watermark.silent(NOW + 5 + IDLE) == [CLICKS_0]


@given(st.lists(st.tuples(st.integers(0, 200 * HOUR_MS), st.booleans()), max_size=50))
def test_finished_never_goes_backwards(steps: list[tuple[int, bool]]) -> None:
    watermark = a_watermark(CLICKS_0)
    told = []
    for number, (back, idle) in enumerate(steps):
        now = NOW + number * 60_000
        if idle:
            told += watermark.idle_ticks([CLICKS_0], now)
        else:
            watermark.saw(CLICKS_0, now - back, now)
            told += watermark.ticks(now)
    assert told == sorted(told, key=lambda tick: tick.finished)
