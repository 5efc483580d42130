"""Touches and sales from files, checked: what is wrong with a row is said, never mended."""

from pathlib import Path

import polars as pl

from affluent.files.flaws import Flaws, said
from affluent.files.rows import read_rows
from affluent.files.times import milliseconds
from events.money import MAX_MINOR, BadMoney, minor_units

UNATTRIBUTED = "(unattributed)"
"""The channel of what no touch earned; no touch may have it."""
NO_TIME = "is not an ISO 8601 time"


def read_touches(file: Path, flaws: Flaws) -> pl.DataFrame:
    """person, channel, at (ms), touch_id and campaign where the file has them, line. Raises BadFile."""
    rows = read_rows(file, ("person", "time", "channel"), ("touch_id", "campaign"), flaws)
    rows = rows.with_columns(at=milliseconds(rows["time"]))
    rows = flaws.without(file, rows, rows["at"].is_null(), "time", said(NO_TIME, "time"))
    rows = flaws.without(file, rows, rows["channel"] == UNATTRIBUTED, "channel", said("is reserved", "channel"))
    rows = rows.drop("time")
    if "touch_id" not in rows.columns:
        return rows
    absent = rows["touch_id"].fill_null("") == ""
    rows = flaws.without(file, rows, absent, "touch_id", pl.lit("is missing, while the file has the column"))
    return _once(file, rows, "touch_id", flaws)


def read_sales(file: Path, flaws: Flaws) -> pl.DataFrame:
    """order_id, person, at (ms), minor (units), currency, line. Raises BadFile."""
    rows = read_rows(file, ("order_id", "person", "time", "amount", "currency"), (), flaws)
    rows = rows.with_columns(at=milliseconds(rows["time"]), currency=pl.col("currency").str.to_uppercase())
    rows = flaws.without(file, rows, rows["at"].is_null(), "time", said(NO_TIME, "time"))
    rows = rows.join(_minor(rows), on=("amount", "currency"), how="left", maintain_order="left")
    rows = flaws.without(file, rows, rows["minor"].is_null(), "amount", pl.col("flaw")).drop("flaw", "amount", "time")
    return _once(file, rows, "order_id", flaws)


def _minor(rows: pl.DataFrame) -> pl.DataFrame:
    """amount, currency → minor, or the flaw."""
    pairs = rows.select("amount", "currency").unique()
    told = [_amount(amount, currency) for amount, currency in pairs.iter_rows()]
    schema = {"minor": pl.Int64, "flaw": pl.String}
    return pl.concat([pairs, pl.DataFrame(told, schema, orient="row")], how="horizontal")


def _amount(amount: str, currency: str) -> tuple[int | None, str | None]:
    try:
        minor = minor_units(amount, currency)
    except BadMoney as why:
        return None, str(why)
    return (minor, None) if abs(minor) <= MAX_MINOR else (None, f"{amount} {currency} does not fit")


def _once(file: Path, rows: pl.DataFrame, id: str, flaws: Flaws) -> pl.DataFrame:
    """A row that was told twice counts once; one id told with different content is bad, each time."""
    if not rows[id].is_duplicated().any():
        return rows
    rows = rows.unique(subset=[name for name in rows.columns if name != "line"], keep="first", maintain_order=True)
    return flaws.without(file, rows, rows[id].is_duplicated(), id, said("is told with different content", id))
