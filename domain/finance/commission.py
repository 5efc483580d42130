"""What a creator is owed for a part of an order, by the contract that was in force."""

PPM = 1_000_000


def commission_of(base: int, rate_ppm: int) -> int:
    """`base` times the rate, minor units, half away from zero; a negative base takes back what it would have brought."""
    owed = (abs(base) * rate_ppm + PPM // 2) // PPM
    return owed if base >= 0 else -owed
