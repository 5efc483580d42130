"""`affluent dashboards push`, typed, against a server that answers as Grafana's published OpenAPI says."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import uvicorn
from typer.testing import CliRunner

from affluent.commands import dashboards
from affluent.commands.complaints import complaint_about
from affluent.local.ports import free_ports
from runtime.ops import Serving
from tests.grafana.server import TOKEN, VIEWER, Grafana

ROOT = Path(__file__).parents[2]
BUILT = ROOT / dashboards.BUILT
UIDS = [json.loads(file.read_text())["uid"] for file in sorted(BUILT.glob("*.json"))]
ALLOWED = {"getFolderByUID", "createFolder", "updateFolder", "getDashboardByUID", "postDashboard"}
CREATED, UNCHANGED = ["created"] * 3, ["unchanged"] * 3


class Desk:
    """Whoever types the command; keeps every word it said."""

    def __init__(self, port: int, folder: Path) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._folder = folder
        self._commands = typer.Typer()
        dashboards.register(self._commands)
        self.said: list[str] = []

    def push(self, token: str = TOKEN, **more: str) -> list[str]:
        """What became of each thing, or the complaint in one line."""
        file = self._folder / "token"
        file.write_text(f"{token}\n")
        options = {"--grafana": self.url, "--token-file": str(file), "--from": str(BUILT)} | more
        done = CliRunner().invoke(self._commands, ["dashboards", "push", *(word for pair in options.items() for word in pair)])
        complaint = complaint_about(done.exception) if isinstance(done.exception, Exception) else None
        self.said += [done.output, complaint.says if complaint else ""]
        return [complaint.says] if complaint else [line.split()[0] for line in done.output.splitlines()]


@pytest.fixture
def grafana() -> Grafana:
    return Grafana()


@pytest.fixture
def desk(grafana: Grafana, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    [port] = free_ports(1)
    config = uvicorn.Config(grafana.app, host="127.0.0.1", port=port, log_level="error", lifespan="off")
    server = Serving(config, "grafana").start()
    server.wait_until_up(10)
    yield Desk(port, tmp_path)
    server.close()
    assert grafana.violations == []
    assert set(grafana.calls) <= ALLOWED


@pytest.mark.parametrize("forbids", [False, True], ids=["as to an Admin", "as to an Editor"])
def test_the_first_push_makes_the_folder_and_both_dashboards_in_it(desk: Desk, grafana: Grafana, forbids: bool) -> None:
    grafana.forbids_what_is_missing = forbids
    assert desk.push() == CREATED
    assert list(grafana.folders) == ["affluent"]
    assert sorted(grafana.dashboards) == sorted(UIDS)
    assert {there["meta"]["folderUid"] for there in grafana.dashboards.values()} == {"affluent"}
    for file in BUILT.glob("*.json"):
        built = json.loads(file.read_text())
        kept = dict(grafana.dashboards[built["uid"]]["dashboard"])
        assert {name: kept[name] for name in built} == built


def test_the_second_push_writes_nothing(desk: Desk, grafana: Grafana) -> None:
    desk.push()
    writes = grafana.writes
    assert desk.push() == UNCHANGED
    assert grafana.writes == writes


def test_what_was_changed_there_is_put_right_and_only_that(desk: Desk, grafana: Grafana) -> None:
    desk.push()
    grafana.touch(UIDS[0], title="Ours now")
    writes = grafana.writes
    assert sorted(desk.push()) == ["unchanged", "unchanged", "updated"]
    assert grafana.writes == writes + 1
    assert desk.push() == UNCHANGED


def test_a_save_without_a_change_is_none(desk: Desk, grafana: Grafana) -> None:
    desk.push()
    grafana.touch(UIDS[0])
    assert desk.push() == UNCHANGED


def test_what_was_moved_or_renamed_there_is_brought_back(desk: Desk, grafana: Grafana) -> None:
    desk.push()
    grafana.dashboards[UIDS[1]]["meta"]["folderUid"] = ""
    grafana.folders["affluent"]["title"] = "Old"
    assert sorted(desk.push()) == ["unchanged", "updated", "updated"]
    assert desk.push() == UNCHANGED


def test_nobody_is_overwritten_who_saved_in_between(desk: Desk, grafana: Grafana) -> None:
    desk.push()
    grafana.touch(UIDS[0], title="First")
    grafana.before_saving = lambda: grafana.touch(UIDS[0], title="Second")
    [complaint] = desk.push()
    assert "somebody else saved in between" in complaint
    assert "changed by someone else" in complaint
    assert grafana.dashboards[UIDS[0]]["dashboard"]["title"] == "Second"


def test_files_go_before_a_push(desk: Desk, grafana: Grafana) -> None:
    grafana.provisioned.add(UIDS[0])
    grafana.keep(UIDS[0], {"uid": UIDS[0], "title": "From files", "id": 1, "version": 1}, "affluent")
    [complaint] = desk.push()
    assert "provisioning files" in complaint


@pytest.mark.parametrize(
    ("token", "says"),
    [
        ("glsa_wrong", "does not accept the token of AFFLUENT_GRAFANA_TOKEN or --token-file (Invalid API key)"),
        (VIEWER, "role Editor"),
        ("two words", "AFFLUENT_GRAFANA_TOKEN"),
        ("", "AFFLUENT_GRAFANA_TOKEN (or --token-file) must be set"),
    ],
)
def test_a_token_that_will_not_do_is_said_by_the_setting_s_name(desk: Desk, token: str, says: str) -> None:
    [complaint] = desk.push(token)
    assert says in complaint
    assert not token or token not in complaint


@pytest.mark.parametrize(
    "url", ["ftp://grafana.example", "grafana:3000", "http://", "http://admin:a-password@127.0.0.1:1", "http://x:y"]
)
def test_an_address_that_is_none_is_said_by_the_setting_s_name(desk: Desk, url: str) -> None:
    [complaint] = desk.push(**{"--grafana": url})
    assert "AFFLUENT_GRAFANA_URL" in complaint
    assert "a-password" not in complaint


def test_where_nothing_answers_the_address_and_its_setting_are_said(desk: Desk) -> None:
    [port] = free_ports(1)
    [complaint] = desk.push(**{"--grafana": f"http://127.0.0.1:{port}/grafana/"})
    assert complaint.startswith(f"no Grafana answers at http://127.0.0.1:{port}/grafana (AFFLUENT_GRAFANA_URL or --grafana)")


def test_what_is_no_grafana_is_said(desk: Desk) -> None:
    [complaint] = desk.push(**{"--grafana": f"{desk.url}/elsewhere"})
    assert complaint == f"{desk.url}/elsewhere (AFFLUENT_GRAFANA_URL or --grafana) does not answer as a Grafana does"


def test_settings_say_where_and_who_as_well(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFFLUENT_GRAFANA_URL", desk.url)
    monkeypatch.setenv("AFFLUENT_GRAFANA_TOKEN", TOKEN)
    commands = typer.Typer()
    dashboards.register(commands)
    done = CliRunner().invoke(commands, ["dashboards", "push", "--from", str(BUILT)])
    assert (done.exit_code, [line.split()[0] for line in done.output.splitlines()]) == (0, CREATED)


def test_an_empty_folder_says_what_is_missing(desk: Desk, tmp_path: Path) -> None:
    assert desk.push(**{"--from": str(tmp_path)})[0] == "there"
    assert "deploy/grafana/dashboards" in desk.said[-2]


def test_no_token_is_ever_said_or_logged(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, "urllib3.connectionpool")
    for token in (TOKEN, VIEWER, "glsa_wrong"):
        desk.push(token)
    told = "\n".join([caplog.text, *desk.said])
    assert [token for token in (TOKEN, VIEWER, "glsa_wrong") if token in told] == []
    assert caplog.records


def test_a_request_that_breaks_the_api_would_be_seen() -> None:
    grafana = Grafana()
    asked = grafana.api.operation("POST", "/api/dashboards/db")
    assert asked is not None
    assert asked.takes is not None
    told: Any = {"dashboard": "no", "folder_uid": "x"}
    assert len(grafana.api.faults(asked.takes, told)) == 2
    assert grafana.api.operation("GET", "/api/dashboards/id/7") is None
