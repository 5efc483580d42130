"""The questions as typed: over HTTP, to a real warehouse."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import uvicorn
from typer.testing import CliRunner, Result

from affluent.commands import questions
from affluent.local.ports import free_ports
from dashboards.api.app import build
from runtime.ops import Serving
from runtime.settings import Role, Settings
from runtime.tokens import fingerprint
from tests.integration.books import a_decision, a_sink, attributed, sunk, the_shop_day
from tests.integration.keeping import Shared
from warehouse.connect import Warehouse

TOKEN = "a-token-of-this-test"
SETTINGS = Settings(tokens={fingerprint(TOKEN): Role.SERVICE})


@pytest.fixture
def warehouse(opened: Shared) -> Shared:
    return opened.filled(the_shop_day)


@pytest.fixture
def type_in(warehouse: Shared, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    [port] = free_ports(1)
    app = build(warehouse, SETTINGS, lambda *record: None, lambda: "")
    server = Serving(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="off"), "api").start()
    server.wait_until_up(10)
    monkeypatch.setenv("AFFLUENT_API_URL", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("AFFLUENT_TOKEN", TOKEN)
    commands = typer.Typer()
    questions.register(commands)

    def type_in(*words: str) -> Result:
        return CliRunner().invoke(commands, [*words, "--data", str(tmp_path)])

    yield type_in
    server.close()


def test_an_order_is_explained(type_in: Any) -> None:
    told = type_in("explain", "shop/o1")
    assert told.exit_code == 0
    assert "ann earned it with reel" in told.stdout
    assert "a later touch was closer to the sale" in told.stdout
    assert "Too late to count" in told.stdout
    assert json.loads(type_in("explain", "o1", "--json").stdout)["net"] == 9_881


def test_an_order_that_is_unknown_or_of_two_shops_is_said_in_one_line(type_in: Any, warehouse: Warehouse) -> None:
    told = type_in("explain", "o9")
    assert (told.exit_code, told.stderr) == (1, "order o9 is unknown\n")
    sunk(a_sink(warehouse), attributed(0, 5, a_decision("o1", 1, ("x",), shop="other")))
    told = type_in("explain", "o1")
    assert (told.exit_code, told.stderr) == (1, "several shops have an order o1: say other/o1 or shop/o1\n")
    assert type_in("explain", "o1", "--shop", "other").exit_code == 0


def test_books_that_balance_exit_with_0_and_those_that_do_not_with_1(type_in: Any, warehouse: Warehouse) -> None:
    told = type_in("reconcile", "--wait", "1")
    assert (told.exit_code, told.stdout.splitlines()[-1]) == (0, "balanced")
    warehouse.run("ALTER TABLE clicks DELETE WHERE 1 SETTINGS mutations_sync = 2")
    told = type_in("reconcile")
    assert told.exit_code == 1
    assert "row_missing: clicks c1" in told.stdout
    assert not json.loads(type_in("reconcile", "--json").stdout)["balanced"]


def test_a_named_query_is_asked(type_in: Any) -> None:
    period = ("since=2026-01-01T00:00:00Z", "until=2027-01-01T00:00:00Z", "currency=EUR", "model=linear", "limit=9")
    told = type_in("query", "by_creator", *period, "creators=ann", "creators=bob")
    assert told.exit_code == 0
    head, *rows = told.stdout.splitlines()
    assert head.split()[:3] == ["creator", "creator_name", "net"]
    assert sorted(row.split()[0] for row in rows) == ["ann", "bob"]
    assert len(json.loads(type_in("query", "by_creator", *period, "creators=ann", "--json").stdout)) == 1


def test_a_query_that_can_not_be_asked_says_why(type_in: Any) -> None:
    assert any(line.startswith("by_creator  ") and "limit:UInt32" in line for line in type_in("query").stdout.splitlines())
    assert "there is no query 'nothing'" in type_in("query", "nothing").stderr
    assert "overview: parameter model (String) is missing" in type_in("query", "overview").stderr
    assert type_in("query", "overview", "since").exit_code == 2


def test_dead_letters_are_listed_and_sent_again_once(type_in: Any) -> None:
    [line] = type_in("dead-letters", "list").stdout.splitlines()
    assert "affluent.clicks.v1/0/2  not_json" in line
    letter = line.split()[0]
    assert "sent again" in type_in("dead-letters", "replay", letter).stdout
    assert "was sent again before" in type_in("dead-letters", "replay", letter).stdout
    assert type_in("dead-letters", "replay").exit_code == 2
    assert type_in("dead-letters", "replay", "no-such-letter").exit_code == 1


def test_a_wrong_token_is_said(type_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFFLUENT_TOKEN", "wrong")
    told = type_in("reconcile")
    assert (told.exit_code, told.stderr) == (2, "a bearer token is needed\n")
