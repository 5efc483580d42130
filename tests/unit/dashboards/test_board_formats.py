from decimal import Decimal

import pytest

from dashboards.board.formats import amount, money, percent, ratio, unit, whole


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (1_234_567, "EUR", "12,345.67"),
        (5, "EUR", "0.05"),
        (-5, "EUR", "\u22120.05"),
        (-1_234_567, "EUR", "\u221212,345.67"),
        (1_234_567, "JPY", "1,234,567"),
        (1_234_567, "KWD", "1,234.567"),
        (2**53 + 1, "EUR", "90,071,992,547,409.93"),
        (1_234_567, "not a currency", "1,234,567"),
    ],
)
def test_money_is_shown_to_the_last_digit(minor: int, currency: str, text: str) -> None:
    assert amount(minor, currency) == text


def test_money_has_its_unit_even_where_nobody_knows_it() -> None:
    assert money(100, "EUR") == "1.00\u00a0EUR"
    assert unit("not a currency") == "minor units of not a currency"


def test_a_ratio_under_its_target_is_never_shown_as_reaching_it() -> None:
    assert ratio(Decimal("2.4999")) == "2.49"
    assert ratio(Decimal("-0.001")) == "\u22120.01"
    assert ratio(None) == "—"


def test_a_share_is_shown_as_per_cent() -> None:
    assert percent(Decimal("0.3519")) == "35.1"
    assert percent(Decimal(-1)) == "\u2212100.0"
    assert percent(Decimal("4.6250")) == "462.5"
    assert percent(None) == "—"


def test_counts_have_groups_of_three() -> None:
    assert whole(1_234_567) == "1,234,567"
