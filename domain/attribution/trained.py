"""What a trained model credits of one order. Pure; analytic only, nobody is ever paid by it."""

from collections.abc import Iterable, Mapping

from domain.attribution.split import split
from events.decision import ELIGIBLE, Decision

Path = tuple[str, ...]
"""Creators, oldest touch first, repeats kept."""

DIGITS = 12
"""Decimals of a model's values as they are stored."""


def path_of(decision: Decision) -> Path:
    """Whose eligible touches and codes an order's path consists of; () if it has none."""
    return tuple(each.creator for each in decision.candidates if each.creator and each.reason in ELIGIBLE)


def weights_of(values: Mapping[str, float]) -> dict[str, int]:
    """A model's value of each creator as an integer weight, in units of its last stored decimal; never negative."""
    return {creator: max(0, round(value * 10**DIGITS)) for creator, value in values.items()}


def shares_of(net: int, path: Iterable[str], weights: Mapping[str, int]) -> dict[str, int]:
    """An order's net revenue, minor units, split over the creators on its path in proportion to their weights.

    Everybody on the path is in the answer; whom the model gives no weight gets nothing. What is left of the net is nobody's:
    all of it where nobody on the path has a weight, else none.
    """
    creators = sorted(set(path))
    return dict(zip(creators, split(net, [weights.get(creator, 0) for creator in creators]), strict=True))
