"""How orders came, on the board."""

from typing import Any

import pytest

from dashboards.board.coverage import coverage
from dashboards.words import CAME

CLICK: dict[str, Any] = {"class": "click", "reason": "", "orders": 2, "net": 2_000}
NO_TOUCH: dict[str, Any] = {"class": "neither", "reason": "no_touch", "orders": 1, "net": 1_000}


def texts(*rows: dict[str, Any]) -> list[list[str]]:
    return [[cell["text"] for cell in row["cells"]] for row in coverage(rows, "EUR")["rows"]]


def test_parts_are_exact_and_rounded_down() -> None:
    assert texts(CLICK, NO_TOUCH) == [["Click", "2", "66.6", "20.00", "66.6"], ["Neither", "1", "33.3", "10.00", "33.3"]]


def test_neither_says_why() -> None:
    [click, neither] = coverage([CLICK, NO_TOUCH], "EUR")["rows"]
    assert (click["id"], click["cells"][0]["note"]) == ("click", "")
    assert (neither["id"], neither["cells"][0]["note"]) == ("neither no_touch", "no click and no code leads to it")


@pytest.mark.parametrize("net", [-1_000, -3_000])
def test_a_part_of_nothing_is_unknown(net: int) -> None:
    assert [row[-1] for row in texts(CLICK | {"net": net}, NO_TOUCH)] == ["—", "—"]
    assert texts(CLICK | {"orders": 0})[0][2] == "—"


def test_a_large_sum_is_not_rounded_on_the_way() -> None:
    [first, rest] = texts(CLICK | {"net": 10**18 - 1}, NO_TOUCH | {"net": 1})
    assert (first[-1], rest[-1]) == ("99.9", "0.0")


def test_nothing_is_an_empty_table_and_every_class_has_its_words() -> None:
    assert texts() == []
    assert set(CAME) == {"click", "code", "both", "neither"}
