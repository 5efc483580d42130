"""Removal effects and Shapley values, worked out by hand and held to a walk through every path."""

from itertools import combinations
from math import factorial, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.attribution.markov import (
    Path,
    chain_of,
    conversion_probability,
    markov_conversions,
    removal_effects,
    shapley_conversions,
)
from domain.attribution.shapley import shapley_exact, shapley_sampled

A, B, C = 0, 1, 2
HAND = [Path([A, B], 2, 0), Path([A], 0, 1), Path([B], 1, 0)]
"""start → A 3/4, B 1/4; A → B 2/3, null 1/3; B → conversion."""

paths = st.lists(
    st.builds(Path, st.lists(st.integers(0, 3), min_size=1, max_size=5), st.integers(0, 4), st.integers(0, 4)),
    min_size=1,
    max_size=8,
).filter(lambda each: any(path.conversions for path in each))


def test_removal_effects_by_hand() -> None:
    chain = chain_of(HAND, 1)
    assert conversion_probability(chain, np.array([True, True])) == pytest.approx(3 / 4)
    assert conversion_probability(chain, np.array([False, True])) == pytest.approx(1 / 4)
    assert conversion_probability(chain, np.array([True, False])) == 0
    effects = removal_effects(chain, 2)
    assert effects == pytest.approx([2 / 3, 1])
    assert markov_conversions(effects, chain.conversions) == pytest.approx([3 * 2 / 5, 3 * 3 / 5])


def test_shapley_values_by_hand() -> None:
    """v(A) = 0, v(B) = 1/4, v(A, B) = 3/4: A adds 0 or 1/2, B adds 1/4 or 3/4; times the four paths."""
    assert shapley_conversions(chain_of(HAND, 1), 2).values == pytest.approx([4 * 1 / 4, 4 * 1 / 2])


def test_repeats_are_kept() -> None:
    """A A, once with a sale and once without: of four times at A two go on to A."""
    once, twice = chain_of([Path([A], 1, 1)], 1), chain_of([Path([A, A], 1, 1)], 1)
    assert once.system.toarray().tolist() == [[1, -1], [0, 1]]
    assert twice.system.toarray().tolist() == [[1, -1], [0, 1 - 2 / 4]]


def test_a_chain_that_remembers_more_tells_paths_apart() -> None:
    apart = [Path([A, B], 1, 0), Path([C, B], 0, 1)]
    assert removal_effects(chain_of(apart, 1), 3) == pytest.approx([1 / 2, 1, 1 / 2])
    assert removal_effects(chain_of(apart, 2), 3) == pytest.approx([1, 1, 0])


def test_the_fit_is_counted() -> None:
    fit = chain_of(HAND, 1).fit
    assert (fit.paths, fit.states, fit.transitions, fit.parameters) == (4, 3, 10, 2)
    assert fit.log_likelihood == pytest.approx(3 * log(3 / 4) + log(1 / 4) + 2 * log(2 / 3) + log(1 / 3))
    assert fit.bic == pytest.approx(2 * log(10) - 2 * fit.log_likelihood)


@given(paths, st.integers(1, 3))
def test_a_chain_converts_as_often_as_its_paths_did(each: list[Path], order: int) -> None:
    chain = chain_of(each, order)
    converted, all_paths = sum(path.conversions for path in each), sum(path.conversions + path.nulls for path in each)
    assert conversion_probability(chain, np.ones(4, dtype=bool)) == pytest.approx(converted / all_paths)


@given(paths, st.integers(1, 3))
def test_conversions_sum_and_no_channel_takes_any_away(each: list[Path], order: int) -> None:
    chain = chain_of(each, order)
    effects = removal_effects(chain, 4)
    assert all(-1e-9 <= effect <= 1 + 1e-9 for effect in effects)
    shapley = shapley_conversions(chain, 4).values
    assert sum(markov_conversions(effects, chain.conversions)) == pytest.approx(chain.conversions)
    assert sum(shapley) == pytest.approx(chain.conversions)
    assert min(shapley) >= -1e-9


@given(st.lists(st.floats(-10, 10), min_size=16, max_size=16))
def test_shapley_values_are_those_of_the_textbook(worths: list[float]) -> None:
    def textbook(player: int) -> float:
        others = [other for other in range(4) if other != player]
        return sum(
            factorial(size)
            * factorial(3 - size)
            / factorial(4)
            * (worths[sum(1 << i for i in (*some, player))] - worths[sum(1 << i for i in some)])
            for size in range(4)
            for some in combinations(others, size)
        )

    assert shapley_exact(4, worths.__getitem__).values == pytest.approx([textbook(player) for player in range(4)], abs=1e-9)


def test_sampled_values_sum_exactly_and_lie_within_their_errors() -> None:
    dice = np.random.default_rng(1)
    worths = np.sort(dice.random(1 << 6)).tolist()
    exact, sampled = (
        shapley_exact(6, worths.__getitem__),
        shapley_sampled(6, worths.__getitem__, (dice.permutation(6).tolist() for _ in range(2000))),
    )
    assert sum(sampled.values) == pytest.approx(worths[-1] - worths[0])
    assert all(0 < error < 0.02 for error in sampled.errors)
    assert all(abs(a - b) < 4 * error for a, b, error in zip(exact.values, sampled.values, sampled.errors, strict=True))


def test_nothing_converts() -> None:
    chain = chain_of([Path([A], 0, 3), Path([], 5, 5)], 1)
    assert (removal_effects(chain, 1), markov_conversions([0.0], 0), shapley_conversions(chain, 1).values) == (
        [0.0],
        [0.0],
        [0.0],
    )
