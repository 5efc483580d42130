"""Trained models on the board."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from dashboards.board.filters import Filter
from dashboards.board.trained import trained

TODAY = date(2026, 11, 27)
OCTOBER: dict[str, Any] = {
    "model": "markov", "version": "markov@1",
    "since": datetime(2026, 10, 1, tzinfo=UTC), "until": datetime(2026, 11, 1, tzinfo=UTC),
    "trained_at": datetime(2026, 11, 1, 0, 5, tzinfo=UTC), "net": 10_000, "unattributed": 500, "payable": 9_000, "orders": 1_200,
}  # fmt: skip


def test_a_row_says_its_window_when_it_was_trained_and_that_it_never_pays() -> None:
    shape = trained([OCTOBER], Filter(), TODAY, "EUR")
    [row] = shape["rows"]
    assert [cell["text"] for cell in row["cells"]] == [
        "Markov", "100.00", "90.00", "5.00", "1,200", "1 Oct 2026 to 31 Oct 2026", "markov@1"
    ]  # fmt: skip
    assert [cell["note"] for cell in row["cells"] if "note" in cell] == ["analytic, never pays", "trained 01 Nov 2026, 00:05 UTC"]
    assert [column["unit"] for column in shape["columns"]] == ["", "EUR", "EUR", "EUR", "", "", ""]


def test_a_window_of_one_day_and_a_kind_of_a_later_release_are_told() -> None:
    one_day = OCTOBER | {"model": "lstm", "until": datetime(2026, 10, 2, tzinfo=UTC)}
    [row] = trained([one_day], Filter(), TODAY, "JPY")["rows"]
    assert [row["cells"][place]["text"] for place in (0, 1, 5)] == ["lstm", "10,000", "1 Oct 2026 to 1 Oct 2026"]


@pytest.mark.parametrize(
    ("chosen", "days"),
    [
        (Filter(), "--from 2026-10-31 --to 2026-11-27"),
        (Filter(period="today"), "--from 2026-11-27 --to 2026-11-28"),
        (Filter(period="custom", first=date(2026, 9, 1), last=date(2026, 9, 30)), "--from 2026-09-01 --to 2026-10-01"),
    ],
)
def test_without_one_it_says_how_to_train_it(chosen: Filter, days: str) -> None:
    shape = trained([], chosen, TODAY, "EUR")
    assert (shape["rows"], shape["empty"]) == (
        [],
        f"No model was trained for this period. To train one: affluent models train {days}",
    )


def test_a_campaign_is_nothing_that_it_could_be_asked_for() -> None:
    assert "choose no campaign" in trained([], Filter(campaigns=("spring",)), TODAY, "EUR")["empty"]
