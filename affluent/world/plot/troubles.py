"""Stories of what goes wrong: refunds, edits, late news, bots, clocks that lie."""

from affluent.world.plot.purchases import Story, buys, uses_a_code_against_a_click, visits
from affluent.world.plot.telling import DAY, HOUR, MINUTE, SECOND, Teller, Told


def _bought(tell: Teller, at: int) -> tuple[Story, Told]:
    story = tell.rng.choice((buys, uses_a_code_against_a_click))(tell, at)
    return story, next(told for told in story if told["tells"] == "order")


def sends_all_back(tell: Teller, at: int) -> Story:
    """A full refund, a week later."""
    story, order = _bought(tell, at)
    return [*story, tell.refund(order, 7 * DAY)]


def sends_parts_back(tell: Teller, at: int) -> Story:
    """Several partial refunds, the last one with goodwill on top; some shops write a chargeback."""
    story, order = _bought(tell, at)
    last = tell.refund(order, 9 * DAY, 5, adjustment=tell.rng.randrange(1, 300), kind=tell.rng.choice(("refund", "chargeback")))
    return [*story, tell.refund(order, 2 * DAY, 3), tell.refund(order, 5 * DAY, 4), last]


def is_refunded_too_much(tell: Teller, at: int) -> Story:
    """More goes back than was paid; and once in another currency, which can't be subtracted."""
    story, order = _bought(tell, at)
    foreign = "USD" if order["currency"] == "EUR" else "EUR"
    return [*story, tell.refund(order, DAY), tell.refund(order, 2 * DAY, 2), tell.refund(order, 3 * DAY, currency=foreign)]


def refund_comes_first(tell: Teller, at: int) -> Story:
    """The shop's news of the order is held up; the refund overtakes it."""
    story, order = _bought(tell, at)
    order["received"] = at + 2 * DAY
    return [*(told for told in story if told["tells"] != "order"), order, tell.refund(order, 5 * HOUR, 2)]


def edits(tell: Teller, at: int) -> Story:
    """Another basket and another code, told in the wrong order."""
    story, order = _bought(tell, at)
    shop = next(shop for shop in tell.cast.shops if shop.id == order["shop"])
    code = tell.rng.choice(tell.cast.codes_of(shop)).code
    first = tell.again(order, "edited", 3 * HOUR, late=2 * DAY, lines=tell.basket(shop, False))
    second = tell.again(order, "edited", 9 * HOUR, lines=tell.basket(shop, True), codes=[code])
    return [*story, first, second]


def cancels(tell: Teller, at: int) -> Story:
    """A cancelled order is worth nothing, whatever is told before or after."""
    story, order = _bought(tell, at)
    return [*story, tell.again(order, "cancelled", DAY), tell.refund(order, DAY + MINUTE), tell.again(order, "edited", 2 * DAY)]


def clicks_arrive_late(tell: Teller, at: int) -> Story:
    """A partner's clicks are heard of hours to weeks after the order: some in time, some beyond the lateness."""
    person = tell.person()
    delays = (3 * HOUR, 30 * HOUR, 4 * DAY, 10 * DAY, 20 * DAY)
    clicks = [tell.click(person.browsers[0], at - HOUR - n * MINUTE, late=delay) for n, delay in enumerate(delays)]
    return [*visits(tell, person, at), tell.order(person, at), *clicks]


def order_arrives_late(tell: Teller, at: int) -> Story:
    """Told weeks after it was placed: in time, or too late to be anybody's."""
    person = tell.person(guest=True)
    delay = tell.rng.choice((3 * DAY, 29 * DAY, 31 * DAY))
    return [*visits(tell, person, at), tell.order(person, at, received=at + delay)]


def bots_crawl(tell: Teller, at: int) -> Story:
    """Invalid traffic: crawlers without a visitor, and a prefetch in a buyer's own browser."""
    person = tell.person()
    crawls = [tell.click(None, at + n * SECOND, flags=("bot",)) for n in range(4)]
    prefetch = tell.click(person.browsers[0], at + HOUR - MINUTE, flags=("prefetch",))
    return [*crawls, *visits(tell, person, at), prefetch, tell.order(person, at + HOUR)]


def tests_the_shop(tell: Teller, at: int) -> Story:
    """A merchant's test order."""
    person = tell.person()
    return [*visits(tell, person, at), tell.order(person, at, test=True)]


def buys_a_gift_card(tell: Teller, at: int) -> Story:
    """A gift card beside a product, or alone: only products earn."""
    story, order = _bought(tell, at)
    products = order["lines"] if tell.rng.random() < 0.5 else []
    order["lines"] = [*products, tell.gift_card()]
    return [told for told in story if told["tells"] == "click"] + [order]


def clock_goes_ahead(tell: Teller, at: int) -> Story:
    """A browser and a till whose clocks are minutes ahead: what happens after it was heard of happened then."""
    person = tell.person()
    ahead = tell.click(person.browsers[0], at, late=-3 * MINUTE)
    return [ahead, tell.order(person, at + 10 * MINUTE, received=at + 8 * MINUTE)]


def clicks_without_consent(tell: Teller, at: int) -> Story:
    """Counted, not followed."""
    return [tell.click(None, at + n * MINUTE) for n in range(3)]
