"""Figures as people read them: money with two decimals where its currency has two, whole numbers in groups of three. Pure."""

from datetime import date, datetime
from decimal import ROUND_FLOOR, Decimal

from events.money import BadMoney, plain

UNKNOWN = "—"
MINUS = "\u2212"
HUNDREDTH, TENTH = Decimal("0.01"), Decimal("0.1")


def amount(minor: int, currency: str) -> str:
    """Minor units without their currency: 1234567 EUR is "12,345.67"."""
    try:
        text = plain(minor, currency)
    except BadMoney:
        return f"{minor:,}"
    whole, point, decimals = text.partition(".")
    sign = MINUS if whole.startswith("-") else ""
    return f"{sign}{int(whole.removeprefix('-')):,}{point}{decimals}"


def unit(currency: str) -> str:
    """What stands behind an amount."""
    try:
        plain(0, currency)
    except BadMoney:
        return f"minor units of {currency}"
    return currency


def money(minor: int, currency: str) -> str:
    """An amount with its currency: "12,345.67 EUR"."""
    return f"{amount(minor, currency)}\u00a0{unit(currency)}"


def whole(number: int) -> str:
    """A count."""
    return f"{number:,}".replace("-", MINUS)


def ratio(value: Decimal | None) -> str:
    """ROAS, rounded down, so that what is under its target is never shown as reaching it; a dash where it is unknown."""
    return UNKNOWN if value is None else f"{value.quantize(HUNDREDTH, ROUND_FLOOR):,}".replace("-", MINUS)


def percent(value: Decimal | None) -> str:
    """A share of one as per cent, rounded down to a tenth; a dash where it is unknown."""
    return UNKNOWN if value is None else f"{(value * 100).quantize(TENTH, ROUND_FLOOR):,}".replace("-", MINUS)


def moment(at: datetime) -> str:
    """Day and minute, UTC."""
    return at.strftime("%d %b %Y, %H:%M")


def second(at: datetime) -> str:
    """Time of day, UTC."""
    return at.strftime("%H:%M:%S")


def day(at: date) -> str:
    """A day."""
    return at.strftime("%d %b %Y").lstrip("0")


def short_day(at: date) -> str:
    """A day where its year goes without saying."""
    return at.strftime("%d %b").lstrip("0")


def words(text: str) -> str:
    """A word of the vocabulary as people write it: partially_refunded is "partially refunded"."""
    return text.replace("_", " ")
