"""What a trained model is asked for. Apart from the training itself, which needs a solver that no start should wait for."""

from collections.abc import Callable
from typing import NamedTuple

from affluent.replay.facts import Period

Enough = Callable[[], bool]
"""Asked between batches of orders: whether the process is to stop."""


class GivenUp(Exception):
    """The process is to stop: what is stored of a model is stored again the next time."""


class Question(NamedTuple):
    """What is asked for. `period`: the window; `samples`: orders of joining, where Shapley values are sampled."""

    model: str
    period: Period
    order: int = 1
    samples: int = 1000
