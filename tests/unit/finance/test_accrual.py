from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.finance.accrual import EPOCH, accrued, borne, days_begun
from events.moments import DAY_MS
from events.money import MAX_MINOR

AMOUNTS = st.integers(-MAX_MINOR, MAX_MINOR)
DAYS = st.dates(date(1970, 1, 1), date(2100, 1, 1))
LENGTHS = st.integers(0, 400)


def midnight(day: date) -> int:
    return (day - EPOCH).days * DAY_MS


def test_a_hundred_over_three_days() -> None:
    first, last = date(2026, 9, 1), date(2026, 9, 3)
    daily = [borne(100, first, last, midnight(first) + n * DAY_MS, midnight(first) + (n + 1) * DAY_MS) for n in range(-1, 4)]
    assert daily == [0, 33, 33, 34, 0]


def test_a_day_counts_where_it_begins() -> None:
    assert [days_begun(at) for at in (0, 1, DAY_MS, DAY_MS + 1)] == [0, 1, 1, 2]
    day = date(2026, 9, 1)
    assert borne(7, day, day, midnight(day), midnight(day) + 1) == 7
    assert borne(7, day, day, midnight(day) + 1, midnight(day) + DAY_MS) == 0


@given(AMOUNTS, DAYS, LENGTHS)
def test_days_add_up_to_the_amount(amount: int, first: date, length: int) -> None:
    begin, end = midnight(first), midnight(first) + (length + 1) * DAY_MS
    days = [borne(amount, first, first + timedelta(length), at, at + DAY_MS) for at in range(begin, end, DAY_MS)]
    assert sum(days) == amount
    assert max(days) - min(days) <= 1


@given(AMOUNTS, DAYS, LENGTHS, st.integers(0, 50_000))
def test_a_credit_note_cancels_what_it_credits(amount: int, first: date, length: int, before: int) -> None:
    last = first + timedelta(length)
    assert accrued(-amount, first, last, before) == -accrued(amount, first, last, before)


@given(AMOUNTS, DAYS, LENGTHS, st.tuples(*[st.integers(0, 140 * 365 * DAY_MS)] * 3))
def test_a_split_period_bears_the_same(amount: int, first: date, length: int, cuts: tuple[int, int, int]) -> None:
    last = first + timedelta(length)
    since, cut, until = sorted(cuts)
    parts = borne(amount, first, last, since, cut) + borne(amount, first, last, cut, until)
    assert parts == borne(amount, first, last, since, until)
