"""What is typed for a run on files: durations, shapes and names of models."""

import re
from collections.abc import Sequence

from affluent.files.refusals import BadChoice
from affluent.files.shares import Weigh, weighers
from domain.attribution.models import Shape, Weights
from events.moments import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS

UNITS = {"d": DAY_MS, "h": HOUR_MS, "m": MINUTE_MS, "s": SECOND_MS}
LONGEST_MS = 100 * 366 * DAY_MS
"""Keeps the product of an age and the steps of a half-life inside 64 bits."""
LARGEST_PART = 1_000_000


def duration(text: str) -> int:
    """Milliseconds of 30d, 12h, 90m or 45s. Raises BadChoice."""
    found = re.fullmatch(r"([1-9][0-9]{0,9})([dhms])", text, re.ASCII)
    length = int(found[1]) * UNITS[found[2]] if found else 0
    if not 0 < length <= LONGEST_MS:
        raise BadChoice(f"{text!r} is no duration: say 30d, 12h, 90m or 45s, a hundred years at most")
    return length


def shape(text: str) -> Shape:
    """first/between/last, e.g. 40/20/40. Raises BadChoice."""
    found = re.fullmatch(r"([0-9]{1,7})/([0-9]{1,7})/([0-9]{1,7})", text, re.ASCII)
    parts = [int(part) for part in found.groups()] if found else [0, 0, 0]
    if not parts[0] + parts[2] or max(parts) > LARGEST_PART:
        raise BadChoice(f"{text!r} is no shape: say first/between/last in whole numbers, e.g. 40/20/40, not both ends 0")
    return Shape(*parts)


def weights(position: str, j: str, inverse_j: str, half_life: str) -> Weights:
    """Three shapes and a duration. Raises BadChoice."""
    return Weights(shape(position), shape(j), shape(inverse_j), duration(half_life))


def models(names: str, chosen: Weights) -> Sequence[tuple[str, Weigh]]:
    """name → weights, of names with commas between, in the order asked for. Raises BadChoice."""
    known = weighers(chosen)
    asked = list(dict.fromkeys(name.strip() for name in names.split(",")))
    for name in asked:
        if name not in known:
            raise BadChoice(f"there is no model {name!r}: choose from {', '.join(known)}")
    return [(name, known[name]) for name in asked]
