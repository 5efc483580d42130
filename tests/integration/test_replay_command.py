"""`affluent replay` as typed: over HTTP, to a real warehouse."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from affluent.commands import replay, restate
from affluent.replay.desk import Desk
from affluent.replay.routes import replay_routes
from runtime.settings import Role
from tests.integration.api_parts import SETTINGS, TOKENS
from tests.integration.replay_parts import served
from warehouse.connect import Warehouse

WHEN = ("--from", "2026-09-01", "--to", "2026-11-01")


@pytest.fixture
def type_in(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    monkeypatch.setenv("AFFLUENT_TOKEN", TOKENS[Role.READER])
    commands = typer.Typer()
    commands.callback()(lambda: None)
    replay.register(commands)
    restate.register(commands)

    def type_in(*words: str) -> Result:
        return CliRunner().invoke(commands, [*words, "--data", str(tmp_path)])

    with served(warehouse, replay_routes(Desk(warehouse, SETTINGS), SETTINGS), monkeypatch):
        yield type_in


def test_a_policy_file_is_replayed_and_written_twice_as_the_same_bytes(type_in: Any, tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text(
        "campaigns:\n  - id: summer\n    allowed_lateness_s: 0\ncollaborations:\n  - id: mira-summer\n    commission_rate: 0.5\n"
    )
    files = [tmp_path / name for name in ("one.json", "two.json", "one.csv", "two.csv")]
    for file in files:
        told = type_in("replay", "--policy", str(policy), *WHEN, "--out", str(file))
        assert told.exit_code == 0, told.output
    assert files[0].read_bytes() == files[1].read_bytes()
    assert files[2].read_bytes() == files[3].read_bytes()
    answer = json.loads(files[0].read_text())
    assert told.stdout.splitlines()[0].startswith(f"{answer['orders']} orders, {answer['decided_otherwise']} decided otherwise")
    assert "creator mira" in told.stdout
    rows = files[2].read_text().splitlines()
    assert len(rows) == 1 + sum(
        map(len, (answer["creators"], answer["campaigns"], *(one["accounts"] for one in answer["changes"])))
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "yesterday", "--to", "2026-11-01"), "no day"),
        (("--from", "2026-11-01", "--to", "2026-11-01"), "does not lie after"),
        ((*WHEN, "--out", "difference.xlsx"), ".json or .csv"),
    ],
)
def test_what_can_not_be_asked_is_said_in_one_line(type_in: Any, words: tuple[str, ...], said: str) -> None:
    told = type_in("replay", *words)
    assert told.exit_code == 2
    assert said in told.stderr.replace("\n", " ")


def test_a_restatement_is_proposed_by_a_writer_and_published_by_finance(
    type_in: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("collaborations:\n  - id: mira-summer\n    commission_rate: 0.5\n")
    asked = ("restate", "propose", "--policy", str(policy), *WHEN)
    assert "a writer token is needed" in type_in(*asked).stderr
    monkeypatch.setenv("AFFLUENT_TOKEN", TOKENS[Role.WRITER])
    last = type_in(*asked).stdout.splitlines()[-1]
    id = last.split()[2].rstrip(":")
    assert "a finance token is needed" in type_in("restate", "publish", id).stderr
    monkeypatch.setenv("AFFLUENT_TOKEN", TOKENS[Role.FINANCE])
    assert type_in("restate", "publish", "nothing").stderr == "there is no restatement 'nothing'\n"
    assert "as number 1" in type_in("restate", "publish", id).stdout
    assert type_in("restate", "list").stdout.startswith(f"{id}  orders from 2026-09-01T00:00:00+00:00")
