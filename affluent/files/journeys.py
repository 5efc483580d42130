"""Which touches each sale looks at: two searches in one sorted list, no join of touches with sales."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Lines(NamedTuple):
    """Touches sorted by person, time and id; sales sorted by order id."""

    person: Ints
    at: Ints
    channel: Ints
    """Place in `channels`."""
    touch_id: pl.Series
    channels: Sequence[str]
    sales: pl.DataFrame
    """order_id, currency, minor, at, who: the person's number, as in `person`."""


class Journeys(NamedTuple):
    """The touches of some sales, one after another. `sale`: the place of each touch's sale, never falling."""

    touch: Ints
    sale: Ints

    def only(self, kept: Bools) -> "Journeys":
        """Some of the touches."""
        return Journeys(self.touch[kept], self.sale[kept])


def line_up(touches: pl.DataFrame, sales: pl.DataFrame) -> Lines:
    """Sort what was read, in an order that does not depend on the order of arrival.

    Touches of one time are ordered by touch_id. Without ids in the file one is made of person, time, channel, campaign and the
    number among equals, and the order is that of channel, then campaign.
    """
    people = pl.concat([touches["person"], sales["person"]]).unique().sort()
    numbered = pl.DataFrame({"person": people}).with_row_index("who").with_columns(pl.col("who").cast(pl.Int64))
    sales = sales.join(numbered, on="person").sort("order_id")
    ties = (
        ["touch_id"] if "touch_id" in touches.columns else [name for name in ("channel", "campaign") if name in touches.columns]
    )
    channels = touches["channel"].unique().sort()
    touches = touches.with_columns(pl.col("channel").cast(pl.Enum(channels)))
    touches = touches.join(numbered, on="person").sort("who", "at", *ties)
    return Lines(
        touches["who"].to_numpy(), touches["at"].to_numpy(), touches["channel"].to_physical().cast(pl.Int64).to_numpy(),
        touches["touch_id"] if ties == ["touch_id"] else _made_ids(touches, ties),
        channels.to_list(), sales.select("order_id", "currency", "minor", "at", "who"),
    )  # fmt: skip


def _made_ids(touches: pl.DataFrame, ties: Sequence[str]) -> pl.Series:
    same = [pl.col(name).eq_missing(pl.col(name).shift()) for name in ("who", "at", *ties)]
    place = pl.int_range(pl.len(), dtype=pl.Int64)
    begun = pl.when(pl.all_horizontal(same) & (place > 0)).then(None).otherwise(place).forward_fill()
    named = [piece for name in ties for piece in ("/", pl.col(name).cast(pl.String).fill_null(""))]
    parts = [pl.col("person"), pl.lit("@"), pl.col("at"), *(pl.lit(x) if isinstance(x, str) else x for x in named), pl.lit("#")]
    return touches.select(pl.concat_str(*parts, place - begun + 1).alias("touch_id")).to_series()


def spans(lines: Lines, window: int | None) -> tuple[Ints, Ints]:
    """(begin, end) of each sale's touches: those of its person with 0 <= sale - touch < window (ms; None: all before it)."""
    moments, rank = np.unique(lines.at, return_inverse=True)
    steps = len(moments) + 1
    keys = lines.person * steps + rank
    who, at = lines.sales["who"].to_numpy() * steps, lines.sales["at"].to_numpy()
    first = np.searchsorted(moments, at - window, side="right") if window is not None else np.zeros(len(at), dtype=np.int64)
    last = np.searchsorted(moments, at, side="right")
    return np.searchsorted(keys, who + first), np.searchsorted(keys, who + last)


def journeys_of(begin: Ints, end: Ints) -> Journeys:
    """Every touch of every span."""
    lengths = end - begin
    starts = np.cumsum(lengths) - lengths
    return Journeys(np.arange(lengths.sum()) + np.repeat(begin - starts, lengths), np.repeat(np.arange(len(begin)), lengths))


def transformed(journeys: Journeys, channel: Ints, transform: str) -> Journeys:
    """The touches that a transform of `domain.attribution.paths` keeps; `channel`: of each of the journeys' touches."""
    if transform in ("all", "unique") or not len(channel):
        return journeys
    if transform == "collapse":
        kept = np.ones(len(channel), dtype=bool)
        kept[1:] = (channel[1:] != channel[:-1]) | (journeys.sale[1:] != journeys.sale[:-1])
        return journeys.only(kept)
    key = journeys.sale * (channel.max() + 1) + channel
    kept = np.zeros(len(channel), dtype=bool)
    if transform == "first":
        kept[np.unique(key, return_index=True)[1]] = True
    else:
        kept[len(key) - 1 - np.unique(key[::-1], return_index=True)[1]] = True
    return journeys.only(kept)
