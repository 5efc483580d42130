"""The domain's models and its split, for many journeys of one length at a time: the same integers, only faster.

A property test holds each function to the one of `domain.attribution` that it stands for.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from affluent.files.journeys import Bools, Ints
from domain.attribution.models import (
    DECAY,
    STEPS,
    USUAL,
    Ages,
    Weights,
    first_touch,
    last_touch,
    linear,
    shaped,
)
from domain.attribution.split import split

INT64 = 2**63 - 1
DECAY_TABLE = np.array(DECAY, dtype=np.int64)


class Block(NamedTuple):
    """Journeys of one length, one a row, oldest touch first."""

    ages: Ints
    direct: Bools


Weigh = Callable[[Block], Ints]
"""Weights, one a touch; those of a journey never sum to zero."""


def weighers(weights: Weights = USUAL) -> Mapping[str, Weigh]:
    """Every model by its name."""
    return {
        "last_touch": _by_place(last_touch),
        "last_non_direct": last_non_direct,
        "first_touch": _by_place(first_touch),
        "linear": _by_place(linear),
        "position_based": _by_place(lambda ages: shaped(ages, weights.position)),
        "j_shaped": _by_place(lambda ages: shaped(ages, weights.j)),
        "inverse_j": _by_place(lambda ages: shaped(ages, weights.inverse_j)),
        "time_decay": lambda block: time_decay(block.ages, weights.half_life),
    }


def _by_place(model: Callable[[Ages], list[int]]) -> Weigh:
    """A model that only counts touches weighs all journeys of a length alike: the domain's own function is asked once."""

    def weigh(block: Block) -> Ints:
        count, length = block.ages.shape
        return np.broadcast_to(np.array(model([0] * length), dtype=np.int64), (count, length))

    return weigh


def last_non_direct(block: Block) -> Ints:
    """`domain.attribution.models.last_non_direct` of each row."""
    places = np.arange(block.direct.shape[1])
    last = np.where(block.direct, -1, places).max(axis=1)
    last = np.where(last < 0, places[-1], last)
    return np.asarray(places == last[:, None], dtype=np.int64)


def time_decay(ages: Ints, half_life: int) -> Ints:
    """`domain.attribution.models.time_decay` of each row."""
    whole, step = np.divmod(ages * STEPS // half_life, STEPS)
    return np.asarray(np.maximum(1, DECAY_TABLE[step] >> np.minimum(whole, 62)), dtype=np.int64)


def split_each(amounts: Ints, weights: Ints) -> Ints:
    """`domain.attribution.split.split` of each amount by its row of weights: largest remainder, earlier weights first."""
    sizes = np.abs(amounts)
    fits = sizes <= INT64 // weights.max(axis=1)
    parts = np.zeros(weights.shape, dtype=np.int64)
    parts[fits] = _split(sizes[fits], weights[fits])
    for row in np.flatnonzero(~fits):
        parts[row] = split(int(sizes[row]), weights[row].tolist())
    return np.where(amounts < 0, -1, 1)[:, None] * parts


def _split(sizes: Ints, weights: Ints) -> Ints:
    parts, rests = np.divmod(sizes[:, None] * weights, weights.sum(axis=1, keepdims=True))
    left = sizes - parts.sum(axis=1)
    uneven = np.flatnonzero(left)
    order = np.argsort(-rests[uneven], axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(weights.shape[1])[None, :], axis=1)
    parts[uneven] += ranks < left[uneven, None]
    return parts
