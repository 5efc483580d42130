"""What a measurement yields: raw figures by name, and curves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bench.place import Place


class Curve(NamedTuple):
    """One figure over a growing input: `points` are (x, y)."""

    name: str
    x: str
    y: str
    points: tuple[tuple[float, float], ...]


@dataclass
class Figures:
    """Of one row: `values` by name, units in the name (`_per_s`, `_ms`, `_mb`, `_s`); a ratio has no unit."""

    values: dict[str, float] = field(default_factory=dict)
    curves: Sequence[Curve] = ()
    notes: Sequence[str] = ()
    """Sentences for the page: what was checked, what stood in the way."""


class Row(NamedTuple):
    """One thing measured: `bar` says what is wanted of it, `quick` whether `make bench-quick` runs it too."""

    name: str
    bar: str
    measure: Callable[[Place], Figures]
    quick: bool = True
