import pytest

from warehouse import named
from warehouse.migrate import BadMigration, Migration, shipped
from warehouse.named import BadParameter, UnknownQuery, load


def test_a_query_knows_its_parameters() -> None:
    assert load("order_versions").parameters == {"order": "String", "shop": "String"}


@pytest.mark.parametrize("name", ["nothing", "../connect", "Totals", "sink/../totals", ""])
def test_only_named_queries_exist(name: str) -> None:
    with pytest.raises(UnknownQuery):
        load(name)


def test_a_parameter_that_is_missing_is_named() -> None:
    with pytest.raises(BadParameter, match=r"order_versions: parameter shop \(String\) is missing"):
        load("order_versions").bind({"order": "1"})


def test_a_parameter_too_many_is_named() -> None:
    with pytest.raises(BadParameter, match="totals: there is no parameter limit; it takes none"):
        load("totals").bind({"limit": 1})


def test_every_query_says_what_it_is_for() -> None:
    assert [name for name in named.names() if not load(name).sql.startswith("-- ")] == []


def test_people_can_not_ask_the_queries_that_name_tables() -> None:
    assert [name for name in named.names() if "Identifier" in load(name).sql] == []


def test_migrations_are_numbered_without_a_hole() -> None:
    assert [migration.name[:4] for migration in shipped()] == [f"{number:04}" for number in range(1, len(shipped()) + 1)]


def test_an_engine_that_would_ruin_the_embedded_directory_is_refused() -> None:
    with pytest.raises(BadMigration, match="Kafka"):
        Migration("0009_bad", "CREATE TABLE t (a Int64) ENGINE = Kafka").statements()


def test_comments_do_not_end_a_statement() -> None:
    assert Migration("0001", "-- a; b\nCREATE VIEW v AS SELECT 1;\n").statements() == ["CREATE VIEW v AS SELECT 1"]
