"""What is looked at, as the page's address says it: brand, campaign, creator, period, currency, model. Pure."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

from events.decision import Model
from events.moments import to_ms
from events.money import BadMoney, exponent

PERIODS = {"today": 1, "7d": 7, "28d": 28, "8w": 56, "365d": 365}
"""Days, today included. Days are those of UTC, as in the queries."""
CUSTOM, USUAL_PERIOD = "custom", "28d"
LONGEST_DAYS = 3 * 366
ROWS = (50, 500, 5000)
MANY = {"brand": "brands", "campaign": "campaigns", "creator": "creators"}
KNOWN = (*MANY, "period", "from", "to", "currency", "model", "rows")
LONGEST_ID = 128


class BadFilter(ValueError):
    """An address that asks for what can't be shown; `mistakes` names each part and what it may be."""

    def __init__(self, mistakes: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{field}: {message}" for field, message in mistakes))
        self.mistakes = mistakes


class Filter(NamedTuple):
    """Empty is all; an empty currency is the usual one, which the data decides."""

    brands: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    creators: tuple[str, ...] = ()
    period: str = USUAL_PERIOD
    first: date | None = None
    last: date | None = None
    currency: str = ""
    model: str = Model.PAYABLE
    rows: int = ROWS[0]

    def days(self, today: date) -> tuple[date, date]:
        """First and last day of the period, both inside."""
        if self.first and self.last:
            return self.first, self.last
        return today - timedelta(days=PERIODS[self.period] - 1), today

    def parameters(self, today: date, currency: str) -> dict[str, Any]:
        """As the named queries take it."""
        first, last = self.days(today)
        return {
            "since": _midnight(first),
            "until": _midnight(last + timedelta(days=1)),
            "brands": list(self.brands),
            "campaigns": list(self.campaigns),
            "creators": list(self.creators),
            "currency": self.currency or currency,
            "model": self.model,
        }

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What an address says of this filter; usual values are left out."""
        pairs = [(name, value) for name, field in MANY.items() for value in getattr(self, field)]
        pairs += [("period", self.period)] if self.period != USUAL_PERIOD else []
        if self.first and self.last:
            pairs += [("from", self.first.isoformat()), ("to", self.last.isoformat())]
        pairs += [("currency", self.currency)] if self.currency else []
        pairs += [("model", self.model)] if self.model != Model.PAYABLE else []
        pairs += [("rows", str(self.rows))] if self.rows != ROWS[0] else []
        return pairs

    @property
    def address(self) -> str:
        """The query string that says this filter, with its question mark."""
        return f"?{urlencode(self.pairs)}"


def _midnight(day: date) -> int:
    return to_ms(datetime(day.year, day.month, day.day, tzinfo=UTC))


def read_filter(pairs: Iterable[tuple[str, str]]) -> Filter:
    """The filter of a query string's pairs; raises BadFilter with every mistake."""
    told: dict[str, list[str]] = {}
    for name, value in pairs:
        told.setdefault(name, []).append(value.strip())
    mistakes = [(name, f"there is no such filter; there are {', '.join(KNOWN)}") for name in told if name not in KNOWN]
    mistakes += [(name, "say it once") for name, values in told.items() if name not in MANY and name in KNOWN and len(values) > 1]
    once = {name: values[0] for name, values in told.items() if name not in MANY and name in KNOWN}
    many: dict[str, Any] = {field: _ids(name, told.get(name, []), mistakes) for name, field in MANY.items()}
    days = _days(once, mistakes)
    chosen = Filter(**many, **days, **_words(once, mistakes))
    if mistakes:
        raise BadFilter(mistakes)
    return chosen


def _ids(name: str, values: list[str], mistakes: list[tuple[str, str]]) -> tuple[str, ...]:
    if any(len(value) > LONGEST_ID for value in values):
        mistakes.append((name, f"an id has at most {LONGEST_ID} characters"))
    return tuple(sorted({value for value in values if value}))


def _words(once: Mapping[str, str], mistakes: list[tuple[str, str]]) -> dict[str, Any]:
    currency, model = once.get("currency", "").upper(), once.get("model") or str(Model.PAYABLE)
    rows = once.get("rows") or str(ROWS[0])
    try:
        exponent(currency or "EUR")
    except BadMoney as why:
        mistakes.append(("currency", str(why)))
    if model not in set(Model):
        mistakes.append(("model", f"{model!r} is no attribution model; there are {', '.join(Model)}"))
    if rows not in map(str, ROWS):
        mistakes.append(("rows", f"{rows!r} is none of {', '.join(map(str, ROWS))}"))
        rows = str(ROWS[0])
    return {"currency": currency, "model": model, "rows": int(rows)}


def _days(once: Mapping[str, str], mistakes: list[tuple[str, str]]) -> dict[str, Any]:
    first, last = _day("from", once, mistakes), _day("to", once, mistakes)
    period = once.get("period") or (CUSTOM if first or last else USUAL_PERIOD)
    if period != CUSTOM:
        if period not in PERIODS:
            mistakes.append(("period", f"{period!r} is no period; there are {', '.join((*PERIODS, CUSTOM))}"))
        return {"period": period}
    if not (first and last):
        mistakes.append(("period", "a custom period needs its first day (from) and its last (to), as 2026-11-01"))
    elif last < first:
        mistakes.append(("to", f"{last} lies before {first}"))
    elif (last - first).days >= LONGEST_DAYS:
        mistakes.append(("to", "a period has at most three years"))
    return {"period": CUSTOM, "first": first, "last": last}


def _day(name: str, once: Mapping[str, str], mistakes: list[tuple[str, str]]) -> date | None:
    value = once.get(name, "")
    try:
        day = date.fromisoformat(value) if value else None
    except ValueError:
        day = None
    if value and (day is None or not 1970 <= day.year < 2200):
        mistakes.append((name, f"{value!r} is no day; write 2026-11-01"))
        return None
    return day
