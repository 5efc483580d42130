"""Shapley value: what each player adds, averaged over all orders in which players can join. Pure."""

from collections.abc import Callable, Iterable, Sequence
from math import comb, sqrt
from typing import NamedTuple

import numpy as np

EXACT_UP_TO = 12
"""Players; above, coalitions are too many (2^n) and orders are sampled."""

Worth = Callable[[int], float]
"""What a coalition is worth; bit i says whether player i is in."""


class Shares(NamedTuple):
    """Values sum to the worth of all players together less the worth of none. Errors: one standard error each; 0: exact."""

    values: list[float]
    errors: list[float]


def shapley_exact(players: int, worth: Worth) -> Shares:
    """From all 2^players coalitions: a coalition of s without the player weighs s! (n - s - 1)! / n!."""
    worths = np.array([worth(coalition) for coalition in range(1 << players)])
    coalitions = np.arange(1 << players)
    weights = np.array([1 / (players * comb(players - 1, size)) for size in range(players)])
    values = []
    for player in range(players):
        without = coalitions[(coalitions >> player & 1) == 0]
        adds = worths[without | 1 << player] - worths[without]
        values.append(float(adds @ weights[np.bitwise_count(without)]))
    return Shares(values, [0.0] * players)


def shapley_sampled(players: int, worth: Worth, orders: Iterable[Sequence[int]]) -> Shares:
    """From some orders of joining, two at least; each order alone sums to the whole, so their mean does, too."""
    adds = np.array([_joining(players, worth, order) for order in orders])
    errors = adds.std(axis=0, ddof=1) / sqrt(len(adds))
    return Shares(adds.mean(axis=0).tolist(), errors.tolist())


def _joining(players: int, worth: Worth, order: Sequence[int]) -> list[float]:
    adds, coalition, before = [0.0] * players, 0, worth(0)
    for player in order:
        coalition |= 1 << int(player)
        after = worth(coalition)
        adds[player], before = after - before, after
    return adds
