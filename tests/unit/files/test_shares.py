"""The fast way to weigh and to split gives the very integers of the domain's own functions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affluent.files.shares import Block, split_each, time_decay, weighers
from domain.attribution import models
from domain.attribution.models import HALF_LIFE_MS, Ages, Shape, Weights
from domain.attribution.split import split
from events.moments import DAY_MS

OWN = Weights(Shape(30, 0, 50), Shape(1, 2, 9), Shape(7, 0, 0), DAY_MS)
DOMAIN = {
    "last_touch": models.last_touch,
    "first_touch": models.first_touch,
    "linear": models.linear,
    "position_based": lambda ages: models.shaped(ages, OWN.position),
    "j_shaped": lambda ages: models.shaped(ages, OWN.j),
    "inverse_j": lambda ages: models.shaped(ages, OWN.inverse_j),
    "time_decay": lambda ages: models.time_decay(ages, DAY_MS),
}


@st.composite
def blocks(draw: st.DrawFn) -> tuple[list[list[int]], list[list[bool]]]:
    length = draw(st.integers(1, 9))
    row = st.lists(st.integers(0, 400 * DAY_MS), min_size=length, max_size=length)
    ages = draw(st.lists(row, min_size=1, max_size=5))
    direct = [draw(st.lists(st.booleans(), min_size=length, max_size=length)) for _ in ages]
    return ages, direct


@given(blocks())
def test_weights_are_the_domains(block: tuple[list[list[int]], list[list[bool]]]) -> None:
    ages, direct = block
    known = weighers(OWN)
    assert set(known) == {*DOMAIN, "last_non_direct"}
    told = {name: weigh(Block(np.array(ages), np.array(direct))).tolist() for name, weigh in known.items()}
    assert told.pop("last_non_direct") == [models.last_non_direct(row) for row in direct]
    assert told == {name: [model(row) for row in ages] for name, model in DOMAIN.items()}


@given(st.lists(st.integers(0, 100 * 366 * DAY_MS), min_size=1, max_size=20), st.sampled_from([1000, DAY_MS, HALF_LIFE_MS]))
def test_time_decay_is_the_domains_at_any_age(ages: Ages, half_life: int) -> None:
    assert time_decay(np.array([ages]), half_life).tolist() == [models.time_decay(ages, half_life)]


amounts = st.integers(-(2**50), 2**50)


@given(
    st.integers(1, 8).flatmap(
        lambda n: st.lists(
            st.tuples(amounts, st.lists(st.integers(0, 2**33), min_size=n, max_size=n).filter(any)), min_size=1, max_size=6
        )
    )
)
def test_shares_are_the_domains(rows: list[tuple[int, list[int]]]) -> None:
    parts = split_each(np.array([amount for amount, _ in rows]), np.array([weights for _, weights in rows]))
    assert [tuple(row) for row in parts.tolist()] == [split(amount, weights) for amount, weights in rows]


@pytest.mark.parametrize("amount", [10_000, 2**50], ids=["inside 64 bits", "beyond 64 bits: the domain's own split"])
def test_left_over_units_go_to_the_largest_remainders_earlier_first(amount: int) -> None:
    weights = [2**32, 2**32, 2**32]
    assert split_each(np.array([amount]), np.array([weights])).tolist() == [list(split(amount, weights))]
