"""A real embedded warehouse, one for all tests: chDB opens one directory in a process; and a collector for each test."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from tests.integration.collector_parts import House
from tests.integration.keeping import Shared
from warehouse import settled
from warehouse.connect import Warehouse
from warehouse.migrate import migrate


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """Migrated; what it holds is what the test before has left."""
    warehouse = Shared(f"chdb://{tmp_path_factory.mktemp('warehouse')}")
    migrate(warehouse)
    yield warehouse
    warehouse.close()


@pytest.fixture
def warehouse(opened: Shared) -> Shared:
    """Migrated and empty."""
    return opened.emptied()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    built = House(tmp_path)
    yield built
    built.spools.sales.close()
    built.spools.clicks.close()


@pytest.fixture
async def http(house: House) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(house.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://links.example") as client:
        yield client


@pytest.fixture
def asked(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> Iterator[Warehouse]:
    """A warehouse in which asking once is enough, and that forgets afterwards what was made ahead."""
    monkeypatch.setattr(settled, "AGAIN_S", 0)
    yield warehouse
    warehouse.settled.generation = None
