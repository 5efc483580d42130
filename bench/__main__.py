"""`python -m bench [--quick] [ROW …]`: measure, print, write bench/latest.json and docs/benchmarks.md."""

import argparse

from bench.figures import Figures
from bench.place import place
from bench.rows import ROWS


def main() -> None:
    """Run the rows asked for, all of them where none is named."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=main.__doc__)
    parser.add_argument("rows", nargs="*", choices=[[], *(row.name for row in ROWS)], help="rows to run; none: all")
    parser.add_argument("--quick", action="store_true", help="shorter runs, for a developer's loop")
    told = parser.parse_args()
    chosen = [row for row in ROWS if row.name in told.rows or (not told.rows and (row.quick or not told.quick))]
    found: dict[str, Figures] = {}
    with place(quick=told.quick) as here:
        for row in chosen:
            here.say(f"[bold]{row.name}[/bold] {row.bar}")
            found[row.name] = row.measure(here)
            for name, value in found[row.name].values.items():
                here.say(f"  {name:40} {value:,.3f}")


if __name__ == "__main__":
    main()
