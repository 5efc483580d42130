"""Attribution models: touches in the order they happened become integer weights. Pure; no float, so the same everywhere."""

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal

from events.decision import Model
from events.moments import DAY_MS

HALF_LIFE_MS = 7 * DAY_MS
STEPS = 1024
BITS = 32

Ages = Sequence[int]
"""Milliseconds from each touch to the order, oldest touch first."""


def _table() -> tuple[int, ...]:
    exact = Context(prec=50, rounding=ROUND_HALF_EVEN)
    powers = (exact.power(Decimal(2), BITS - exact.divide(Decimal(step), Decimal(STEPS))) for step in range(STEPS))
    return tuple(int(power.to_integral_value(rounding=ROUND_HALF_EVEN)) for power in powers)


DECAY = _table()
"""2^32 x 2^(-i/1024), rounded half to even."""


def last_touch(ages: Ages) -> list[int]:
    """All to the touch nearest to the order."""
    return [0] * (len(ages) - 1) + [1]


def first_touch(ages: Ages) -> list[int]:
    """All to the touch that began the journey."""
    return [1] + [0] * (len(ages) - 1)


def linear(ages: Ages) -> list[int]:
    """The same to every touch."""
    return [1] * len(ages)


def position_based(ages: Ages) -> list[int]:
    """U-shaped 40/20/40: first and last 40 % each, the rest shared between; two touches halve, one takes all."""
    between = len(ages) - 2
    if between <= 0:
        return [1] * len(ages)
    return [40 * between] + [20] * between + [40 * between]


def time_decay(ages: Ages) -> list[int]:
    """Half the weight for every seven days before the order: 2^(-age / half-life), in steps of a 1024th half-life."""
    return [max(1, _decayed(age * STEPS // HALF_LIFE_MS)) for age in ages]


def _decayed(steps: int) -> int:
    whole, step = divmod(steps, STEPS)
    return DECAY[step] >> whole


ANALYTIC: dict[Model, Callable[[Ages], list[int]]] = {
    Model.LAST_TOUCH: last_touch,
    Model.FIRST_TOUCH: first_touch,
    Model.LINEAR: linear,
    Model.POSITION_BASED: position_based,
    Model.TIME_DECAY: time_decay,
}
"""Every model that looks at the journey alone; the payable one also looks at the contract (decide.py)."""
