"""`python -m bench [--quick] [ROW …]`: measure, print, write bench/latest.json and docs/benchmarks.md."""

import argparse
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from bench.bars import plain
from bench.figures import Figures, Row
from bench.keep import keep, publish
from bench.machine import described, revision
from bench.place import Place, place
from bench.report import Run, latest, table
from bench.rows import ROWS


def main() -> None:
    """Run the rows asked for, all of them where none is named.

    Exits with 1 if one could not be measured; a missed bar is no error.
    """
    parser = argparse.ArgumentParser(prog="python -m bench", description=main.__doc__)
    parser.add_argument("rows", nargs="*", choices=[[], *(row.name for row in ROWS)], help="rows to run; none: all")
    parser.add_argument("--quick", action="store_true", help="shorter runs, for a developer's loop")
    asked = parser.parse_args()
    chosen = [row for row in ROWS if row.name in asked.rows or (not asked.rows and (row.quick or not asked.quick))]
    with place(quick=asked.quick) as here:
        told = latest(_run(here, chosen))
        keep(told)
        if len(chosen) == len(ROWS) and not asked.quick and not told["failed"]:
            publish(told, ROWS, here.say)
        here.console.print(table(told))
    if told["failed"]:
        sys.exit(f"bench: could not be measured: {', '.join(told['failed'])}")


def _run(here: Place, chosen: Sequence[Row]) -> Run:
    found: dict[str, Figures] = {}
    failed: dict[str, str] = {}
    at, git = datetime.now(UTC).isoformat(timespec="seconds"), revision()
    for row in chosen:
        here.say(f"[bold]{row.name}[/bold] {row.bar}")
        began = time.monotonic()
        try:
            found[row.name] = row.measure(here)
        except Exception as why:  # noqa: BLE001  the other rows took minutes: they are kept, and this one is named at the end
            here.console.print_exception()
            failed[row.name] = f"{type(why).__name__}: {why}"
        else:
            _say(here, found[row.name], time.monotonic() - began)
    return Run(found, described(), here.quick, at, git, failed)


def _say(here: Place, figures: Figures, seconds: float) -> None:
    for name, value in figures.values.items():
        here.say(f"  {name:40} {plain(value)}")
    for note in figures.notes:
        here.say(f"  {note}")
    here.say(f"  ({seconds:.1f} s)")


if __name__ == "__main__":
    main()
