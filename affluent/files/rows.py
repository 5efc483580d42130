"""Rows of text from CSV, JSONL or Parquet by the file's extension, each with its line; and rows written the same way."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl
from pyarrow.parquet import ParquetWriter  # type: ignore[import-untyped]  # ships no types

from affluent.files.csv_rows import csv_rows
from affluent.files.flaws import Flaws
from affluent.files.json_rows import json_rows
from affluent.files.refusals import BadFile

AS_TEXT = (pl.Decimal, pl.Categorical, pl.Enum, pl.Date)
"""Types of Parquet columns that have one text each; integers are such, too."""
KINDS = ("csv", "jsonl", "parquet")


def kind_of(file: Path) -> str:
    """csv, jsonl or parquet, by extension. Raises BadFile."""
    kind = {"ndjson": "jsonl"}.get(file.suffix[1:].lower(), file.suffix[1:].lower())
    if kind not in KINDS:
        raise BadFile(f"{file}: the extension says what a file is: .csv, .jsonl or .parquet")
    return kind


def read_rows(file: Path, needed: Sequence[str], optional: Sequence[str], flaws: Flaws) -> pl.DataFrame:
    """The columns as text (a Parquet time may stay a time) with `line`; in Parquet the row's number.

    A needed column without a value makes a row bad, and so does a line break: a quote that is not closed swallows
    the lines after it. Raises BadFile.
    """
    kind = kind_of(file)
    try:
        if kind == "csv":
            rows = csv_rows(file, [*needed, *optional], flaws)
        elif kind == "jsonl":
            rows = json_rows(file, needed, optional, flaws)
        else:
            rows = _parquet_rows(file, [*needed, *optional])
    except OSError as why:
        raise BadFile(f"{file}: {why.strerror or why}") from None
    if missing := [name for name in needed if name not in rows.columns]:
        raise BadFile(f"{file}: has no column {missing[0]!r}")
    for name in needed:
        rows = flaws.without(file, rows, _absent(rows[name]), name, pl.lit("is missing"))
    for name in (name for name, kind in rows.schema.items() if kind == pl.String):
        broken = rows[name].str.contains("\n", literal=True).fill_null(value=False)
        rows = flaws.without(file, rows, broken, name, pl.lit("has a line break: is a quote not closed?"))
    return rows


def _absent(values: pl.Series) -> pl.Series:
    return values.is_null() | (values.fill_null("") == "") if values.dtype == pl.String else values.is_null()


def _parquet_rows(file: Path, names: Sequence[str]) -> pl.DataFrame:
    try:
        there = pl.read_parquet_schema(file)
        rows = pl.read_parquet(file, columns=[name for name in names if name in there])
    except pl.exceptions.PolarsError as why:
        raise BadFile(f"{file}: is not Parquet: {str(why).splitlines()[0]}") from None
    for name, kind in rows.schema.items():
        if kind.is_integer() or isinstance(kind, AS_TEXT):
            rows = rows.with_columns(pl.col(name).cast(pl.String))
        elif kind != pl.String and not (name == "time" and isinstance(kind, pl.Datetime)):
            raise BadFile(f"{file}: column {name!r} is {kind}, where text is needed")
    return rows.with_columns(line=pl.int_range(1, rows.height + 1, dtype=pl.Int64))


class Written:
    """A file that appears when it is complete, of frames with the same columns."""

    def __init__(self, file: Path) -> None:
        self._file, self._kind = file, kind_of(file)
        self._part = file.with_name(file.name + ".part")

    def write(self, frames: Iterator[pl.DataFrame]) -> None:
        """Write all frames, then give the file its name. Raises BadFile."""
        try:
            if self._kind == "parquet":
                self._parquet(frames)
            else:
                self._text(frames)
            self._part.replace(self._file)
        except OSError as why:
            raise BadFile(f"{self._file}: {why.strerror or why}") from None
        finally:
            self._part.unlink(missing_ok=True)

    def _text(self, frames: Iterator[pl.DataFrame]) -> None:
        with self._part.open("wb") as out:
            for number, frame in enumerate(frames):
                if self._kind == "csv":
                    frame.write_csv(out, include_header=not number, float_precision=6)
                else:
                    frame.write_ndjson(out)

    def _parquet(self, frames: Iterator[pl.DataFrame]) -> None:
        first = next(frames).to_arrow()
        with ParquetWriter(self._part, first.schema, compression="zstd") as out:
            out.write_table(first)
            for frame in frames:
                out.write_table(frame.to_arrow().cast(first.schema))
