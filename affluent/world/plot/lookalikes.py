"""Two campaigns that cost the same and look the same: people click on both, and buy from one of them only."""

from random import Random

from affluent.world.plot.campaigning import cost
from affluent.world.plot.cast import Campaign, Cast, Link
from affluent.world.plot.telling import DAY, HOUR, MINUTE, SECOND, Person, Teller, Told

FIRST_NUMBER = 8_000_000  # beyond the longest history's, below the live world's
SPENT = (("agency", 100_000), ("paid_media", 300_000))
DAYS, VISITORS = 56, 28
PRICE = 49_980
"""Minor units with 19 % VAT, 420.00 EUR without: 28 orders are 2.4 times the cost, commission included; the target is 2."""


def healthy_and_failing(cast: Cast) -> tuple[Campaign, Campaign]:
    """Encore and Echo."""
    healthy, failing = (campaign for campaign in cast.campaigns if campaign.target_roas)
    return healthy, failing


def lookalikes(cast: Cast, seed: int, start: int) -> list[Told]:
    """Eight weeks of both from `start`: every second day somebody clicks; of Echo's visitors, only the first one buys."""
    encore, echo = healthy_and_failing(cast)
    tell = Teller(cast, Random(f"lookalikes {seed}"), FIRST_NUMBER)
    return [*_sells(tell, encore, start, VISITORS), *_sells(tell, echo, start, 1)]


def _sells(tell: Teller, campaign: Campaign, start: int, buyers: int) -> list[Told]:
    [link] = tell.cast.links_of(campaign)[:1]
    told = [cost(tell, link.collaboration, kind, amount, start + HOUR, DAYS) for kind, amount in SPENT]
    for visitor in range(VISITORS):
        told += _visit(tell, link, start + 2 * visitor * DAY + tell.rng.randrange(2 * HOUR, 36 * HOUR), buys=visitor < buyers)
    return told


def _visit(tell: Teller, link: Link, at: int, buys: bool) -> list[Told]:
    shop = tell.cast.shops[0]
    person = Person(shop, [tell.browser()], None)
    click = tell.click(person.browsers[0], at, link)
    if not buys:
        return [click]
    return [click, tell.order(person, at + tell.rng.randrange(SECOND, 20 * MINUTE), lines=[tell.product(shop, PRICE)])]
