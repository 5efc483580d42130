"""Paths to learn from: what each person did until a sale, or until nothing came of it."""

from typing import NamedTuple

import numpy as np
import polars as pl

from affluent.files.journeys import Ints, Journeys, Lines, journeys_of, spans, transformed
from domain.attribution.markov import Path


class Learned(NamedTuple):
    """Distinct paths with their counts, and what is not in them."""

    paths: list[Path]
    sales_without_touch: int
    touches_after_the_last_sale: int


def paths_of(lines: Lines, transform: str, dropped: Ints) -> Learned:
    """A sale's path is every touch of its person after the person's sale before it; of a person without a sale, every touch.

    What a buyer touched after the last sale is in no path: nobody knows yet what comes of it. `dropped`: channels left out.
    """
    begin, end, after = _of_sales(lines)
    others = _of_others(lines)
    journeys = journeys_of(np.concatenate([begin, others[0]]), np.concatenate([end, others[1]]))
    journeys = journeys.only(~np.isin(lines.channel[journeys.touch], dropped))
    journeys = transformed(journeys, lines.channel[journeys.touch], transform)
    without = len(begin) - len(np.unique(journeys.sale[journeys.sale < len(begin)]))
    return Learned(_distinct(lines, journeys, len(begin)), without, after)


def _of_sales(lines: Lines) -> tuple[Ints, Ints, int]:
    """(begin, end) of each sale's own touches, and how many touches came after a buyer's last sale."""
    sold = lines.sales.sort("who", "at", "order_id")
    begin, end = spans(lines._replace(sales=sold), None)
    who = sold["who"].to_numpy()
    again = np.flatnonzero(who[1:] == who[:-1]) + 1
    last = np.setdiff1d(np.arange(len(who)), again - 1)
    begin = begin.copy()
    begin[again] = end[again - 1]
    theirs = np.searchsorted(lines.person, who[last], side="right")
    return begin, end, int((theirs - end[last]).sum())


def _of_others(lines: Lines) -> tuple[Ints, Ints]:
    people = np.setdiff1d(lines.person, lines.sales["who"].to_numpy())
    return np.searchsorted(lines.person, people), np.searchsorted(lines.person, people, side="right")


def _distinct(lines: Lines, journeys: Journeys, sales: int) -> list[Path]:
    touched = pl.DataFrame({"path": journeys.sale, "channel": lines.channel[journeys.touch]})
    told = touched.group_by("path", maintain_order=True).agg(pl.col("channel").cast(pl.String).str.join(","))
    counted = (
        told.group_by("channel").agg((pl.col("path") < sales).sum().alias("conversions"), pl.len().alias("all")).sort("channel")
    )
    return [
        Path([int(number) for number in path.split(",")], conversions, every - conversions)
        for path, conversions, every in counted.iter_rows()
    ]
