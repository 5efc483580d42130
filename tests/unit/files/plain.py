"""What a run on files must say, told slowly: a loop over sales with the domain's own functions."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from domain.attribution import models
from domain.attribution.models import Ages
from domain.attribution.paths import TRANSFORMS
from domain.attribution.split import split


class Touch(NamedTuple):
    person: str
    at: int
    channel: str
    id: str


class Sale(NamedTuple):
    order: str
    person: str
    at: int
    amount: int


Row = tuple[str, str, int | None, str | None, str, int]
MODELS: dict[str, Callable[[Ages], list[int]]] = {
    "last_touch": models.last_touch,
    "first_touch": models.first_touch,
    "linear": models.linear,
    "position_based": lambda ages: models.shaped(ages, models.U_SHAPE),
    "j_shaped": lambda ages: models.shaped(ages, models.J_SHAPE),
    "inverse_j": lambda ages: models.shaped(ages, models.INVERSE_J_SHAPE),
    "time_decay": models.time_decay,
}


def credits_told(touches: Sequence[Touch], sales: Sequence[Sale], window: int, transform: str, drop_direct: bool) -> list[Row]:
    """(order, model, position, touch, channel, amount) of every order, model and credited touch."""
    return [
        row
        for sale in sorted(sales)
        for model in [*MODELS, "last_non_direct"]
        for row in _of(sale, model, _journey(touches, sale, window, transform, drop_direct))
    ]


def _journey(touches: Sequence[Touch], sale: Sale, window: int, transform: str, drop_direct: bool) -> list[Touch]:
    seen = [touch for touch in touches if touch.person == sale.person and 0 <= sale.at - touch.at < window]
    seen = [touch for touch in seen if not (drop_direct and touch.channel == "direct")]
    path = sorted(seen, key=lambda touch: (touch.at, touch.id))
    return [path[place] for place in TRANSFORMS[transform]([touch.channel for touch in path])]


def _of(sale: Sale, model: str, path: Sequence[Touch]) -> list[Row]:
    if not path:
        return [(sale.order, model, None, None, "(unattributed)", sale.amount)]
    if model == "last_non_direct":
        weights = models.last_non_direct([touch.channel == "direct" for touch in path])
    else:
        weights = MODELS[model]([sale.at - touch.at for touch in path])
    told = zip(path, weights, split(sale.amount, weights), strict=True)
    return [
        (sale.order, model, place, touch.id, touch.channel, part) for place, (touch, weight, part) in enumerate(told, 1) if weight
    ]
