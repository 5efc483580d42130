"""Stories of people who click and buy: how influence usually works, and how it crosses devices and codes."""

from random import Random

from affluent.world.plot.contracts import ENDED, GENERIC, TOLD_LATE, TOLD_TOO_LATE
from affluent.world.plot.telling import DAY, HOUR, MINUTE, SECOND, Person, Teller, Told

Story = list[Told]


def browses(tell: Teller, at: int) -> Story:
    """Clicks, and never buys."""
    browser = tell.browser()
    return [tell.click(browser, at + n * HOUR) for n in range(tell.rng.randrange(1, 4))]


def visits(tell: Teller, person: Person, until: int, browser: str | None = None) -> Story:
    """One to five clicks in the days before a moment."""
    ages = sorted((_age(tell.rng) for _ in range(tell.rng.choice((1, 1, 2, 3, 5)))), reverse=True)
    return [tell.click(browser or person.browsers[0], until - age) for age in ages]


def _age(rng: Random) -> int:
    return rng.choice((rng.randrange(20 * SECOND, HOUR), rng.randrange(HOUR, DAY), rng.randrange(DAY, 35 * DAY)))


def buys(tell: Teller, at: int) -> Story:
    """Clicks, buys, pays."""
    person = tell.person()
    order = tell.order(person, at)
    return [*visits(tell, person, at), order, tell.again(order, "paid", tell.rng.randrange(2 * SECOND, HOUR))]


def buys_at_once(tell: Teller, at: int) -> Story:
    """Two clicks and the order in the same millisecond: the order of ids decides, not the order of arrival."""
    person = tell.person()
    return [tell.click(person.browsers[0], at), tell.click(person.browsers[0], at), tell.order(person, at)]


def buys_without_a_click(tell: Teller, at: int) -> Story:
    """Nobody earned this."""
    return [tell.order(tell.person(), at)]


def buys_as_guest(tell: Teller, at: int) -> Story:
    """No customer id; sometimes not even a browser is known."""
    guest = tell.person(guest=True)
    known = guest.browsers[0] if tell.rng.random() < 0.6 else None
    return [*visits(tell, guest, at), tell.order(guest, at, browser=known)]


def uses_a_code_only(tell: Teller, at: int) -> Story:
    """A code heard in a video, no click at all; written as people write."""
    person = tell.person()
    return [tell.order(person, at, codes=(_a_code(tell, person),), browser=tell.rng.choice(("", None)))]


def uses_a_code_against_a_click(tell: Teller, at: int) -> Story:
    """The click says one creator, the code another."""
    person = tell.person()
    return [*visits(tell, person, at), tell.order(person, at, codes=(_a_code(tell, person),))]


def uses_two_codes(tell: Teller, at: int) -> Story:
    """Two codes stacked, one of them redeemed twice in different letters."""
    person = tell.person()
    first, second = _a_code(tell, person), _a_code(tell, person)
    return [*visits(tell, person, at), tell.order(person, at, codes=(first, second, first.swapcase()))]


def uses_an_odd_code(tell: Teller, at: int) -> Story:
    """Generic, ended, unknown, or in force long before the catalog knew it."""
    person = tell.person()
    odd = tell.rng.choice((GENERIC, ENDED, f"FRIEND{tell.number()}", TOLD_LATE, TOLD_LATE, TOLD_TOO_LATE))
    clicks = visits(tell, person, at) if tell.rng.random() < 0.5 else []
    return [*clicks, tell.order(person, at, codes=(odd,))]


def _a_code(tell: Teller, person: Person) -> str:
    code = tell.rng.choice(tell.cast.codes_of(person.shop)).code
    return tell.rng.choice((code, code.lower(), code.title()))


def returns_on_a_second_device(tell: Teller, at: int) -> Story:
    """Buys on the phone; days later clicks there again but buys on the laptop: the customer id joins the two."""
    person = tell.person(browsers=2)
    phone, laptop = person.browsers
    first, second = tell.order(person, at, browser=phone), tell.order(person, at + 9 * DAY, browser=laptop)
    return [*visits(tell, person, at, phone), first, *visits(tell, person, at + 9 * DAY, phone), second]


def is_recognised_afterwards(tell: Teller, at: int) -> Story:
    """Clicks on the phone, buys on the laptop; only a later order shows that both are one customer's, in time or not."""
    person = tell.person(browsers=2)
    phone, laptop = person.browsers
    after = tell.rng.choice((DAY, 4 * DAY, 20 * DAY))
    return [
        *visits(tell, person, at, phone),
        tell.order(person, at, browser=laptop),
        tell.order(person, at + after, browser=phone),
    ]


def share_a_browser(tell: Teller, at: int) -> Story:
    """Two customers at the family's computer; one of them also has a phone."""
    one, other = tell.person(), tell.person(browsers=2)
    other.browsers[0] = one.browsers[0]
    return [
        *visits(tell, one, at), tell.order(one, at),
        *visits(tell, other, at + DAY, other.browsers[1]), tell.order(other, at + DAY), tell.order(other, at + 3 * DAY),
        tell.click(one.browsers[0], at + 2 * DAY), tell.order(one, at + 3 * DAY + MINUTE),
    ]  # fmt: skip


def changes_the_device(tell: Teller, at: int) -> Story:
    """The shop learns the browser, or the customer, only when the order is edited."""
    person = tell.person()
    order = tell.order(person, at, browser=None, customer=None)
    edited = tell.again(order, "edited", 6 * HOUR, visitor=person.browsers[0], customer=person.customer)
    return [*visits(tell, person, at), order, edited]
