"""Attribution models: touches in the order they happened become integer weights. Pure; no float, so the same everywhere."""

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cache
from itertools import accumulate, repeat
from typing import NamedTuple

from events.decision import Model
from events.moments import DAY_MS

HALF_LIFE_MS = 7 * DAY_MS
STEPS = 1024
BITS = 32

Ages = Sequence[int]
"""Milliseconds from each touch to the order, oldest touch first."""


class Shape(NamedTuple):
    """Parts of a journey's ends and of all that is between them; whole numbers, not both ends zero."""

    first: int
    between: int
    last: int


U_SHAPE, J_SHAPE, INVERSE_J_SHAPE = Shape(40, 20, 40), Shape(20, 20, 60), Shape(60, 20, 20)
RULES = "weights@1"
"""The version of the rules below, and the name of their usual weights."""


class Weights(NamedTuple):
    """What may be set of the models: three shapes and a half-life in milliseconds."""

    position: Shape = U_SHAPE
    j: Shape = J_SHAPE
    inverse_j: Shape = INVERSE_J_SHAPE
    half_life: int = HALF_LIFE_MS


USUAL = Weights()


@cache
def version_of(weights: Weights) -> str:
    """What a decision calls its weights: the rules' version and whatever is not as usual, so equal weights have one name."""
    shapes = {"position": weights.position, "j": weights.j, "inverse_j": weights.inverse_j}
    told = [f"{name}={'/'.join(map(str, shape))}" for name, shape in shapes.items() if shape != getattr(USUAL, name)]
    told += [f"half_life_ms={weights.half_life}"] if weights.half_life != USUAL.half_life else []
    return " ".join([RULES, *told])


def _table() -> tuple[int, ...]:
    """One root, then products: 60 digits leave each entry far from a half, and a thousand roots took every process 0.3 s."""
    exact = Context(prec=60, rounding=ROUND_HALF_EVEN)
    step = exact.power(Decimal(2), exact.divide(Decimal(-1), Decimal(STEPS)))
    powers = accumulate(repeat(step, STEPS - 1), exact.multiply, initial=Decimal(2) ** BITS)
    return tuple(int(power.to_integral_value(rounding=ROUND_HALF_EVEN)) for power in powers)


DECAY = _table()
"""2^32 x 2^(-i/1024), rounded half to even."""


def last_touch(ages: Ages) -> list[int]:
    """All to the touch nearest to the order."""
    return [0] * (len(ages) - 1) + [1]


def last_non_direct(direct: Sequence[bool]) -> list[int]:
    """All to the last touch that is not direct traffic; to the last one where there is nothing but direct traffic."""
    last = max((place for place, is_direct in enumerate(direct) if not is_direct), default=len(direct) - 1)
    return [int(place == last) for place in range(len(direct))]


def first_touch(ages: Ages) -> list[int]:
    """All to the touch that began the journey."""
    return [1] + [0] * (len(ages) - 1)


def linear(ages: Ages) -> list[int]:
    """The same to every touch."""
    return [1] * len(ages)


def shaped(ages: Ages, shape: Shape) -> list[int]:
    """First and last touch get their parts, those between share theirs equally.

    U is 40/20/40, J 20/20/60, inverse J 60/20/20. One touch takes all. Two have nobody between them and share in
    proportion of first to last: 40/20/40 halves, 20/20/60 is 25 % and 75 %.
    """
    between = len(ages) - 2
    if between < 0:
        return [1] * len(ages)
    if not between:
        return [shape.first, shape.last]
    return [shape.first * between] + [shape.between] * between + [shape.last * between]


def time_decay(ages: Ages, half_life: int = HALF_LIFE_MS) -> list[int]:
    """Half the weight for every half-life (milliseconds) before the order: 2^(-age / half-life), in steps of a 1024th."""
    return [max(1, _decayed(age * STEPS // half_life)) for age in ages]


def _decayed(steps: int) -> int:
    whole, step = divmod(steps, STEPS)
    return DECAY[step] >> whole


class Journey(NamedTuple):
    """The eligible touches of one order, oldest first: their ages, and which of them no visit stands behind."""

    ages: Ages
    direct: Sequence[bool]


ANALYTIC: dict[Model, Callable[[Journey, Weights], list[int]]] = {
    Model.LAST_TOUCH: lambda journey, _: last_touch(journey.ages),
    Model.FIRST_TOUCH: lambda journey, _: first_touch(journey.ages),
    Model.LINEAR: lambda journey, _: linear(journey.ages),
    Model.POSITION_BASED: lambda journey, weights: shaped(journey.ages, weights.position),
    Model.TIME_DECAY: lambda journey, weights: time_decay(journey.ages, weights.half_life),
    Model.LAST_NON_DIRECT: lambda journey, _: last_non_direct(journey.direct),
    Model.J_SHAPED: lambda journey, weights: shaped(journey.ages, weights.j),
    Model.INVERSE_J: lambda journey, weights: shaped(journey.ages, weights.inverse_j),
}
"""Every model that looks at the journey alone; the payable one also looks at the contract (precedence.py)."""
