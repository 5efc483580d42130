"""A real embedded warehouse, one for all tests: chDB opens one directory in a process."""

from collections.abc import Iterator

import pytest

from warehouse.connect import Warehouse, connect
from warehouse.migrate import migrate

KEPT = {"migrations", "attributions_latest", "decisions_latest"}


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """Migrated."""
    warehouse = connect(f"chdb://{tmp_path_factory.mktemp('warehouse')}")
    migrate(warehouse)
    yield warehouse
    warehouse.close()


@pytest.fixture
def warehouse(opened: Warehouse) -> Warehouse:
    """Migrated and empty."""
    for row in opened.rows("SHOW TABLES"):
        if row["name"] not in KEPT:
            opened.run(f"TRUNCATE TABLE {row['name']}")
    return opened
