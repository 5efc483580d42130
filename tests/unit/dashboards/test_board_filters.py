from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.board.filters import PERIODS, ROWS, BadFilter, Filter, read_filter
from events.decision import Model

TODAY = date(2026, 11, 24)
DAY_MS = 86_400_000
IDS = st.lists(st.text(min_size=1, max_size=20).map(str.strip).filter(bool), max_size=3, unique=True).map(sorted).map(tuple)
FILTERS = st.builds(
    Filter,
    brands=IDS,
    campaigns=IDS,
    creators=IDS,
    period=st.sampled_from(list(PERIODS)),
    first=st.none(),
    last=st.none(),
    currency=st.sampled_from(["", "EUR", "JPY"]),
    model=st.sampled_from([str(model) for model in Model]),
    rows=st.sampled_from(ROWS),
)


def read(address: str) -> Filter:
    return read_filter(parse_qsl(address.removeprefix("?"), keep_blank_values=True))


@given(FILTERS)
def test_an_address_says_a_filter_and_nothing_else(chosen: Filter) -> None:
    assert read(chosen.address) == chosen


def test_an_address_without_a_word_is_the_usual_filter() -> None:
    assert read("?") == Filter() == read("?brand=&campaign=&period=&currency=&model=")


def test_a_custom_period_is_said_by_its_days_alone() -> None:
    chosen = read("?from=2026-10-01&to=2026-10-31")
    assert (chosen.period, chosen.days(TODAY)) == ("custom", (date(2026, 10, 1), date(2026, 10, 31)))
    assert read(chosen.address) == chosen


@pytest.mark.parametrize(("period", "days"), list(PERIODS.items()))
def test_a_period_ends_with_today_and_has_so_many_days(period: str, days: int) -> None:
    told = Filter(period=period).parameters(TODAY, "EUR")
    assert told["until"] - told["since"] == days * DAY_MS
    assert told["until"] == 1_795_564_800_000  # midnight UTC after that day


def test_exactly_one_currency_is_asked_for() -> None:
    assert Filter().parameters(TODAY, "JPY")["currency"] == "JPY"
    assert Filter(currency="EUR").parameters(TODAY, "JPY")["currency"] == "EUR"


@pytest.mark.parametrize(
    ("address", "field", "words"),
    [
        ("?period=forever", "period", "today, 7d"),
        ("?period=custom", "period", "needs its first day"),
        ("?from=2026-10-01", "period", "needs its first day"),
        ("?from=2026-10-31&to=2026-10-01", "to", "lies before"),
        ("?from=2020-01-01&to=2026-01-01", "to", "three years"),
        ("?from=yesterday&to=2026-01-01", "from", "no day"),
        ("?from=0001-01-01&to=2026-01-01", "from", "no day"),
        ("?currency=XXQ", "currency", "unknown currency"),
        ("?currency=EUR&currency=USD", "currency", "once"),
        ("?model=shapley", "model", "no attribution model"),
        ("?rows=7", "rows", "none of"),
        ("?brnad=x", "brnad", "no such filter"),
        ("?campaign=" + "x" * 200, "campaign", "at most 128"),
    ],
)
def test_a_filter_that_can_not_be_names_its_part(address: str, field: str, words: str) -> None:
    with pytest.raises(BadFilter) as why:
        read(address)
    assert next(name for name, _ in why.value.mistakes) == field
    assert words in str(why.value)


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(BadFilter) as why:
        read("?period=forever&currency=XXQ&model=shapley")
    assert {field for field, _ in why.value.mistakes} == {"period", "currency", "model"}
