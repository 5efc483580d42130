"""Money is an integer of minor units and a currency; there is no float on any way."""

import re
from functools import cache
from typing import Annotated

import iso4217
from pydantic import AfterValidator, Strict

AMOUNT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,4})?", re.ASCII)
MAX_MINOR = 2**50  # the thousand lines of the largest order still sum to an Int64


class BadMoney(ValueError):
    """An amount or a currency that can't be right; the message names what was wrong."""


@cache
def exponent(currency: str) -> int:
    """How many decimals a currency has (ISO 4217): JPY 0, EUR 2, KWD 3."""
    try:
        places = iso4217.Currency(currency.upper()).exponent
    except ValueError:
        raise BadMoney(f"unknown currency {currency!r}") from None
    if places is None:
        raise BadMoney(f"{currency} has no minor unit")
    return int(places)


def minor_units(amount: str, currency: str) -> int:
    """Parse a shop's decimal text into minor units: ("12.30", "EUR") is 1230, ("500", "JPY") is 500.

    Raises BadMoney on anything but plain ASCII digits and on more decimals than the currency has: nothing is rounded.
    """
    if not isinstance(amount, str) or not AMOUNT.fullmatch(amount):
        raise BadMoney(f"not an amount of money: {amount!r}")
    whole, _, decimals = amount.partition(".")
    places = exponent(currency)
    if decimals[places:].strip("0"):
        raise BadMoney(f"{amount} has more decimals than {currency} ({places})")
    return int(whole + decimals[:places].ljust(places, "0"))


def plain(amount: int, currency: str) -> str:
    """Minor units as decimal text, for people: (1230, "EUR") is "12.30"."""
    places = exponent(currency)
    sign, digits = ("-" if amount < 0 else ""), str(abs(amount)).rjust(places + 1, "0")
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def _known(currency: str) -> str:
    exponent(currency)
    return currency.upper()


def _fits(amount: int) -> int:
    if abs(amount) > MAX_MINOR:
        raise BadMoney(f"{amount} minor units do not fit")
    return amount


Currency = Annotated[str, AfterValidator(_known)]
Minor = Annotated[int, Strict(), AfterValidator(_fits)]
"""An amount in minor units of the currency stated beside it; 29.0 and "29" are refused: they may mean 29 whole euros."""
