"""Times of the simulated world: milliseconds since 1970 UTC, and how doors want them written."""

from datetime import timedelta, timezone

from events.moments import from_ms


def iso(moment: int) -> str:
    """2026-11-23T09:30:00.250Z"""
    return from_ms(moment).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def day(moment: int) -> str:
    """2026-11-23, in UTC."""
    return from_ms(moment).date().isoformat()


def local(moment: int, utc_offset_min: int) -> str:
    """As a shop writes it, with its offset: 2026-11-23T10:30:00+01:00; a part of a second only where there is one."""
    return from_ms(moment).astimezone(timezone(timedelta(minutes=utc_offset_min))).isoformat()
