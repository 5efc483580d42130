"""CSV as text. pyarrow reads it because it alone says which record has too many or too few fields."""

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]  # ships no types
from pyarrow import csv as arrow_csv

from affluent.files.flaws import Flaws
from affluent.files.refusals import BadFile

Misfit = tuple[int, str, str]


def csv_rows(file: Path, names: Sequence[str], flaws: Flaws) -> pl.DataFrame:
    """Those of the columns that are there, as text, and `line`: where in the file the record begins.

    Records that don't fit the header are bad, empty lines are none. Raises BadFile, OSError.
    """
    header = _header(file)
    if doubled := [name for name in header if header.count(name) > 1]:
        raise BadFile(f"{file}: has column {doubled[0]!r} twice")
    rows, misfits = _read(file, header)
    lines, begins = _lines(rows, misfits)
    for (_, reason, text), line in zip(misfits, begins, strict=True):
        flaws.add(file, line, "", reason, text)
    empty = rows.select(pl.all_horizontal(pl.all() == "")).to_series()
    rows = rows.with_columns(line=pl.Series(lines, dtype=pl.Int64))
    return rows.select(*(name for name in names if name in rows.columns), "line").filter(~empty)


def _header(file: Path) -> list[str]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return next(csv.reader(lines))
    except StopIteration:
        raise BadFile(f"{file}: is empty") from None
    except UnicodeDecodeError:
        raise BadFile(f"{file}:{_not_unicode(file)}: is not UTF-8") from None


def _read(file: Path, header: Sequence[str]) -> tuple[pl.DataFrame, list[Misfit]]:
    misfits: list[Misfit] = []

    def misfit(row: arrow_csv.InvalidRow) -> str:
        misfits.append((row.number, f"has {row.actual_columns} fields, the header {row.expected_columns}", row.text))
        return "skip"

    try:
        table = arrow_csv.read_csv(
            file,
            read_options=arrow_csv.ReadOptions(use_threads=False, block_size=1 << 24),
            parse_options=arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=misfit),
            convert_options=arrow_csv.ConvertOptions(column_types=dict.fromkeys(header, pa.string()), strings_can_be_null=False),
        )
    except pa.ArrowInvalid as why:
        line = _not_unicode(file)
        raise BadFile(f"{file}:{line}: is not UTF-8" if line else f"{file}: {why}") from None
    rows = pl.from_arrow(table)
    assert isinstance(rows, pl.DataFrame)
    return rows, misfits


def _lines(rows: pl.DataFrame, misfits: Sequence[Misfit]) -> tuple[np.ndarray, list[int]]:
    """The line at which each good and each bad record begins: a record with line breaks in a field takes several."""
    count = rows.height + len(misfits)
    bad = np.array([number - 2 for number, _, _ in misfits], dtype=np.int64)
    good = np.ones(count, dtype=bool)
    good[bad] = False
    breaks = np.zeros(count, dtype=np.int64)
    for name in rows.columns:
        breaks[good] += rows[name].str.count_matches("\n", literal=True).to_numpy()
    breaks[bad] = [text.count("\n") for _, _, text in misfits]
    begins = np.arange(2, count + 2) + np.concatenate([[0], np.cumsum(breaks)[:-1]]).astype(np.int64)[:count]
    return begins[good], begins[bad].tolist()


def _not_unicode(file: Path) -> int:
    """The first line that isn't UTF-8; 0 if all are."""
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return 0
