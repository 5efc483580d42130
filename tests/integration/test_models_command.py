"""`affluent models` as typed, about models of the warehouse: over HTTP, to a real one."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from affluent.__main__ import build as command_line
from affluent.training.routes import training_routes
from affluent.training.trainer import Trainer
from runtime.settings import Role
from tests.integration.api_parts import SETTINGS, TOKENS
from tests.integration.replay_parts import served
from warehouse.connect import Warehouse

WHEN = ("--from", "2026-09-01", "--to", "2026-11-01")


@pytest.fixture
def type_in(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    def type_in(role: Role, *words: str) -> Result:
        monkeypatch.setenv("AFFLUENT_TOKEN", TOKENS[role])
        return CliRunner().invoke(command_line(["models", "docs"]), ["models", *words, "--data", str(tmp_path)])

    with served(warehouse, training_routes(Trainer(warehouse, SETTINGS), SETTINGS), monkeypatch):
        yield type_in


def test_a_writer_trains_and_a_reader_sees_it_among_the_models(type_in: Any, tmp_path: Path) -> None:
    assert "a writer token is needed" in type_in(Role.READER, "train", *WHEN).stderr
    told = type_in(Role.WRITER, "train", *WHEN, "--out", str(tmp_path / "m.json"))
    assert told.exit_code == 0, told.output
    document = json.loads((tmp_path / "m.json").read_text())
    assert told.stdout.startswith(
        f"{document['version']}  order 1, window 2026-09-01T00:00:00+00:00 to 2026-11-01T00:00:00+00:00"
    )
    assert document["version"] in type_in(Role.READER, "list").stdout
    shown = type_in(Role.READER, "show", document["version"])
    assert "(unattributed)" in shown.stdout
    assert told.stdout in shown.stdout
    answer = json.loads(type_in(Role.READER, "show", document["version"], "--json").stdout)
    assert answer["document"] == document
    assert {row["creator"] for row in answer["credits"]} == {*document["conversions"], "(unattributed)"}


def test_what_can_not_be_asked_is_said(type_in: Any) -> None:
    said = {
        ("train",): "to learn from files",
        ("train", "--from", "2026-09-01"): "to learn from files",
        ("train", *WHEN, "--drop-direct"): "are for files",
        ("train", "--from", "2026-11-01", "--to", "2026-11-01"): "does not lie after",
        ("train", "--from", "2020-01-01", "--to", "2020-02-01"): "there is nothing to learn",
        ("show", "markov@none"): "there is no trained model",
    }
    for words, reason in said.items():
        told = type_in(Role.WRITER, *words)
        assert told.exit_code != 0
        assert reason in " ".join(told.stderr.replace("│", " ").split())
