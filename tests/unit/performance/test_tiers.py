"""A creator's tier is that of the day."""

from datetime import date

import pytest

from domain.performance.tiers import Tier, followers_on, tier_on
from events.catalog import Followers

COUNTS = (Followers(on=date(2026, 6, 1), count=120_000), Followers(on=date(2026, 1, 1), count=8_000))


@pytest.mark.parametrize(
    ("day", "tier"),
    [
        pytest.param(date(2025, 12, 31), None, id="not counted yet"),
        pytest.param(date(2026, 1, 1), Tier.NANO, id="on the day"),
        pytest.param(date(2026, 5, 31), Tier.NANO, id="until the next count"),
        pytest.param(date(2026, 6, 1), Tier.MID, id="grown"),
    ],
)
def test_the_newest_count_that_is_not_after_the_day_decides(day: date, tier: Tier | None) -> None:
    assert tier_on(COUNTS, day) == tier


@pytest.mark.parametrize(
    ("count", "tier"),
    [
        (0, "nano"),
        (9_999, "nano"),
        (10_000, "micro"),
        (99_999, "micro"),
        (100_000, "mid"),
        (500_000, "macro"),
        (1_000_000, "mega"),
    ],
)
def test_the_lower_bound_is_inside(count: int, tier: str) -> None:
    assert tier_on([Followers(on=date(2026, 1, 1), count=count)], date(2026, 1, 1)) == tier


def test_a_count_that_is_missing_is_not_0() -> None:
    assert followers_on((), date(2026, 1, 1)) is None
