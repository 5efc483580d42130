"""Weights of the analytic models, and how an amount is divided by weights: integers only."""

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any

Key = tuple[str, str, str, str | None, str | None]
STEPS = 1024
USUAL = {
    "position_weights": [40, 20, 40],
    "j_weights": [20, 20, 60],
    "inverse_j_weights": [60, 20, 20],
    "half_life_s": 7 * 86_400,
}
"""What a policy that says nothing of them means."""
SHAPED = {"position_based": "position_weights", "j_shaped": "j_weights", "inverse_j": "inverse_j_weights"}


def _powers() -> list[int]:
    with localcontext() as context:
        context.prec, context.rounding = 50, ROUND_HALF_EVEN
        return [int((Decimal(2) ** (32 - Decimal(step) / STEPS)).to_integral_value()) for step in range(STEPS)]


POWERS = _powers()


def decayed(age_ms: int, half_life_ms: int) -> int:
    """The weight of a touch that old."""
    steps = age_ms * STEPS // half_life_ms
    return max(1, POWERS[steps % STEPS] >> steps // STEPS)


def weights(model: str, ages_ms: list[int], direct: list[bool], policy: dict[str, Any]) -> list[int]:
    """One weight for each touch, oldest first, as the shop's policy says."""
    n = len(ages_ms)
    if model in SHAPED:
        first, middle, last = policy[SHAPED[model]]
        return [1] if n == 1 else [first, last] if n == 2 else [first * (n - 2), *[middle] * (n - 2), last * (n - 2)]
    if model in ("linear", "time_decay"):
        return [1] * n if model == "linear" else [decayed(age, policy["half_life_ms"]) for age in ages_ms]
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
