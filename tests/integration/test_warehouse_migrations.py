from collections.abc import Iterator

import pytest

from tests.integration.books import the_shop_day
from tests.integration.keeping import Shared
from warehouse import named, tables
from warehouse.connect import Warehouse
from warehouse.migrate import BadMigration, migrate, shipped
from warehouse.tables import MIGRATIONS, Table

GIVEN = {"clicks": ["c1"], "orders": ["shop/1"], "since": 0, "limit": 10, "order": "o1", "shop": "shop", "alert": "an-alert"}
FILTER = {"until": 4_000_000_000_000, "currency": "EUR", "model": "linear", "brands": [], "campaigns": ["camp"], "creators": []}
HORIZON = {"epoch": 1, "most": 10, "raw": ["affluent.sales.v1"], "journal": [9, 9], "decided": [9, 9], "refused": [9, 9]}
SINCE = {"journal_before": [1, 1], "decided_before": [1, 1], "still_open": [("shop", "o1")]}
BEYOND = {"partition": 0, "offset": 0, "source": "affluent.journal.v1", "table": "clicks"}
WINDOW = {"version": "a-model", "known_until": 4_000_000_000_000, "batch": 0, "batches": 1}
AHEAD = {"settled": 1, "settled_epoch": 1, "settled_to": [1, 1], "clicked_epoch": 1, "clicked_to": [1, 1], "order_keys": [7]}
ASKED_AHEAD = {"tables": ["credits"], "owners": [7], "links": [7], "sums": 1, "rank": 3, "floors": [0] * 9}
COLUMNS = {"partition_column": "_journal_partition", "offset_column": "_journal_offset"}
ALL = [
    *named.names(),
    *("sink/ingested", "sink/newest_epoch", "sink/stored_beyond", "sink/deliveries_beyond"),
    *("training/sizes", "training/decided", "training/visits", "training/document"),
    *("alerting/data", "alerting/scopes", "alerting/orders_of_late"),
    *(f"reconcile/{name}" for name in ("counts", "missing_facts", "phantom_facts", "letters", "refused", "repeated", "altered")),
    *(f"reconcile/{name}" for name in ("gaps", "undecided", "revenue", "attributions", "credits", "conservation", "ledger")),
    *("reconcile/counts_since", "reconcile/rewritten"),
    *(
        f"settle/{name}"
        for name in ("reach", "clicked", "blocks", "orders_since", "orders_before", "clicks_since", "clicks_before")
    ),
    *(f"settle/{name}" for name in ("owners", "links", "currencies", "latest", "floors", "above")),
]


def test_migrating_again_applies_nothing(warehouse: Warehouse) -> None:
    assert migrate(warehouse) == []


def test_every_statement_may_run_again(warehouse: Warehouse) -> None:
    for migration in shipped():
        for statement in migration.statements():
            warehouse.run(statement)


def test_a_shipped_migration_that_was_changed_is_refused(warehouse: Warehouse) -> None:
    [first, *_] = shipped()
    warehouse.insert(MIGRATIONS, [(first.name, "another")])
    try:
        with pytest.raises(BadMigration, match=first.name):
            migrate(warehouse)
    finally:
        warehouse.insert(MIGRATIONS, [(first.name, first.sha256)])


def test_money_has_no_float(warehouse: Warehouse) -> None:
    sql = "SELECT table, name, type FROM system.columns WHERE database = currentDatabase() AND type LIKE '%Float%'"
    assert warehouse.rows(sql) == []


@pytest.mark.parametrize("table", [each for each in vars(tables).values() if isinstance(each, Table)], ids=lambda each: each.name)
def test_what_is_written_are_columns_of_the_table(warehouse: Warehouse, table: Table) -> None:
    there = {row["name"] for row in warehouse.rows(f"DESCRIBE TABLE {table.name}")}
    assert set(table.written) <= there


@pytest.fixture(scope="module", params=[False, True], ids=["empty", "seeded"])
def asked(request: pytest.FixtureRequest, opened: Shared) -> Iterator[Warehouse]:
    """Filled once for all queries: they only read."""
    if request.param:
        opened.filled(the_shop_day)
    else:
        opened.emptied()
    before = opened.select("conservation")
    yield opened
    assert opened.select("conservation") == before, "a test in between has emptied or filled it"


@pytest.mark.parametrize("name", ALL)
def test_a_named_query_runs(asked: Warehouse, name: str) -> None:
    given = {**GIVEN, **FILTER, **HORIZON, **SINCE, **BEYOND, **COLUMNS, **WINDOW, **AHEAD, **ASKED_AHEAD}
    rows = asked.select(name, **{key: given[key] for key in named.load(name).parameters})
    assert bool(rows) >= (name in ("counts", "conservation"))


def test_no_query_divides_averages_or_floats_money() -> None:
    for name in ALL:
        sql = "\n".join(line.partition("--")[0] for line in named.load(name).sql.splitlines())
        bare = sql.replace("'/'", "")
        assert "/" not in bare, name
        assert "avg(" not in bare.lower(), name
        assert "float" not in bare.lower(), name
