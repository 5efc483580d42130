"""The warehouse accrues cost as domain.finance.accrual does, over random costs and periods."""

from datetime import date, timedelta
from random import Random

import pytest

from domain.finance.accrual import EPOCH, borne
from events.facts import Delivery, Spent
from events.messages import Envelope
from events.moments import DAY_MS
from tests.integration.books import a_sink, journal, sunk
from tests.integration.campaign_books import EVERYTHING, SEPTEMBER
from warehouse.connect import Warehouse

BEGIN = SEPTEMBER // DAY_MS


def a_random_cost(id: int, dice: Random) -> Spent:
    first = EPOCH + timedelta(BEGIN + dice.randrange(-40, 40))
    last = first + timedelta(dice.choice((0, 1, 6, 29, 364)))
    amount = dice.choice((1, -1, dice.randrange(-(2**50), 2**50), dice.randrange(1, 100_000)))
    return Spent(f"k{id}", SEPTEMBER, SEPTEMBER, "agency", f"camp{id % 3}", amount, "EUR", first.isoformat(), last.isoformat())


@pytest.mark.parametrize("seed", range(3))
def test_any_period_bears_what_the_rule_says(warehouse: Warehouse, seed: int) -> None:
    dice = Random(seed)
    costs = [a_random_cost(id, dice) for id in range(200)]
    sunk(a_sink(warehouse), journal(0, 0, *(Envelope(f"f:{one.id}", one, Delivery(3, 0, n)) for n, one in enumerate(costs))))
    for _ in range(5):
        since, until = sorted(SEPTEMBER + dice.randrange(-60 * DAY_MS, 60 * DAY_MS) for _ in range(2))
        expected: dict[str, int] = {}
        for one in costs:
            first, last = (date.fromisoformat(day) for day in (one.accrues_from, one.accrues_to))
            expected[one.campaign] = expected.get(one.campaign, 0) + borne(one.amount, first, last, since, until)
        asked = {**EVERYTHING, "since": since, "until": until}
        assert {row["campaign"]: row["cost"] for row in warehouse.select("by_campaign", **asked)} == expected
        assert sum(row["cost"] for row in warehouse.select("over_time", **asked)) == sum(expected.values())
