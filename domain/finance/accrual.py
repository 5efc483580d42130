"""When a cost is borne: evenly over the days it pays for, so that any days add up to the minor unit."""

from datetime import date

from events.moments import DAY_MS

EPOCH = date(1970, 1, 1)


def days_begun(at_ms: int) -> int:
    """How many days (UTC) since 1970 begin before a moment."""
    return -(-at_ms // DAY_MS)


def accrued(amount: int, first: date, last: date, before: int) -> int:
    """Minor units of an amount that the days before a day's number (since 1970) bear; `first` and `last` day are both paid for.

    amount x days gone / days, rounded toward zero: a credit note cancels what it credits on every day.
    """
    begins, days = (first - EPOCH).days, (last - first).days + 1
    gone = min(max(before - begins, 0), days)
    size = abs(amount) * gone // days
    return size if amount >= 0 else -size


def borne(amount: int, first: date, last: date, since_ms: int, until_ms: int) -> int:
    """What of an amount a period bears (milliseconds since 1970, half-open): a day counts if it begins in the period."""
    begin, end = days_begun(since_ms), max(days_begun(since_ms), days_begun(until_ms))
    return accrued(amount, first, last, end) - accrued(amount, first, last, begin)
