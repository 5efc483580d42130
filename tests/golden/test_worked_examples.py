"""What docs/attribution.md works out by hand is what the commands print."""

import json
import re
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

from tests.unit.files.command import typed

PAGE = (Path(__file__).parents[2] / "docs" / "attribution.md").read_text()
CHANNELS = ("search", "lena", "mia", "direct")


def cells(section: str) -> list[list[str]]:
    """The rows of a section's table, without the backticks."""
    text = PAGE.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    table = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip("` ") for cell in row] for row in table[1:]]


BY_HAND = {row[0]: [Fraction(cell) * 100 for cell in row[2:6]] for row in cells("Every model, by hand")}


def test_the_page_works_out_every_model_of_the_command(tmp_path: Path) -> None:
    refused = typed("--touches", "x", "--sales", "y", "--out", "z.csv", "--models", "none")
    known = re.search(r"choose from (.*)", str(refused.exception))
    assert known
    assert list(BY_HAND) == known[1].split(", ")


@pytest.mark.parametrize("model", BY_HAND)
def test_a_model_worked_by_hand(tmp_path: Path, model: str) -> None:
    touches = "".join(f"ann,2026-03-{day:02},{channel}\n" for day, channel in zip((1, 8, 15, 22), CHANNELS, strict=True))
    (tmp_path / "touches.csv").write_text(f"person,time,channel\n{touches}")
    (tmp_path / "sales.csv").write_text("order_id,person,time,amount,currency\no1,ann,2026-03-22,100.01,EUR\n")
    files = ("--touches", tmp_path / "touches.csv", "--sales", tmp_path / "sales.csv", "--out", tmp_path / "out.csv")
    assert typed(*files, "--models", model).exit_code == 0
    won = dict(pl.read_csv(tmp_path / "out.csv").select("channel", "amount_minor").iter_rows())
    assert [won.get(channel, 0) for channel in CHANNELS] == BY_HAND[model]


@pytest.mark.parametrize(("model", "column"), [("markov", 2), ("shapley", 3)])
def test_a_data_driven_model_worked_by_hand(tmp_path: Path, model: str, column: int) -> None:
    told = {row[0]: row for row in cells("Data-driven models")}
    paths = (("lena", "mia"), ("lena", "mia"), ("lena",), ("mia",))
    touches = "".join(
        f"p{who},2026-03-0{day},{channel}\n" for who, path in enumerate(paths) for day, channel in enumerate(path, 1)
    )
    (tmp_path / "touches.csv").write_text(f"person,time,channel\n{touches}")
    sales = "".join(f"o{who},p{who},2026-03-22,1,EUR\n" for who in (0, 1, 3))
    (tmp_path / "sales.csv").write_text(f"order_id,person,time,amount,currency\n{sales}")
    files = ("--touches", tmp_path / "touches.csv", "--sales", tmp_path / "sales.csv", "--out", tmp_path / "m.json")
    assert typed("train", *files, "--model", model, topic="models").exit_code == 0
    stored = json.loads((tmp_path / "m.json").read_text())
    assert stored["conversions"] == pytest.approx({channel: float(Fraction(row[column])) for channel, row in told.items()})
    if model == "markov":
        assert stored["removal_effects"] == pytest.approx({channel: float(Fraction(row[1])) for channel, row in told.items()})
