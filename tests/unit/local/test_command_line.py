"""What can be typed, and what a process imports."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from affluent.__main__ import PROCESSES, TOPICS, build, topics_for
from affluent.commands.complaints import complaint_about
from affluent.commands.stack import reports_table
from affluent.local.member import Report, State

EVERYTHING = (
    "demo", "up", "down", "status", "topics", "collector", "intake", "streams", "warehouse", "catalog", "explain", "reconcile",
    "dead-letters", "attribute", "models", "dashboards", "docs",
)  # fmt: skip


def test_help_lists_every_command():
    shown = CliRunner().invoke(build(), ["--help"], terminal_width=100)
    assert shown.exit_code == 0
    assert [command for command in EVERYTHING if f" {command} " not in shown.output] == []


def test_the_data_folder_may_be_said_before_or_after_the_command(tmp_path, monkeypatch):
    monkeypatch.setenv("AFFLUENT_DATA", "")
    for arguments in (["--data", str(tmp_path), "down"], ["down", "--data", str(tmp_path)]):
        shown = CliRunner().invoke(build(["stack"]), arguments)
        assert shown.output == f"nothing runs on {tmp_path}\n"


@pytest.mark.parametrize("command", [["refund"], ["kill", "streams"]])
def test_a_demo_that_does_not_run_is_named_wherever_its_folder_is_said(tmp_path, monkeypatch, command):
    monkeypatch.setenv("AFFLUENT_DATA", "")
    for arguments in (["demo", "--data", str(tmp_path), *command], ["demo", *command, "--data", str(tmp_path)]):
        why = CliRunner().invoke(build(["demo"]), arguments).exception
        assert complaint_about(why) == (
            f"no demo is ready on {tmp_path}: `affluent demo --data {tmp_path}` starts one, in another terminal",
            2,
        )


def test_a_secret_without_its_shop_is_refused_by_name():
    shown = CliRunner().invoke(build(["stack"]), ["up", "--shopify-secret", "oops"])
    assert shown.exit_code == 2
    assert "oops" in shown.output


@pytest.mark.parametrize("arguments", [["attribute", "--help"], ["models", "train"]])
def test_a_command_on_files_is_started_without_other_commands(arguments):
    assert topics_for(arguments) == (arguments[0],)
    assert CliRunner().invoke(build(topics_for(arguments)), [*arguments[:-1], "--help"]).exit_code == 0


@pytest.mark.parametrize("process", PROCESSES)
def test_a_process_is_started_without_other_commands(process):
    assert topics_for([process]) == ("processes",)
    assert topics_for([process, "--help"]) == TOPICS


def test_a_missing_setting_ends_a_process_with_one_line_and_exit_code_2():
    command = [sys.executable, "-m", "affluent", "collector"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env={"AFFLUENT_PARTITIONS": "none"})
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("affluent: AFFLUENT_PARTITIONS: Input should be a valid integer")
    assert "Traceback" not in done.stderr


def test_the_table_shows_what_a_process_waits_for():
    table = reports_table([Report("intake", None, State.RESTARTING, 3, "http://x", "Kafka")])
    assert [list(column.cells) for column in table.columns][2:4] == [["[yellow]restarting[/]"], ["3"]]
