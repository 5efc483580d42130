"""Weights of the five analytic models, and how an amount is divided by weights: integers only."""

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any

Key = tuple[str, str, str, str | None, str | None]
HALF_LIFE_MS = 7 * 86_400_000
STEPS = 1024


def _powers() -> list[int]:
    with localcontext() as context:
        context.prec, context.rounding = 50, ROUND_HALF_EVEN
        return [int((Decimal(2) ** (32 - Decimal(step) / STEPS)).to_integral_value()) for step in range(STEPS)]


POWERS = _powers()


def decayed(age_ms: int) -> int:
    """The weight of a touch that old, with a half-life of 7 days."""
    steps = age_ms * STEPS // HALF_LIFE_MS
    return max(1, POWERS[steps % STEPS] >> steps // STEPS)


def weights(model: str, ages_ms: list[int]) -> list[int]:
    """One weight for each touch, oldest first."""
    n = len(ages_ms)
    if model == "last_touch":
        return [0] * (n - 1) + [1]
    if model == "first_touch":
        return [1] + [0] * (n - 1)
    if model == "linear":
        return [1] * n
    if model == "position_based":
        return [1] * n if n < 3 else [40 * (n - 2)] + [20] * (n - 2) + [40 * (n - 2)]
    return [decayed(age) for age in ages_ms]


def split(amount: int, by: dict[Key, int]) -> dict[Key, int]:
    """Divide by largest remainder, ties to the smaller key; parts always sum to the amount."""
    sign, whole, total = (-1 if amount < 0 else 1), abs(amount), sum(by.values())
    parts = {key: whole * weight // total for key, weight in by.items()}
    left = whole - sum(parts.values())
    for key in sorted(by, key=lambda key: (-(whole * by[key] % total), _named(key)))[:left]:
        parts[key] += 1
    return {key: sign * part for key, part in parts.items()}


def _named(key: Key) -> tuple[Any, ...]:
    return tuple(part or "" for part in key)
