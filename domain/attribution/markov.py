"""Markov attribution: what is lost without a channel. Pure; analytic only, nobody is ever paid by it.

Anderl, Becker, von Wangenheim, Schumann: Mapping the customer journey, IJRM 33 (2016) 457-474. Journeys are a chain from *start*
over channels to *conversion* or *null*, absorbing both. The removal effect of a channel is the share of conversions that is lost
when all that leads to it leads to null instead. Solved as a linear system: nothing is simulated.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import fsum, log
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array, eye_array
from scipy.sparse.linalg import splu

from domain.attribution.shapley import Shares, shapley_exact, shapley_sampled

State = tuple[int, ...]
"""The last channels of a path, as many as the chain's order, newest last; () is *start*."""
START: State = ()
CONVERSION, NULL = (-1,), (-2,)


class Path(NamedTuple):
    """Channels by number, oldest touch first, repeats kept; how many such paths ended in a sale, and how many did not."""

    channels: Sequence[int]
    conversions: int
    nulls: int


class Chain(NamedTuple):
    """What was counted, as probabilities. States in the order of `newest`; the first is *start*."""

    newest: npt.NDArray[np.int64]
    """The channel that each state has just come to; -1 at *start*."""
    system: csc_array
    """I - Q, where Q is the probability to go from state to state; every diagonal element is stored, none is zero."""
    diagonal: npt.NDArray[np.float64]
    """1 for each stored element of the system that is on the diagonal."""
    converts: npt.NDArray[np.float64]
    """Probability of a conversion right after each state."""
    conversions: int
    fit: "Fit"


class Fit(NamedTuple):
    """How well the chain tells its own paths. A lower BIC of another order, on the same paths, is a better choice."""

    paths: int
    states: int
    transitions: int
    parameters: int
    log_likelihood: float
    bic: float


def chain_of(paths: Iterable[Path], order: int) -> Chain:
    """Count transitions of converting and non-converting paths alike; paths without a touch say nothing."""
    counts: Counter[tuple[State, State]] = Counter()
    conversions = nulls = 0
    for path in (path for path in paths if path.channels):
        conversions, nulls = conversions + path.conversions, nulls + path.nulls
        state = START
        for channel in path.channels:
            after = (*state, channel)[-order:]
            counts[state, after] += path.conversions + path.nulls
            state = after
        counts[state, CONVERSION] += path.conversions
        counts[state, NULL] += path.nulls
    return _chain(Counter({move: count for move, count in counts.items() if count}), conversions, conversions + nulls)


def _chain(counts: Counter[tuple[State, State]], conversions: int, paths: int) -> Chain:
    states = {state: place for place, state in enumerate(sorted({START, *(state for state, _ in counts)}))}
    leaving: Counter[State] = Counter()
    for (state, _), count in counts.items():
        leaving[state] += count
    converts = np.zeros(len(states))
    values, rows, columns = [], [], []
    for (state, after), count in counts.items():
        if after in states:
            values.append(count / leaving[state])
            rows.append(states[state])
            columns.append(states[after])
        elif after == CONVERSION:
            converts[states[state]] = count / leaving[state]
    system = csc_array(
        eye_array(len(states)) - csc_array((values, (rows, columns)), shape=(len(states), len(states)), dtype=float)
    )
    diagonal = (system.indices == np.repeat(np.arange(len(states)), np.diff(system.indptr))).astype(float)
    newest = np.array([state[-1] if state else -1 for state in states])
    return Chain(newest, system, diagonal, converts, conversions, _fit(counts, leaving, paths))


def _fit(counts: Counter[tuple[State, State]], leaving: Counter[State], paths: int) -> Fit:
    likelihood = fsum(count * log(count / leaving[state]) for (state, _), count in counts.items())  # in any order of paths
    parameters, transitions = len(counts) - len(leaving), leaving.total()
    bic = parameters * log(transitions) - 2 * likelihood if transitions else 0.0
    return Fit(paths, len(leaving), transitions, parameters, likelihood, bic)


def conversion_probability(chain: Chain, kept: npt.NDArray[np.bool_]) -> float:
    """Of a journey that has just begun, when only the channels marked in `kept` are there and the others lead to null.

    Solves (I - D Q) x = D c, where D is 1 for the states that are there.
    """
    there = ((chain.newest < 0) | kept[chain.newest]).astype(float)
    values = chain.diagonal + there[chain.system.indices] * (chain.system.data - chain.diagonal)
    system = csc_array((values, chain.system.indices, chain.system.indptr), shape=chain.system.shape)
    return float(splu(system).solve(there * chain.converts)[0])


def removal_effects(chain: Chain, channels: int) -> list[float]:
    """Share of all conversions that is lost without each channel, 0 to 1; all zero where nothing converts."""
    everybody = np.ones(channels, dtype=bool)
    whole = conversion_probability(chain, everybody)
    if not chain.conversions:
        return [0.0] * channels
    without = (everybody & (np.arange(channels) != channel) for channel in range(channels))
    return [1 - conversion_probability(chain, kept) / whole for kept in without]


def markov_conversions(effects: Sequence[float], conversions: int) -> list[float]:
    """All conversions, shared in proportion to the removal effects."""
    total = sum(effects)
    return [conversions * effect / total if total else 0.0 for effect in effects]


def shapley_conversions(chain: Chain, channels: int, orders: Iterable[Sequence[int]] | None = None) -> Shares:
    """All conversions, shared by Shapley value: what a channel adds to the probability of conversion, averaged over all orders
    in which channels can join. Without `orders` exactly; else over those orders, with a standard error.

    Values are never negative: without a channel less converts, never more. They sum to the conversions.
    """
    known: dict[int, float] = {}

    def worth(coalition: int) -> float:
        if coalition not in known:
            kept = np.array([coalition >> channel & 1 for channel in range(channels)], dtype=bool)
            known[coalition] = conversion_probability(chain, kept)
        return known[coalition]

    shares = shapley_exact(channels, worth) if orders is None else shapley_sampled(channels, worth, orders)
    whole = worth((1 << channels) - 1)
    scale = chain.conversions / whole if whole else 0.0
    return Shares([value * scale for value in shares.values], [error * scale for error in shares.errors])
