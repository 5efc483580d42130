"""ISO 8601 into integer milliseconds since 1970 UTC, a whole column at a time."""

from datetime import UTC, datetime

import polars as pl

from events.moments import to_ms

PLAIN = "%Y-%m-%dT%H:%M:%S%.f"
"""What most files hold is read in one go; of the rest each spelling once."""


def milliseconds(times: pl.Series) -> pl.Series:
    """Int64 milliseconds, rounded down; null where it is no ISO 8601 time. UTC where no offset is given."""
    if isinstance(times.dtype, pl.Datetime):
        return times.cast(pl.Datetime("us", times.dtype.time_zone)).to_physical() // 1000
    bare = times.str.strip_suffix("Z").str.replace(" ", "T", literal=True)
    plain = bare.str.to_datetime(PLAIN, time_unit="us", strict=False).to_physical() // 1000
    others = plain.is_null()
    if not others.any():
        return plain
    rest = times.filter(others)
    spellings = rest.unique()
    read = pl.Series([_one(text) for text in spellings], dtype=pl.Int64)
    return plain.scatter(others.arg_true(), rest.replace_strict(spellings, read, return_dtype=pl.Int64))


def _one(text: str | None) -> int | None:
    try:
        moment = datetime.fromisoformat(text or "")
        return to_ms(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None
