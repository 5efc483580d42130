"""Weights of the five analytic models, and how an amount is divided by weights: integers only."""

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any

Key = tuple[str, str, str, str | None, str | None]
HALF_LIFE_MS = 7 * 86_400_000
STEPS = 1024
ENDS = {"position_based": (40, 40), "j_shaped": (20, 60), "inverse_j": (60, 20)}


def _powers() -> list[int]:
    with localcontext() as context:
        context.prec, context.rounding = 50, ROUND_HALF_EVEN
        return [int((Decimal(2) ** (32 - Decimal(step) / STEPS)).to_integral_value()) for step in range(STEPS)]


POWERS = _powers()


def decayed(age_ms: int) -> int:
    """The weight of a touch that old, with a half-life of 7 days."""
    steps = age_ms * STEPS // HALF_LIFE_MS
    return max(1, POWERS[steps % STEPS] >> steps // STEPS)


def weights(model: str, ages_ms: list[int], direct: list[bool]) -> list[int]:
    """One weight for each touch, oldest first."""
    n = len(ages_ms)
    if model in ENDS:
        first, last = ENDS[model]
        return [1] if n == 1 else [first, last] if n == 2 else [first * (n - 2), *[20] * (n - 2), last * (n - 2)]
    if model in ("linear", "time_decay"):
        return [1] * n if model == "linear" else [decayed(age) for age in ages_ms]
    visits = [place for place, no_visit in enumerate(direct) if not no_visit]
    taken = {"first_touch": 0, "last_touch": n - 1, "last_non_direct": visits[-1] if visits else n - 1}[model]
    return [int(place == taken) for place in range(n)]


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
