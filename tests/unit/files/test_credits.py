"""Random journeys, in any order of arrival: the file engine says what the domain says, to the unit."""

import random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affluent.files.credits import Rules, credits_of
from affluent.files.journeys import line_up
from affluent.files.shares import weighers
from domain.attribution.paths import TRANSFORMS
from tests.unit.files.plain import MODELS, Row, Sale, Touch, credits_told

WINDOW = 40
CHOSEN = [(name, weighers()[name]) for name in (*MODELS, "last_non_direct")]

people = st.sampled_from(["ann", "bob", "cat"])
moments = st.integers(0, 60)
touches = st.lists(st.tuples(people, moments, st.sampled_from(["direct", "search", "lena"])), max_size=25)
sales = st.lists(st.tuples(people, moments, st.integers(-5000, 5000)), max_size=6)


def told(all_touches: list[Touch], all_sales: list[Sale], transform: str, drop_direct: bool) -> list[Row]:
    kinds = {"person": pl.String, "at": pl.Int64, "channel": pl.String, "touch_id": pl.String}
    sold = {"order_id": pl.String, "person": pl.String, "at": pl.Int64, "minor": pl.Int64}
    frame = pl.DataFrame(all_sales, sold, orient="row").with_columns(currency=pl.lit("EUR"))
    lines = line_up(pl.DataFrame(all_touches, kinds, orient="row"), frame)
    frames = [rows for _, rows in credits_of(lines, Rules(CHOSEN, WINDOW, transform, drop_direct))]
    names = ("order_id", "model", "position", "touch_id", "channel", "amount_minor")
    return [row for each in frames for row in each.select(names).iter_rows()]


@settings(deadline=None)
@given(touches, sales, st.sampled_from(list(TRANSFORMS)), st.booleans(), st.integers(1, 30), st.randoms())
def test_the_file_engine_says_what_the_domain_says(seen, sold, transform, drop_direct, slice_size, dice: random.Random) -> None:
    all_touches = [Touch(*one, f"t{number:02}") for number, one in enumerate(seen)]
    all_sales = [Sale(f"o{number}", *one) for number, one in enumerate(sold)]
    expected = credits_told(all_touches, all_sales, WINDOW, transform, drop_direct)
    dice.shuffle(all_touches)
    dice.shuffle(all_sales)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("affluent.files.credits.SLICE", slice_size)
        assert told(all_touches, all_sales, transform, drop_direct) == expected


@pytest.mark.parametrize(
    ("age", "counts"), [(0, True), (WINDOW - 1, True), (WINDOW, False), (-1, False)], ids=["now", "in time", "too old", "after"]
)
def test_the_window_is_half_open(age: int, counts: bool) -> None:
    rows = told([Touch("ann", 100 - age, "search", "t")], [Sale("o", "ann", 100, 500)], "all", False)
    assert {channel for *_, channel, _ in rows} == {"search" if counts else "(unattributed)"}
