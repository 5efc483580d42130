"""The files that take longest, in the order in which they run: a long one that began last would run alone.

Two workers begin with every other file each: those that mostly wait stand beside those that mostly compute.
"""

from pathlib import Path

TESTS = Path(__file__).parent
FIRST = (
    "connected/test_the_whole_path.py",
    "browser/test_board_access.py",
    "browser/test_the_first_minute.py",
    "browser/test_board_live.py",
    "connected/test_sink.py",
    "unit/attribution/test_worlds.py",
    "connected/test_collector.py",
    "integration/test_figures_oracle.py",
    "integration/test_came_since.py",
    "connected/test_up.py",
    "integration/test_board_figures.py",
    "connected/test_streams.py",
    "integration/test_warehouse_reconcile.py",
    "connected/test_recovery.py",
    "integration/test_warehouse_resume.py",
    "connected/test_intake.py",
    "integration/test_warehouse_api.py",
    "connected/test_alerts.py",
    "browser/test_board_filters.py",
    "connected/test_local_stack.py",
    "integration/test_grafana_values.py",
    "connected/test_intake_and_its_broker.py",
    "integration/test_verify.py",
    "connected/test_schedule.py",
    "integration/test_restatements.py",
    "browser/test_board_links.py",
    "browser/test_board_tables.py",
    "integration/test_board_books.py",
)
PLACES = {TESTS / name: place for place, name in enumerate(FIRST)}


def place(file: Path) -> int:
    """Where a file's tests run among all; those of no known length come after the rest, as they were found."""
    return PLACES.get(file, len(FIRST))
