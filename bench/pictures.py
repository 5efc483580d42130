"""Which curve is in which picture. Plain data, standard library only: the program that draws has another environment."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

CurveData = Mapping[str, Any]
"""As in bench/latest.json: name, x, y, points."""


class Picture(NamedTuple):
    """A file's name and the curves in it, which share both axes."""

    file: str
    row: str
    x: str
    y: str
    curves: tuple[CurveData, ...]


def pictures(curves: Mapping[str, Sequence[CurveData]]) -> list[Picture]:
    """One picture for each pair of axes of each row, in the order of the rows."""
    found: dict[tuple[str, str, str], list[CurveData]] = {}
    for row, mine in curves.items():
        for curve in mine:
            found.setdefault((row, curve["x"], curve["y"]), []).append(curve)
    return [
        Picture(f"bench-{_slug(row)}-{_slug(y)}-over-{_slug(x)}.svg", row, x, y, tuple(group))
        for (row, x, y), group in found.items()
    ]


def wants_log(points: Sequence[tuple[float, float]]) -> bool:
    """Whether x spans so much that equal steps would hide the small ones; not where x went in equal steps, as time does."""
    xs = sorted({x for x, _ in points})
    went_evenly = len(xs) > 2 and len({after - before for before, after in pairwise(xs)}) == 1
    return bool(xs) and xs[0] > 0 and xs[-1] / xs[0] >= 16 and not went_evenly


def _slug(name: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name.lower().replace("µ", "u")).split())
