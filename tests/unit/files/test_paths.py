"""Paths to learn from, held to a loop over people."""

from collections import Counter

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from affluent.files.journeys import line_up
from affluent.files.paths import paths_of
from domain.attribution.paths import TRANSFORMS

people = st.sampled_from(["ann", "bob", "cat"])
touches = st.lists(st.tuples(people, st.integers(0, 20), st.sampled_from(["a", "b", "c"])), max_size=25)
sales = st.lists(st.tuples(people, st.integers(0, 20)), max_size=6)
Seen = list[tuple[str, int, str]]
Sold = list[tuple[str, int]]


def plainly(seen: Seen, sold: Sold, transform: str, dropped: str) -> tuple[Counter[tuple[str, bool]], int, int]:
    """((path, sold) → how many, sales without a touch, touches after the last sale)."""
    counted: Counter[tuple[str, bool]] = Counter()
    after = 0
    for person in ("ann", "bob", "cat"):
        rest = sorted((at, channel) for who, at, channel in seen if who == person)
        moments = sorted(at for who, at in sold if who == person)
        for moment in moments:
            own, rest = [one for one in rest if one[0] <= moment], [one for one in rest if one[0] > moment]
            counted[_path(own, transform, dropped), True] += 1
        after += len(rest) if moments else 0
        if not moments:
            counted[_path(rest, transform, dropped), False] += 1
    without = counted.pop(("", True), 0)
    counted.pop(("", False), 0)
    return counted, without, after


def _path(own: list[tuple[int, str]], transform: str, dropped: str) -> str:
    channels = [channel for _, channel in own if channel not in dropped]
    return "".join(channels[place] for place in TRANSFORMS[transform](channels))


@settings(deadline=None)
@given(touches, sales, st.sampled_from(list(TRANSFORMS)), st.sampled_from(["", "a", "ab"]))
def test_paths_are_those_of_a_loop(seen: Seen, sold: Sold, transform: str, dropped: str) -> None:
    kinds = {"person": pl.String, "at": pl.Int64, "channel": pl.String}
    orders = [(f"o{number}", who, at, 1, "EUR") for number, (who, at) in enumerate(sold)]
    schema = {"order_id": pl.String, "person": pl.String, "at": pl.Int64, "minor": pl.Int64, "currency": pl.String}
    lines = line_up(pl.DataFrame(seen, kinds, orient="row"), pl.DataFrame(orders, schema, orient="row"))
    gone = [place for place, channel in enumerate(lines.channels) if channel in dropped]
    learned = paths_of(lines, transform, np.array(gone, dtype=np.int64))
    counted: Counter[tuple[str, bool]] = Counter()
    for path in learned.paths:
        name = "".join(lines.channels[channel] for channel in path.channels)
        counted += Counter({(name, True): path.conversions, (name, False): path.nulls})
    assert (counted, learned.sales_without_touch, learned.touches_after_the_last_sale) == plainly(seen, sold, transform, dropped)
