"""Weights of each model, worked out by hand."""

import pytest

from domain.attribution.models import (
    ANALYTIC,
    DECAY,
    HALF_LIFE_MS,
    INVERSE_J_SHAPE,
    J_SHAPE,
    U_SHAPE,
    USUAL,
    Ages,
    Shape,
    Weights,
    first_touch,
    last_non_direct,
    last_touch,
    linear,
    shaped,
    time_decay,
    version_of,
)
from events.decision import Model
from events.moments import DAY_MS

WEEK = 7 * DAY_MS


@pytest.mark.parametrize("ages", [pytest.param([0] * n, id=f"{n} touches") for n in (1, 2, 3, 7)])
def test_a_single_touch_model_credits_one_end(ages: Ages) -> None:
    assert last_touch(ages) == [*([0] * (len(ages) - 1)), 1]
    assert first_touch(ages) == [1, *([0] * (len(ages) - 1))]
    assert linear(ages) == [1] * len(ages)


@pytest.mark.parametrize(
    ("touches", "percent"),
    [
        pytest.param(1, [100], id="one touch takes all"),
        pytest.param(2, [50, 50], id="two touches halve"),
        pytest.param(3, [40, 20, 40], id="three are 40/20/40"),
        pytest.param(4, [40, 10, 10, 40], id="those between share 20"),
        pytest.param(6, [40, 5, 5, 5, 5, 40], id="however many"),
    ],
)
def test_position_based_is_u_shaped(touches: int, percent: list[int]) -> None:
    weights = shaped([0] * touches, U_SHAPE)
    assert [100 * weight // sum(weights) for weight in weights] == percent


@pytest.mark.parametrize(
    ("touches", "percent"), [(1, [100]), (2, [25, 75]), (3, [20, 20, 60]), (4, [20, 10, 10, 60]), (6, [20, 5, 5, 5, 5, 60])]
)
def test_j_leans_on_the_last_touch_and_inverse_j_on_the_first(touches: int, percent: list[int]) -> None:
    weights = shaped([0] * touches, J_SHAPE)
    assert [100 * weight // sum(weights) for weight in weights] == percent
    assert shaped([0] * touches, INVERSE_J_SHAPE) == weights[::-1]


def test_a_shape_of_ones_own() -> None:
    assert shaped([0] * 4, Shape(50, 0, 50)) == [100, 0, 0, 100]
    assert shaped([0] * 2, Shape(30, 40, 10)) == [30, 10]


@pytest.mark.parametrize(
    ("direct", "weights"),
    [
        pytest.param([False], [1], id="one touch takes all"),
        pytest.param([True], [1], id="even a direct one"),
        pytest.param([False, True], [1, 0], id="direct traffic is passed over"),
        pytest.param([False, False, True, True], [0, 1, 0, 0], id="however often"),
        pytest.param([True, True], [0, 1], id="nothing but direct traffic: the last"),
        pytest.param([], [], id="no touch"),
    ],
)
def test_last_non_direct_passes_over_direct_traffic(direct: list[bool], weights: list[int]) -> None:
    assert last_non_direct(direct) == weights


@pytest.mark.parametrize(
    ("weights", "version"),
    [
        (USUAL, "weights@1"),
        (Weights(Shape(40, 20, 40), J_SHAPE, INVERSE_J_SHAPE, WEEK), "weights@1"),
        (Weights(Shape(30, 40, 30), half_life=DAY_MS), "weights@1 position=30/40/30 half_life_ms=86400000"),
        (Weights(j=Shape(0, 10, 90), inverse_j=Shape(90, 10, 0)), "weights@1 j=0/10/90 inverse_j=90/10/0"),
    ],
)
def test_weights_are_named_by_what_is_not_as_usual(weights: Weights, version: str) -> None:
    assert version_of(weights) == version


def test_a_half_life_of_ones_own() -> None:
    assert time_decay([2 * DAY_MS, DAY_MS, 0], DAY_MS) == [2**30, 2**31, 2**32]


def test_time_decay_halves_every_seven_days() -> None:
    assert HALF_LIFE_MS == WEEK
    assert time_decay([2 * WEEK, WEEK, 0]) == [2**30, 2**31, 2**32]


def test_every_step_of_the_decay_is_the_nearest_integer() -> None:
    for step, weight in enumerate(DECAY):  # w - 1/2 < 2^(32 - step/1024) < w + 1/2, doubled and raised to the power of 1024
        assert (2 * weight - 1) ** 1024 < 2 ** (33 * 1024 - step) < (2 * weight + 1) ** 1024


def test_time_decay_between_whole_half_lives_follows_the_curve() -> None:
    [half_a_week] = time_decay([WEEK // 2])
    assert half_a_week == 3037000500  # 2^31.5 = 3037000499.98
    assert time_decay([1]) == [2**32]


def test_an_ancient_touch_still_weighs_something() -> None:
    assert time_decay([40 * WEEK]) == [1]


def test_every_model_but_the_payable_one_looks_at_the_journey_alone() -> None:
    assert set(ANALYTIC) == set(Model) - {Model.PAYABLE}
