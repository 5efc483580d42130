"""`affluent attribute`: touches and sales from files, credits into a file."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from affluent.files.asked import duration, models, weights
from affluent.files.credits import Rules, credits_of
from affluent.files.flaws import Flaws
from affluent.files.inputs import read_sales, read_touches
from affluent.files.journeys import Lines, line_up
from affluent.files.progress import Advance, Say, progress
from affluent.files.refusals import BadFile
from affluent.files.rows import Written


class Files(NamedTuple):
    """Where a run reads and writes. `skip_bad`: where rows that can't be used are kept; None: they stop the run."""

    touches: Path
    sales: Path
    out: Path
    skip_bad: Path | None = None


class Set(NamedTuple):
    """How the models weigh, as typed: first/between/last, and a duration."""

    position: str
    j: str
    inverse_j: str
    half_life: str


def attribute(files: Files, names: str, window: str, transform: str, drop_direct: bool, direct: str, told: Set) -> None:
    """Credit every sale in every model. Raises BadFile, BadRows, BadChoice; then nothing was written."""
    chosen = models(names, weights(*told))
    rules = Rules(chosen, duration(window), transform, drop_direct, direct)
    with progress() as (advance, say):
        lines = read(files, advance, say)
        Written(files.out).write(_told(lines, rules, advance))
        say(f"{lines.sales.height} orders in {len(chosen)} models: {files.out}")


def read(files: Files, advance: Advance, say: Say) -> Lines:
    """Both files, checked and lined up. Bad rows stop it, or are kept where `skip_bad` says."""
    _apart(files)
    flaws = Flaws()
    advance("reading touches", 0, 0)
    touches = read_touches(files.touches, flaws)
    advance("reading sales", 0, 0)
    sales = read_sales(files.sales, flaws)
    if files.skip_bad is None:
        flaws.refuse(say)
    elif left_out := flaws.table.height:
        Written(files.skip_bad).write(iter([flaws.table]))
        say(f"bad rows left out ({left_out}): {files.skip_bad}")
    advance("sorting", 0, 0)
    return line_up(touches, sales)


def _apart(files: Files) -> None:
    """Raises BadFile where a run would write over what it reads, or twice to one file."""
    named = [file.resolve() for file in files if file is not None]
    if twice := [file for file in named if named.count(file) > 1]:
        raise BadFile(f"{twice[0]}: is named twice; touches, sales and what is written are files of their own")


def _told(lines: Lines, rules: Rules, advance: Advance) -> Iterator[pl.DataFrame]:
    orders = lines.sales.height
    for done, rows in credits_of(lines, rules):
        yield rows
        advance("crediting orders", done, orders)
