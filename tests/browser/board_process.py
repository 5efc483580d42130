"""A board in a process of its own, over a real warehouse and before a collector; it is told what happens."""

from collections.abc import Iterator, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import uvicorn
from clickhouse_connect.driver.exceptions import OperationalError

from collector.app import collector_app
from collector.catalog_store import CatalogStore
from consumers.records import Record
from consumers.sink import Sink
from dashboards.api.app import build
from domain.catalog_plan import Plan
from events.topics import ALERTS
from runtime.ops import Serving
from runtime.settings import Role, Settings
from runtime.tokens import fingerprint
from tests.integration.books import a_sink, attributed, journal, sunk
from tests.integration.campaign_books import ANN, a_sale, a_visit, september, versions
from tests.integration.collector_parts import House, no_kafka
from tests.integration.shop_parts import served
from tests.integration.trained_books import trained_september
from tests.unit.performance.alert_parts import AT_ONCE, Looking, a_standing
from warehouse.connect import Warehouse
from warehouse.migrate import migrate

TOKENS = {role: f"token-of-a-{role}" for role in Role}
WAREHOUSE = "warehouse"
FREE = 100
"""Places on the topics that the September of the books has left free."""


class Breakable(Warehouse):
    """A warehouse that can be made not to answer, as a server that is down."""

    broken = False

    def select(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        """Raises what clickhouse-connect raises."""
        if self.broken:
            raise OperationalError("connection refused")
        return super().select(name, **parameters)


class OwnCatalog(CatalogStore):
    """A catalog that is its own topic: what is applied is read back at once."""

    def apply(self, documents: Mapping[str, Any], now_ms: int) -> Plan:
        """Raises BadCatalog."""
        plan = self.plan(documents, now_ms)
        for version in plan.versions:
            self.book.add(version)
        return plan


class Happening:
    """What can happen to the board, each by its word."""

    def __init__(self, warehouse: Breakable) -> None:
        self._warehouse = warehouse
        self._sink: Sink = a_sink(warehouse)
        self._place = FREE

    def hear(self, word: str, about: list[str]) -> None:
        """Let it happen."""
        getattr(self, word)(*about)

    def books(self) -> None:
        """September with its clicks, costs and orders."""
        sunk(self._sink, *september())

    def sale(self, order: str, net: str) -> None:
        """Ann sells."""
        self._tell(attributed(0, self._next, a_sale(order, 6, int(net), ANN)))

    def yen(self, count: str) -> None:
        """So many sales in yen, at once."""
        told = [a_sale(f"y{number}", 6, 100, ANN, currency="JPY") for number in range(int(count))]
        sunk(self._sink, *(attributed(0, self._next, sale) for sale in told))

    def click(self) -> None:
        """Somebody follows Ann's link."""
        self._tell(journal(0, self._next, a_visit(self._place, "ann-link", 6)))

    def alert(self) -> None:
        """Spring is under its target."""
        opened = Looking(AT_ONCE).at(a_standing(campaign="spring", brand="lumen"))
        assert opened is not None
        self._tell(Record(ALERTS.name, 0, self._next, opened.model_dump_json().encode()))

    def trained(self) -> None:
        """Models are trained on it."""
        trained_september(self._warehouse)

    def broken(self) -> None:
        """The warehouse does not answer."""
        self._warehouse.broken = True

    def mended(self) -> None:
        """It answers again."""
        self._warehouse.broken = False

    @property
    def _next(self) -> int:
        self._place += 1
        return self._place

    def _tell(self, record: Record) -> None:
        sunk(self._sink, record)


def a_collector(folder: Path) -> House:
    """With the catalog of the September, and the board's tokens."""
    house = House(folder, tokens={fingerprint(token): role for role, token in TOKENS.items()})
    store = OwnCatalog(house.settings, no_kafka)
    for version in versions():
        store.book.add(version.model_copy(update={"destination_hosts": ("shop.example",)}) if version.id == "lumen" else version)
    house.app = collector_app(house.settings, store, house.spools, lambda: house.now)
    return house


def prepare(folder: Path) -> None:
    """Leave an empty warehouse that has been migrated."""
    warehouse = Warehouse(f"chdb://{folder}")
    migrate(warehouse)
    warehouse.close()


def serve(folder: Path, port: int, happenings: "Connection[str, str]") -> None:
    """Serve until nobody tells it anything any more."""
    warehouse = Breakable(f"chdb://{folder / WAREHOUSE}")
    migrate(warehouse)
    happening = Happening(warehouse)
    with served(a_collector(folder / "collector").app) as collector:
        settings = Settings(tokens={fingerprint(token): role for role, token in TOKENS.items()}, collector_url=collector)
        app = build(warehouse, settings, lambda *record: None, lambda: "")
        config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", timeout_graceful_shutdown=1)
        serving = Serving(config, "board").start()
        serving.wait_until_up(60)
        happenings.send("ready")
        for word, *about in told(happenings):
            happening.hear(word, about)
            happenings.send("done")
        serving.close()
    warehouse.close()


def told(happenings: "Connection[str, str]") -> Iterator[list[str]]:
    """Each line in words, until the other end is closed."""
    while True:
        try:
            yield happenings.recv().split()
        except EOFError:
            return
