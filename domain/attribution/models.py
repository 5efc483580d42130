"""Attribution models: touches in the order they happened become integer weights. Pure; no float, so the same everywhere."""

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
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


def _table() -> tuple[int, ...]:
    exact = Context(prec=50, rounding=ROUND_HALF_EVEN)
    powers = (exact.power(Decimal(2), BITS - exact.divide(Decimal(step), Decimal(STEPS))) for step in range(STEPS))
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

    One touch takes all. Two have nobody between them and share in proportion of first to last: 40/20/40 halves,
    20/20/60 is 25 % and 75 %.
    """
    between = len(ages) - 2
    if between < 0:
        return [1] * len(ages)
    if not between:
        return [shape.first, shape.last]
    return [shape.first * between] + [shape.between] * between + [shape.last * between]


def position_based(ages: Ages) -> list[int]:
    """U-shaped 40/20/40: first and last 40 % each, the rest shared between; two touches halve, one takes all."""
    return shaped(ages, U_SHAPE)


def j_shaped(ages: Ages) -> list[int]:
    """20/20/60: the touch that closed counts most."""
    return shaped(ages, J_SHAPE)


def inverse_j(ages: Ages) -> list[int]:
    """60/20/20: the touch that began it counts most."""
    return shaped(ages, INVERSE_J_SHAPE)


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


ANALYTIC: dict[Model, Callable[[Journey], list[int]]] = {
    Model.LAST_TOUCH: lambda journey: last_touch(journey.ages),
    Model.FIRST_TOUCH: lambda journey: first_touch(journey.ages),
    Model.LINEAR: lambda journey: linear(journey.ages),
    Model.POSITION_BASED: lambda journey: position_based(journey.ages),
    Model.TIME_DECAY: lambda journey: time_decay(journey.ages),
    Model.LAST_NON_DIRECT: lambda journey: last_non_direct(journey.direct),
    Model.J_SHAPED: lambda journey: j_shaped(journey.ages),
    Model.INVERSE_J: lambda journey: inverse_j(journey.ages),
}
"""Every model that looks at the journey alone; the payable one also looks at the contract (precedence.py)."""
