"""What a creator is owed."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.finance.commission import commission_of


@pytest.mark.parametrize(
    ("base", "rate_ppm", "owed"), [(10_000, 80_000, 800), (5, 100_000, 1), (4, 100_000, 0), (-5, 100_000, -1), (0, 80_000, 0)]
)
def test_half_a_minor_unit_goes_away_from_zero(base, rate_ppm, owed):
    assert commission_of(base, rate_ppm) == owed


@given(st.integers(-(2**63), 2**63 - 1), st.integers(0, 1_000_000))
def test_it_is_what_decimals_say(base, rate_ppm):
    exact = (Decimal(base) * rate_ppm).scaleb(-6)
    assert commission_of(base, rate_ppm) == int(exact.to_integral_value(ROUND_HALF_UP))


@given(st.integers(-(2**40), 2**40), st.integers(0, 1_000_000))
def test_a_refund_takes_back_what_its_sale_brought(base, rate_ppm):
    assert commission_of(-base, rate_ppm) == -commission_of(base, rate_ppm)
