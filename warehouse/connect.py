"""One client for two engines: a ClickHouse server (clickhouse://…) or chDB in this process (chdb://DIRECTORY)."""

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import clickhouse_connect
from clickhouse_connect.driver.client import Client

from warehouse.ahead import Reader
from warehouse.arrow import arrow_table, arrow_type
from warehouse.named import load
from warehouse.settled import Settled
from warehouse.tables import Table

INSERT = {"async_insert": 0, "input_format_defaults_for_omitted_fields": 1, "max_threads": 1}
"""Said with every insert: 26.x servers collect small inserts by themselves, and then their blocks are not our batches. Most
batches are some dozen rows: starting threads for them costs more than they do (a fifth of an insert)."""
INSERTERS = 4
"""Tables written side by side, two for each half of the sink: an insert of a few rows is mostly waiting for the engine."""

ALWAYS = {
    "use_query_condition_cache": 0,
    "compile_expressions": 0,
    "compile_aggregate_expressions": 0,
    "compile_sort_description": 0,
}
"""Said with everything.

ClickHouse 26.9 remembers what a join's runtime filter left out, and leaves it out of others too. And what it is asked a fourth
time it compiles: dozens of small expressions, which took a second for the overview and made it no faster afterwards.
"""


class BadWarehouse(ValueError):
    """AFFLUENT_WAREHOUSE is not an address of a warehouse; the message says what was expected."""


def client_options(url: str) -> dict[str, Any]:
    """clickhouse-connect's arguments for an address; a relative chDB directory is made absolute."""
    parts = urlsplit(url)
    if parts.scheme == "chdb":
        return {"interface": "chdb", "path": str(Path(url.removeprefix("chdb://")).resolve()), "database": "default"}
    if parts.scheme != "clickhouse" or not parts.hostname:
        raise BadWarehouse("AFFLUENT_WAREHOUSE must be clickhouse://user:password@host:8123/database or chdb://DIRECTORY")
    secure = parse_qs(parts.query).get("secure", ["false"])[0].lower() in ("1", "true")
    return {
        "host": parts.hostname,
        "port": parts.port or (8443 if secure else 8123),
        "username": unquote(parts.username or "default"),
        "password": unquote(parts.password or ""),
        "database": parts.path.strip("/") or "default",
        "secure": secure,
    }


class Warehouse:
    """A connection for each thread that asks; chDB lets one process own its directory, and clients are cheap."""

    def __init__(self, url: str) -> None:
        self._options = client_options(url)
        self._mine = threading.local()
        self._open: list[Client] = []
        self._opening = threading.Lock()
        self._types: dict[Table, Mapping[str, Any]] = {}
        self._inserters = ThreadPoolExecutor(INSERTERS, "insert")
        self.news = threading.Event()
        """Something was stored. Who waits for it clears it."""
        self.settled = Settled()
        self.reader = Reader(self.select, self.settled)

    @property
    def embedded(self) -> bool:
        """Whether the engine runs in this process."""
        return self._options.get("interface") == "chdb"

    @property
    def place(self) -> str:
        """What tells this warehouse from another, without its secrets."""
        return "/".join(str(self._options[part]) for part in ("path", "host", "port", "database") if part in self._options)

    def create_database(self) -> None:
        """Make the server's database if it is not there; the embedded engine has its own."""
        if self.embedded or self._options["database"] == "default":
            return
        with clickhouse_connect.get_client(**{**self._options, "database": "default"}) as client:
            client.command("CREATE DATABASE IF NOT EXISTS {name:Identifier}", {"name": self._options["database"]})

    def select(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of a named query; parameters are bound by the server. Raises UnknownQuery, MissingParameter."""
        query = load(name)
        bound = query.bind(parameters)
        ahead = self.reader.ahead(query, bound)
        return self.rows(query.asked(bound, ahead.cases), {**bound, **ahead.parameters})

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows of a statement."""
        found = self.client().query(sql, parameters=dict(parameters or {}), tz_mode="aware")
        return [dict(zip(found.column_names, row, strict=True)) for row in found.result_rows]

    def execute(self, name: str, **parameters: Any) -> None:
        """Execute a named statement that answers nothing; raises as `select` does."""
        query = load(name)
        self.client().command(query.sql, parameters=query.bind(parameters))

    def run(self, sql: str) -> None:
        """Execute a statement that answers nothing."""
        self.client().command(sql)

    def insert(self, table: Table, rows: Sequence[Sequence[Any]]) -> None:
        """Write rows; when this returns they are stored."""
        self.insert_arrow(table.name, arrow_table(table, rows, self._types_of(table)))

    def insert_arrow(self, table: str, rows: Any) -> None:
        """Write an Arrow table; when this returns it is stored, and `news` is set."""
        self.client().insert_arrow(table, rows, settings=INSERT)
        self.news.set()

    def insert_all(self, tables: Mapping[Table, Sequence[Sequence[Any]]]) -> None:
        """Write rows of several tables side by side; when this returns all are stored. Raises a failure once all have ended."""
        writing = [self._inserters.submit(self.insert, table, rows) for table, rows in tables.items()]
        wait(writing)
        for each in writing:
            each.result()

    def client(self) -> Client:
        """This thread's client, opened on first use."""
        client: Client | None = getattr(self._mine, "client", None)
        if client is None:
            client = clickhouse_connect.get_client(**self._options, settings=ALWAYS)
            self._mine.client = client
            with self._opening:
                self._open.append(client)
        return client

    def close(self) -> None:
        """Close every thread's connection; afterwards another process may own the directory."""
        self._inserters.shutdown()
        self.reader.close()
        with self._opening:
            for client in self._open:
                client.close()
            self._open.clear()
        self._mine = threading.local()

    def _types_of(self, table: Table) -> Mapping[str, Any]:
        if table not in self._types:
            declared = {row["name"]: row["type"] for row in self.rows(f"DESCRIBE TABLE {table.name}")}
            self._types[table] = {name: arrow_type(declared[name]) for name in table.written}
        return self._types[table]


def connect(url: str) -> Warehouse:
    """The warehouse at an address; nothing is opened before it is used. Raises BadWarehouse."""
    return Warehouse(url)
