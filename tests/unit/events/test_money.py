"""Money is whole minor units of a known currency, or it is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from events.money import MAX_MINOR, BadMoney, Currency, Minor, exponent, minor_units, plain

MINOR, CURRENCY = TypeAdapter(Minor), TypeAdapter(Currency)


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("12.30", "EUR", 1230),
        ("12.3", "eur", 1230),
        ("0.29", "EUR", 29),
        ("-5", "EUR", -500),
        ("-0.05", "EUR", -5),
        ("500", "JPY", 500),
        ("500.00", "JPY", 500),
        ("1.234", "KWD", 1234),
        ("12.3400", "EUR", 1234),
    ],
)
def test_a_shop_s_text_becomes_minor_units(text: str, currency: str, amount: int) -> None:
    assert minor_units(text, currency) == amount


@pytest.mark.parametrize(
    "text",
    ["", "1_000", "١٢", "1e3", "NaN", "1,50", " 1", "1.", ".5", "+1", "１２", "1.23456", "9" * 16, "0x1"],  # noqa: RUF001
)
def test_what_is_no_plain_amount_is_refused(text: str) -> None:
    with pytest.raises(BadMoney):
        minor_units(text, "EUR")


@pytest.mark.parametrize(("text", "currency"), [("0.129", "EUR"), ("1.5", "JPY"), ("1", "XXX"), ("1", "EURO"), ("1", "")])
def test_nothing_is_rounded_and_no_currency_is_guessed(text: str, currency: str) -> None:
    with pytest.raises(BadMoney):
        minor_units(text, currency)


@given(st.integers(-MAX_MINOR, MAX_MINOR), st.sampled_from(["EUR", "JPY", "KWD", "USD"]))
def test_plain_text_is_read_back_as_it_was(amount: int, currency: str) -> None:
    text = plain(amount, currency)
    if len(text.partition(".")[0].lstrip("-")) <= 15:
        assert minor_units(text, currency) == amount


@pytest.mark.parametrize("value", [1.0, "1", True, None, MAX_MINOR + 1, -MAX_MINOR - 1])
def test_an_amount_is_a_whole_number_that_fits(value: object) -> None:
    with pytest.raises(ValidationError):
        MINOR.validate_python(value)


def test_a_currency_is_known_and_written_large() -> None:
    assert CURRENCY.validate_python("jpy") == "JPY"
    assert [exponent(one) for one in ("JPY", "EUR", "KWD")] == [0, 2, 3]
    with pytest.raises(ValidationError):
        CURRENCY.validate_python("ABC")


def test_the_largest_order_still_sums_to_what_a_column_holds() -> None:
    assert 1000 * MAX_MINOR < 2**63
