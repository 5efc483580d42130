"""ISO 8601 into milliseconds: UTC where nothing else is said."""

from datetime import UTC, datetime

import polars as pl
import pytest

from affluent.files.times import milliseconds

NOON = 1_767_268_800_000


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-01T12:00:00", "2026-01-01T12:00:00Z", "2026-01-01 12:00:00", "2026-01-01T12:00", "2026-01-01T14:00:00+02:00",
        "2026-01-01T14:00+0200", "20260101T120000", "2026-01-01T12:00:00.000999", "2026-01-01T12:00:00.000Z",
    ],
)  # fmt: skip
def test_one_moment_in_many_spellings(text: str) -> None:
    assert milliseconds(pl.Series([text])).to_list() == [NOON]


def test_a_day_is_its_first_moment() -> None:
    assert milliseconds(pl.Series(["2026-01-01", "1969-12-31T23:59:59.9999"])).to_list() == [1_767_225_600_000, -1]


@pytest.mark.parametrize(
    "text", ["", "yesterday", "01/02/2026", "2026-02-30", "2026-01-01T25:00:00", "1767268800", "2026-01-01T12:00:00ZZ"]
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert milliseconds(pl.Series([text, "2026-01-01T12:00:00"])).to_list() == [None, NOON]


def test_a_time_of_parquet_is_taken_as_it_is() -> None:
    aware = pl.Series([datetime(2026, 1, 1, 12, tzinfo=UTC)]).dt.convert_time_zone("Europe/Berlin")
    assert milliseconds(aware).to_list() == [NOON]
    assert milliseconds(aware.dt.convert_time_zone("UTC").dt.replace_time_zone(None)).to_list() == [NOON]
