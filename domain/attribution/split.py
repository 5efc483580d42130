"""Money shared without losing a cent."""

from collections.abc import Sequence


def split(amount: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Divide minor units in proportion to integer weights; the parts always sum to the amount.

    Largest remainder (Hamilton's method): each part is rounded toward zero, the units left over go to the largest
    remainders, earlier weights first. split(-x) is -split(x), so a full refund cancels each share.
    All weights zero or none: nothing can be shared, the parts are zero.
    """
    if len(weights) == 1 and weights[0]:
        return (amount,)
    total = sum(weights)
    if not total:
        return (0,) * len(weights)
    sign, size = (1 if amount >= 0 else -1), abs(amount)
    parts, rests = [], []
    for weight in weights:
        part, rest = divmod(size * weight, total)
        parts.append(part)
        rests.append(rest)
    for place in sorted(range(len(weights)), key=lambda i: (-rests[i], i))[: size - sum(parts)]:
        parts[place] += 1
    return tuple(sign * part for part in parts)
