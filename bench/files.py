"""`python -m bench.files [TOUCHES]`: five million touches and half a million sales in five models, from CSV to CSV.

Every sale has ten touches in its window, so the answer has more rows than the question.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl
from rich.console import Console

FROM = 1_767_225_600_000
DAY_MS = 86_400_000
TOUCHES_A_SALE = 10


def main() -> None:
    """Make the files, run the command once, print its time and its peak memory."""
    touches = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), touches)
        begun = time.perf_counter()
        subprocess.run(command(Path(folder)), check=True)  # noqa: S603 - our own command
        took = time.perf_counter() - begun
        rows = pl.scan_csv(Path(folder) / "credits.csv").select(pl.len()).collect().item()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    asked = f"{touches:,} touches, {touches // TOUCHES_A_SALE:,} sales, five models"
    Console().print(f"{asked}: {took:.1f} s, {peak:.2f} GiB at most, {rows:,} rows", highlight=False)


def command(folder: Path) -> list[str]:
    """The command that is measured."""
    files = [part for name in ("touches", "sales") for part in (f"--{name}", str(folder / f"{name}.csv"))]
    return [sys.executable, "-m", "affluent", "attribute", *files, "--out", str(folder / "credits.csv")]


def make(folder: Path, touches: int) -> None:
    """touches.csv, in no order, and sales.csv: a sale for each person, ten touches in the 29 days before it."""
    dice = np.random.default_rng(6)
    people = touches // TOUCHES_A_SALE
    who = dice.permutation(np.repeat(np.arange(people), TOUCHES_A_SALE))
    sold = FROM + 60 * DAY_MS + dice.integers(0, 30 * DAY_MS, people)
    at = sold[who] - dice.integers(0, 29 * DAY_MS, touches)
    channel = pl.Series([f"creator {number}" for number in range(200)]).gather(dice.integers(0, 200, touches))
    pl.DataFrame({"person": _people(who), "time": _times(at), "channel": channel}).write_csv(folder / "touches.csv")
    amount = pl.Series(dice.integers(100, 50_000, people)).cast(pl.String)
    sales = pl.DataFrame({"order_id": _people(np.arange(people)), "person": _people(np.arange(people)), "time": _times(sold)})
    sales.with_columns(amount=amount + ".99", currency=pl.lit("EUR")).write_csv(folder / "sales.csv")


def _people(numbers: np.ndarray) -> pl.Series:
    return "p" + pl.Series(numbers).cast(pl.String)


def _times(at: np.ndarray) -> pl.Series:
    return pl.Series(at).cast(pl.Datetime("ms")).dt.strftime("%Y-%m-%dT%H:%M:%S%.3fZ")


if __name__ == "__main__":
    main()
