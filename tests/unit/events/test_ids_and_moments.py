"""Ids are derived, moments are whole milliseconds."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from events.door import Moment
from events.ids import ShopId, derived_id
from events.moments import from_ms, to_ms

SHOP_ID, MOMENT = TypeAdapter(ShopId), TypeAdapter(Moment)


def test_an_id_is_the_same_for_the_same_parts_and_no_others() -> None:
    assert derived_id("ab", "c") == derived_id("ab", "c")
    assert len({derived_id("ab", "c"), derived_id("a", "bc"), derived_id("abc"), derived_id("ab", "c", "")}) == 4


@pytest.mark.parametrize(("given", "kept"), [(2**63 + 1, str(2**63 + 1)), ("#1001".strip("#"), "1001"), (7, "7")])
def test_a_shop_s_number_stays_exact(given: object, kept: str) -> None:
    assert SHOP_ID.validate_python(given) == kept


@pytest.mark.parametrize("given", [True, 1.5, None, "", "a b", "x" * 129, "a\n"])
def test_what_no_shop_calls_an_order_is_refused(given: object) -> None:
    with pytest.raises(ValidationError):
        SHOP_ID.validate_python(given)


@given(st.integers(0, 7_258_118_399_999))
def test_milliseconds_go_there_and_back(milliseconds: int) -> None:
    assert to_ms(from_ms(milliseconds)) == milliseconds


def test_a_moment_is_the_same_in_every_zone_and_rounded_down() -> None:
    moment = datetime(2026, 11, 18, 12, 0, 0, 999_999, tzinfo=UTC)
    assert to_ms(moment) == to_ms(moment.astimezone(timezone(timedelta(hours=-11)))) == 1_795_003_200_999


@pytest.mark.parametrize("given", ["2026-11-18T10:00:00", "2026-11-18", "1969-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "soon"])
def test_a_moment_that_no_column_can_hold_or_no_clock_told_is_refused(given: str) -> None:
    with pytest.raises(ValidationError):
        MOMENT.validate_python(given)
