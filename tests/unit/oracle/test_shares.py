"""The oracle's own arithmetic, against numbers worked out by hand."""

import pytest

from tests.oracle.shares import USUAL, decayed, split, weights

HALF_LIFE_MS = 7 * 86_400_000
POLICY = USUAL | {"half_life_ms": HALF_LIFE_MS}
A, B, C = [(name, "s", name, None, None) for name in "abc"]


@pytest.mark.parametrize(
    ("amount", "by", "parts"),
    [
        pytest.param(100, {A: 1, B: 1, C: 1}, {A: 34, B: 33, C: 33}, id="the odd cent goes to the smaller name"),
        pytest.param(-100, {A: 1, B: 1, C: 1}, {A: -34, B: -33, C: -33}, id="a refund mirrors its sale"),
        pytest.param(101, {A: 40, B: 20, C: 40}, {A: 41, B: 20, C: 40}, id="40.4 + 20.2 + 40.4: remainders .4 .2 .4"),
        pytest.param(2, {A: 1, B: 1, C: 5}, {A: 0, B: 0, C: 2}, id="0.286 + 0.286 + 1.429: the largest remainder is .429"),
        pytest.param(0, {A: 1, B: 3}, {A: 0, B: 0}, id="nothing is divided into nothing"),
    ],
)
def test_an_amount_is_divided_by_largest_remainder(amount, by, parts):
    assert split(amount, by) == parts
    assert sum(parts.values()) == amount


def test_a_missing_content_sorts_as_no_text():
    code, click = ("a", "s", "k", None, None), ("a", "s", "k", "reel", "organic")
    assert split(1, {click: 1, code: 1}) == {click: 0, code: 1}


@pytest.mark.parametrize(
    ("age_ms", "weight"),
    [
        pytest.param(0, 2**32, id="now"),
        pytest.param(HALF_LIFE_MS, 2**31, id="one half-life"),
        pytest.param(2 * HALF_LIFE_MS, 2**30, id="two half-lives"),
        pytest.param(HALF_LIFE_MS // 2, 3_037_000_500, id="half a half-life: 2^31.5 = 3037000499.976"),
        pytest.param(590_624, 2**32, id="the last millisecond of the first step"),
        pytest.param(590_625, 4_292_061_010, id="the second step: 2^(32 - 1/1024) = 4292061009.75"),
        pytest.param(64 * HALF_LIFE_MS, 1, id="never nothing"),
    ],
)
def test_a_touch_halves_in_seven_days(age_ms, weight):
    assert decayed(age_ms, HALF_LIFE_MS) == weight


@pytest.mark.parametrize(
    ("model", "ages", "expected"),
    [
        ("last_touch", [3, 2, 1], [0, 0, 1]),
        ("first_touch", [3, 2, 1], [1, 0, 0]),
        ("linear", [3, 2, 1], [1, 1, 1]),
        ("position_based", [1], [1]),
        ("position_based", [2, 1], [40, 40]),
        ("j_shaped", [2, 1], [20, 60]),
        ("inverse_j", [4, 3, 2, 1], [120, 20, 20, 40]),
        ("position_based", [3, 2, 1], [40, 20, 40]),
        ("position_based", [5, 4, 3, 2, 1], [120, 20, 20, 20, 120]),
        ("time_decay", [HALF_LIFE_MS, 0], [2**31, 2**32]),
    ],
)
def test_each_model_weighs_the_touches_its_own_way(model, ages, expected):
    assert weights(model, ages, [False] * len(ages), POLICY) == expected


def test_a_code_is_no_visit():
    assert weights("last_non_direct", [3, 2, 0], [False, False, True], POLICY) == [0, 1, 0]
    assert weights("last_non_direct", [0, 0], [True, True], POLICY) == [0, 1]


def test_a_policy_has_weights_of_its_own():
    policy = {"position_weights": [30, 40, 10], "j_weights": [0, 0, 1], "half_life_ms": 10}
    assert weights("position_based", [4, 3, 2, 1], [False] * 4, policy) == [60, 40, 40, 20]
    assert weights("j_shaped", [3, 2, 1], [False] * 3, policy) == [0, 0, 1]
    assert weights("time_decay", [20, 10, 0], [False] * 3, policy) == [2**30, 2**31, 2**32]
