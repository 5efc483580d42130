"""Where a campaign stands in one currency, and what it should have brought by now. Integers of minor units all the way."""

from typing import NamedTuple

from events.alert import AverageOf

MILLION = 1_000_000
ENOUGH_OF_ITS_OWN = 10
"""From so many orders on, a campaign's own average is more than chance; below, its brand's tells more."""


class Sold(NamedTuple):
    """So many orders brought so much net revenue."""

    net: int = 0
    orders: int = 0

    @property
    def has_average(self) -> bool:
        """Whether an average can be told: refunds may leave orders without revenue."""
        return self.net > 0 and self.orders > 0


class Standing(NamedTuple):
    """A campaign in one currency, as far as the data goes. Moments in milliseconds since 1970."""

    campaign: str
    brand: str
    currency: str
    own: Sold
    cost: int
    """Accrued so far."""
    target: int | None
    """Target ROAS in millionths; None: the campaign has none."""
    data_from: int
    data_at: int
    """The newest data that all of this rests on."""
    ends_before: int | None = None
    """The first moment at which the campaign no longer runs."""
    of_brand: Sold = Sold()
    """All orders of the brand in this currency, of late."""
    of_currency: Sold = Sold()
    """All orders of every brand in this currency, of late."""
    elsewhere: int = 0
    """Orders of the campaign in other currencies, which are never added."""


class Expectation(NamedTuple):
    """Orders that the accrued cost should have brought at target, rounded down, and the average order behind them."""

    orders: int
    average: int
    of: AverageOf


def expected(standing: Standing) -> Expectation | None:
    """Cost times target ROAS, divided by the average order value; None without a target or where no average order is known."""
    whose = _average(standing)
    if standing.target is None or whose is None:
        return None
    sold, of = whose
    orders = max(0, standing.cost) * standing.target * sold.orders // (MILLION * sold.net)
    return Expectation(orders, sold.net // sold.orders, of)


def at_stake(standing: Standing) -> int:
    """Cost times target ROAS, less net revenue, in minor units: what is missing to the target; 0 when nothing is."""
    return max(0, standing.cost * (standing.target or 0) // MILLION - standing.own.net)


def is_below(standing: Standing, millionths: int) -> bool:
    """Whether ROAS is below a part of the target (in millionths of it). No cost, or no target: never."""
    if standing.target is None or standing.cost <= 0:
        return False
    return standing.own.net * MILLION * MILLION < standing.cost * standing.target * millionths


def _average(standing: Standing) -> tuple[Sold, AverageOf] | None:
    candidates = (
        (standing.own, AverageOf.CAMPAIGN, standing.own.orders >= ENOUGH_OF_ITS_OWN),
        (standing.of_brand, AverageOf.BRAND, True),
        (standing.of_currency, AverageOf.CURRENCY, True),
        (standing.own, AverageOf.CAMPAIGN, True),
    )
    return next(((sold, of) for sold, of, fits in candidates if fits and sold.has_average), None)
