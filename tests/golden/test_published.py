"""What others published about small sets of journeys comes out of ours; each file names the source it is typed in from."""

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from affluent.__main__ import build

SETS = {file.stem: json.loads(file.read_text()) for file in sorted(Path(__file__).parent.glob("*.json"))}
RULES = ("first_touch", "last_touch", "linear", "position_based")
MINOR = 6000
"""A sale of 60.00: thirds, halves and tenths of it are whole."""


def _people(paths: dict[str, list[int]]) -> list[tuple[list[str], bool]]:
    """(channels, sold) of each person."""
    return [(path.split(" > "), sold) for path, (won, lost) in paths.items() for sold in [True] * won + [False] * lost]


def _written(folder: Path, paths: dict[str, list[int]]) -> list[str]:
    """One person for each journey, a touch a day, a sale of 60.00 after the last for those that converted."""
    touches, sales = ["person,time,channel"], ["order_id,person,time,amount,currency"]
    for number, (channels, sold) in enumerate(_people(paths)):
        touches += [f"p{number},2026-01-{day:02},{channel}" for day, channel in enumerate(channels, 1)]
        sales += [f"o{number},p{number},2026-01-20,60.00,EUR"] * sold
    (folder / "touches.csv").write_text("\n".join(touches) + "\n")
    (folder / "sales.csv").write_text("\n".join(sales) + "\n")
    return ["--touches", str(folder / "touches.csv"), "--sales", str(folder / "sales.csv"), "--out"]


def _typed(*arguments: str) -> None:
    done = CliRunner().invoke(build([arguments[0]]), list(arguments))
    assert done.exit_code == 0, done.output


def test_two_sets_at_least_have_every_rule() -> None:
    assert sum(set(RULES) | {"removal_effects"} <= set(one) for one in SETS.values()) >= 2


@pytest.mark.parametrize(("name", "rule"), [(name, rule) for name, one in SETS.items() for rule in RULES if rule in one])
def test_a_rule_gives_the_published_conversions(tmp_path: Path, name: str, rule: str) -> None:
    told = SETS[name]
    _typed("attribute", *_written(tmp_path, told["paths"]), str(tmp_path / "out.csv"), "--models", rule)
    won: dict[str, int] = defaultdict(int)
    with (tmp_path / "out.csv").open(newline="") as rows:
        for row in csv.DictReader(rows):
            won[row["channel"]] += int(row["amount_minor"])
    assert {channel: round(amount / MINOR, told["digits"]) for channel, amount in won.items()} == told[rule]


@pytest.mark.parametrize("name", SETS)
def test_the_chain_gives_the_published_removal_effects(tmp_path: Path, name: str) -> None:
    told = SETS[name]
    _typed("models", "train", *_written(tmp_path, told["paths"]), str(tmp_path / "m.json"), "--model", "markov", "--order", "1")
    model: dict[str, Any] = json.loads((tmp_path / "m.json").read_text())
    total = sum(won for won, _ in told["paths"].values())
    shares = {channel: round(conversions / total, told["digits"]) for channel, conversions in model["conversions"].items()}
    assert {channel: round(effect, told["digits"]) for channel, effect in model["removal_effects"].items()} == told[
        "removal_effects"
    ]
    assert shares == told["markov_shares"]


MTA_SHAPLEY = [
    pytest.param({"a": [5, 0]}, {"a": 5}, id="a single channel gets all credit"),
    pytest.param({"a > b > c > d": [10, 0]}, {"a": 2.5, "b": 2.5, "c": 2.5, "d": 2.5}, id="four channels"),
    pytest.param({"a": [4, 0], "a > b": [6, 0]}, {"a": 7, "b": 3}, id="mixed paths"),
]
"""mta 0.0.9 (MIT), tests/test_shapley.py of its source distribution."""


@pytest.mark.parametrize(("paths", "conversions"), MTA_SHAPLEY)
def test_shapley_values_of_mta(tmp_path: Path, paths: dict[str, list[int]], conversions: dict[str, float]) -> None:
    _typed("models", "train", *_written(tmp_path, paths), str(tmp_path / "m.json"), "--model", "shapley")
    assert json.loads((tmp_path / "m.json").read_text())["conversions"] == conversions
