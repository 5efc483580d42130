"""Everything that is measured, in the order of the page."""

from bench.figures import Row

ROWS: tuple[Row, ...] = ()
