"""What a live demo prints: addresses that lead somewhere and commands that can be typed."""

import sys
from pathlib import Path

from affluent.demo.tries import DATA, program, things_to_try
from affluent.local.endpoints import Endpoints
from affluent.world.plot.cast import cast

ENDPOINTS = Endpoints(
    broker="127.0.0.1:1", collector="http://127.0.0.1:2", links="https://go.example/",
    api="http://127.0.0.1:3", page="http://127.0.0.1:3/", metrics={},
    companions={"shop": "http://127.0.0.1:4"}, token="t", pids={},
)  # fmt: skip


def test_three_things_with_their_address_and_commands(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [str(tmp_path / ".venv/bin/affluent"), "demo"])
    said = "\n".join(things_to_try(ENDPOINTS, cast(), DATA))
    assert "https://go.example/r/mira-summer-reel-or" in said
    assert "Mira Lind" in said
    assert " .venv/bin/affluent demo refund\n" in said
    assert " .venv/bin/affluent demo kill streams\n" in said
    assert "Echo campaign" in said


def test_another_folder_is_part_of_the_command(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["/opt/bin/affluent"])
    assert program(Path("here")).format("demo refund") == "/opt/bin/affluent demo refund --data here"


def test_a_module_is_called_as_a_module(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["/somewhere/affluent/__main__.py"])
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin/python"))
    assert program(DATA).format("demo refund") == "bin/python -m affluent demo refund"
