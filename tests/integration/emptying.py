"""Makes a warehouse that tests have filled as it was when it had just been migrated."""

from warehouse.connect import Warehouse

FILLED = "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND name != 'migrations'"


def emptied(warehouse: Warehouse) -> None:
    """Nothing is stored in it any more."""
    for row in warehouse.rows(FILLED):
        warehouse.run(f"TRUNCATE TABLE {row['name']}")
