from importlib.resources import files

from warehouse import named

PARTS = sorted(entry.name.removesuffix(".sql") for entry in (files("warehouse") / "queries" / "parts").iterdir())
ASKING = [
    *named.names(),
    "alerting/scopes",
    "alerting/orders_of_late",
    "replay/orders",
    "replay/clicks",
    "replay/refunds",
    "training/visits",
]


def test_a_query_is_one_statement_without_a_part_left_in_it() -> None:
    assert [name for name in ASKING if "@" in named.load(name).sql or "$" in named.load(name).sql] == []


def test_a_query_takes_the_parameters_of_its_parts() -> None:
    assert {"since", "until", "brands", "campaigns", "creators", "currency", "model"} == set(named.load("overview").parameters)


def test_every_part_is_used() -> None:
    everything = [file.read_text() for name in ("", "parts", "alerting", "replay", "training") for file in sql_files(name)]
    assert [part for part in PARTS if not any(f"@{part}(" in sql for sql in everything)] == []


def sql_files(folder: str) -> list:
    return [entry for entry in (files("warehouse") / "queries" / folder).iterdir() if entry.name.endswith(".sql")]
