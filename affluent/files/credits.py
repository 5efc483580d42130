"""Credits of many sales: who earned how much of each order in each model, a slice of orders at a time."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from affluent.files.inputs import UNATTRIBUTED
from affluent.files.journeys import Bools, Ints, Journeys, Lines, journeys_of, spans, transformed
from affluent.files.shares import Block, Weigh, split_each

SLICE = 100_000
"""Touches looked at in one go: what bounds the memory."""


class Rules(NamedTuple):
    """What a run is asked for. `window` in milliseconds."""

    models: Sequence[tuple[str, Weigh]]
    window: int
    transform: str = "all"
    drop_direct: bool = False
    direct: str = "direct"


class Credited(NamedTuple):
    """One model's answer for a slice: by touch weight and amount, by sale the weights' sum."""

    weights: Ints
    amounts: Ints
    totals: Ints


class Rows(NamedTuple):
    """Rows of the output in numbers; position 0 and touch -1 where nobody earned the order."""

    sale: Ints
    model: Ints
    position: Ints
    touch: Ints
    weight: npt.NDArray[np.float64]
    amount: Ints


def credits_of(lines: Lines, rules: Rules) -> Iterator[tuple[int, pl.DataFrame]]:
    """(orders done, rows of the output) for each slice of orders; sorted by order id, model as asked for, position."""
    begin, end = spans(lines, rules.window)
    direct = np.array([channel.casefold() == rules.direct.casefold() for channel in lines.channels], dtype=bool)
    for here in _slices(end - begin) if len(begin) else [slice(0, 0)]:
        journeys = journeys_of(begin[here], end[here])
        if rules.drop_direct:
            journeys = journeys.only(~direct[lines.channel[journeys.touch]])
        journeys = transformed(journeys, lines.channel[journeys.touch], rules.transform)
        yield here.stop, _rows(lines, lines.sales[here], journeys, direct, rules)


def _slices(lengths: Ints) -> Iterator[slice]:
    done, sums = 0, np.cumsum(lengths)
    while done < len(lengths):
        begun = sums[done - 1] if done else 0
        stop = max(done + 1, int(np.searchsorted(sums, begun + SLICE, side="right")))
        stop = min(stop, done + SLICE)
        yield slice(done, stop)
        done = stop


def _rows(lines: Lines, sales: pl.DataFrame, journeys: Journeys, direct: Bools, rules: Rules) -> pl.DataFrame:
    lengths = np.bincount(journeys.sale, minlength=sales.height)
    starts = np.cumsum(lengths) - lengths
    ages = sales["at"].to_numpy()[journeys.sale] - lines.at[journeys.touch]
    credited = _credited(ages, direct[lines.channel[journeys.touch]], lengths, sales["minor"].to_numpy(), rules)
    position = np.arange(len(journeys.sale)) - starts[journeys.sale] + 1
    nobody = np.flatnonzero(lengths == 0)
    parts = [_of_model(place, each, journeys, position) for place, each in enumerate(credited)]
    parts += [_of_nobody(place, nobody, sales["minor"].to_numpy()[nobody]) for place in range(len(credited))]
    return _told(_sorted(parts, len(credited)), lines, sales, [name for name, _ in rules.models])


def _sorted(parts: Sequence[Rows], models: int) -> Rows:
    """By sale, model and position. The parts are sorted by sale and position, so a stable sort only merges them."""
    columns: list[Any] = [np.concatenate(column) for column in zip(*parts, strict=True)]
    rows = Rows(*columns)
    order = np.argsort((rows.sale * models + rows.model) * (rows.position.max(initial=0) + 1) + rows.position, kind="stable")
    return Rows(*(column[order] for column in columns))


def _credited(ages: Ints, direct: Bools, lengths: Ints, minor: Ints, rules: Rules) -> list[Credited]:
    """Journeys of one length are weighed and split together."""
    starts = np.cumsum(lengths) - lengths
    found = [Credited(np.zeros_like(ages), np.zeros_like(ages), np.zeros_like(minor)) for _ in rules.models]
    for length in np.unique(lengths[lengths > 0]):
        sales = np.flatnonzero(lengths == length)
        places = starts[sales][:, None] + np.arange(length)
        block = Block(ages[places], direct[places])
        for each, (_, weigh) in zip(found, rules.models, strict=True):
            weights = weigh(block)
            each.weights[places] = weights
            each.amounts[places] = split_each(minor[sales], weights)
            each.totals[sales] = weights.sum(axis=1)
    return found


def _of_model(model: int, credited: Credited, journeys: Journeys, position: Ints) -> Rows:
    won = np.flatnonzero(credited.weights)
    sale = journeys.sale[won]
    share = (credited.weights[won] / credited.totals[sale]).round(6)
    return Rows(sale, np.full_like(sale, model), position[won], journeys.touch[won], share, credited.amounts[won])


def _of_nobody(model: int, sale: Ints, minor: Ints) -> Rows:
    nothing = np.zeros_like(sale)
    return Rows(sale, np.full_like(sale, model), nothing, nothing - 1, np.ones(len(sale)), minor)


def _told(rows: Rows, lines: Lines, sales: pl.DataFrame, models: Sequence[str]) -> pl.DataFrame:
    sale, touch = pl.Series(rows.sale), pl.Series(rows.touch)
    touch = touch.set(touch < 0, None)
    channels = pl.Series([*lines.channels, UNATTRIBUTED], dtype=pl.String)
    return pl.DataFrame(
        {
            "order_id": sales["order_id"].gather(sale),
            "model": pl.Series(models).gather(rows.model),
            "position": pl.Series(rows.position, dtype=pl.Int32).set(touch.is_null(), None),
            "touch_id": lines.touch_id.gather(touch),
            "channel": channels.gather(pl.Series(lines.channel).gather(touch).fill_null(len(lines.channels))),
            "weight": rows.weight,
            "amount_minor": rows.amount,
            "currency": sales["currency"].gather(sale),
        }
    )
