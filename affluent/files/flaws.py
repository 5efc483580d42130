"""Rows that can't be used: each with its file, line, column and reason; nothing is passed over in silence."""

from collections.abc import Callable
from pathlib import Path

import polars as pl

from affluent.files.refusals import BadRows

SHOWN = 20
KEPT = {"file": pl.String, "line": pl.Int64, "column": pl.String, "reason": pl.String, "row": pl.String}


class Flaws:
    """What was wrong with the rows of one run's files."""

    def __init__(self) -> None:
        self._found: list[pl.DataFrame] = []

    def add(self, file: Path, line: int, column: str, reason: str, row: str) -> None:
        """One row that could not even be taken apart."""
        self._found.append(pl.DataFrame([(str(file), line, column, reason, row)], KEPT, orient="row"))

    def without(self, file: Path, rows: pl.DataFrame, bad: pl.Series, column: str, reason: pl.Expr) -> pl.DataFrame:
        """The rows that are good; the bad ones are remembered. `reason`: text, of the row's columns."""
        if not bad.any():
            return rows
        told = rows.filter(bad).select(
            pl.lit(str(file)).alias("file"),
            pl.col("line").cast(pl.Int64),
            pl.lit(column).alias("column"),
            reason.cast(pl.String).alias("reason"),
            pl.struct(pl.exclude("line", "at", "minor")).struct.json_encode().alias("row"),
        )
        self._found.append(told)
        return rows.filter(~bad)

    @property
    def table(self) -> pl.DataFrame:
        """file, line, column, reason, row (its text), in the order of the files."""
        return pl.concat(self._found).sort("file", "line") if self._found else pl.DataFrame(schema=KEPT)

    def refuse(self, say: Callable[[str], None]) -> None:
        """Say what is wrong, a line for each of the first rows, and raise BadRows; nothing if all are good."""
        table = self.table
        if table.is_empty():
            return
        for file, line, column, reason, _ in table.head(SHOWN).iter_rows():
            say(f"{file}:{line}: " + (f"{column}: {reason}" if column else reason))
        if table.height > SHOWN:
            say(f"… and {table.height - SHOWN} more")
        count = f"{table.height} bad rows" if table.height > 1 else "a bad row"
        raise BadRows(f"{count}, nothing was written; `--skip-bad FILE` goes on without them and keeps them there")


def said(reason: str, column: str) -> pl.Expr:
    """`'value' reason`, of a column."""
    return pl.concat_str(pl.lit("'"), pl.col(column).cast(pl.String).fill_null(""), pl.lit(f"' {reason}"))
