"""What came since sums were made ahead, as statements read it (parts/since_columns.sql) and as rows of a step."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from warehouse.period import Period
from warehouse.since import CLICKED, LEVELS, MODELS, Since, Values, Whose

ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def as_text(
    since: Since, level: str, models: Sequence[str], period: Period, lists: bool, only: frozenset[int] | None = None
) -> str:
    """On a level, in these models: TSV; with `lists` the models as lists, otherwise of one model. Clicks of `only` these keys."""
    many = len(models)
    nothing = "\t".join(["0" if not lists else str([0] * many)] * 4)
    sold = (_sold(whose, values, many, lists) for whose, values in since.sold(level, models, period).items())
    clicked = since.clicked(level, period) if level in CLICKED else {}
    told = ((whose, count) for whose, count in clicked.items() if only is None or whose[0] in only)
    return "".join([*sold, *(f"{_cells(whose)}\t0\t0\t0\t{count}\t{nothing}\n" for whose, count in told)])


def _sold(whose: Whose, values: Values, many: int, lists: bool) -> str:
    lots = [values[first : first + many] for first in range(3, 3 + 4 * many, many)]
    told = "\t".join(map(str, lots if lists else [lot[0] for lot in lots]))
    return f"{_cells(whose)}\t{values[0]}\t{values[1]}\t{values[2]}\t0\t{told}\n"


@lru_cache(65_536)
def _cells(whose: Whose) -> str:
    key, place, *names = whose
    return "\t".join([str(key), str(place), *(text_of(name) for name in names)])


def text_of(name: str) -> str:
    """A name as TSV has it."""
    return name.translate(ESCAPED)


def sold_rows(id: int, since: Since, period: Period) -> list[Sequence[Any]]:
    """Rows of a step (warehouse/tables.py:SOLD_AHEAD): what orders add to the sums of a period, on all levels, in all models."""
    return [
        (id, level, *_columns(whose), *values) for level in LEVELS for whose, values in since.sold(level, MODELS, period).items()
    ]


def clicked_rows(id: int, since: Since, period: Period) -> list[Sequence[Any]]:
    """Rows of a step (warehouse/tables.py:CLICKED_AHEAD): what clicks add to them."""
    levels: Mapping[str, Mapping[Whose, int]] = {level: since.clicked(level, period) for level in CLICKED}
    return [(id, level, *_columns(whose), many) for level, clicked in levels.items() for whose, many in clicked.items()]


def _columns(whose: Whose) -> Sequence[Any]:
    key, place, day, *names = whose
    return key, place, date.fromisoformat(day), *names
