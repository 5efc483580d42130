"""Eight weeks of the world, in the order in which affluent hears of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from affluent.world.plot import purchases, troubles
from affluent.world.plot.campaigning import costs, snapshots
from affluent.world.plot.cast import Cast
from affluent.world.plot.contracts import WEEKS, Telling, tellings
from affluent.world.plot.lookalikes import lookalikes
from affluent.world.plot.telling import DAY, HOUR, MINUTE, SECOND, Teller, Told

SPAN = WEEKS * 7 * DAY
TEN_MINUTES = 10 * MINUTE

STORIES: dict[Callable[[Teller, int], list[Told]], int] = {
    purchases.browses: 40, purchases.buys: 24, purchases.buys_at_once: 1, purchases.buys_without_a_click: 4,
    purchases.buys_as_guest: 5, purchases.uses_a_code_only: 6, purchases.uses_a_code_against_a_click: 8,
    purchases.uses_two_codes: 2, purchases.uses_an_odd_code: 6, purchases.returns_on_a_second_device: 6,
    purchases.is_recognised_afterwards: 4, purchases.share_a_browser: 3, purchases.changes_the_device: 2,
    troubles.sends_all_back: 3, troubles.sends_parts_back: 5, troubles.is_refunded_too_much: 1, troubles.refund_comes_first: 3,
    troubles.edits: 4, troubles.cancels: 3, troubles.clicks_arrive_late: 4, troubles.order_arrives_late: 2,
    troubles.bots_crawl: 3, troubles.tests_the_shop: 1, troubles.buys_a_gift_card: 2, troubles.clock_goes_ahead: 1,
    troubles.clicks_without_consent: 2,
}  # fmt: skip
"""How often each story is told; every one at least once in any world."""


@dataclass(frozen=True)
class Batch:
    """Told in one request, all through one door."""

    door: str
    told: tuple[Told, ...]


def history(cast: Cast, seed: int, start: int, stories: int, batch: int = 400) -> Iterator[Batch | Telling]:
    """Everything of eight weeks from `start`: batches for the doors, and the catalog's tellings at their time."""
    rng = Random(f"history {seed}")
    told = [*_everything(Teller(cast, rng), start, stories), *lookalikes(cast, seed, start)]
    heard = _in_order_of_hearing(told, rng, start + SPAN)
    for telling in tellings(cast, start):
        due = next((n for n, told in enumerate(heard) if told["received"] >= telling.recorded_at), len(heard))
        yield from _batches(heard[:due], rng, batch)
        heard = heard[due:]
        yield telling
    yield from _batches(heard, rng, batch)


def _everything(tell: Teller, start: int, stories: int) -> list[Told]:
    told = [*snapshots(tell, start), *costs(tell, start)]
    rest = tell.rng.choices(list(STORIES), list(STORIES.values()), k=max(0, stories - len(STORIES)))
    for story in [*STORIES, *rest]:
        told += story(tell, _moment(tell.rng, story, start))
    return [one for one in told if one["received"] > start]


def _moment(rng: Random, story: Callable[[Teller, int], list[Told]], start: int) -> int:
    last = SPAN
    if story is purchases.uses_an_odd_code:
        last = 24 * DAY
    if story in (troubles.order_arrives_late, troubles.clicks_arrive_late, purchases.is_recognised_afterwards):
        last = SPAN - 33 * DAY
    return start + rng.randrange(HOUR, last - HOUR)


def _in_order_of_hearing(told: list[Told], rng: Random, end: int) -> list[Told]:
    """Heard before the end, a few twice, and never quite in order."""
    twice = [one | {"received": one["received"] + rng.randrange(SECOND, 3 * HOUR)} for one in told if rng.random() < 0.03]
    heard = [one for one in (*told, *twice) if one["received"] < end]
    return [one for _, _, one in sorted((one["received"] + rng.randrange(TEN_MINUTES), n, one) for n, one in enumerate(heard))]


def _batches(told: list[Told], rng: Random, size: int) -> Iterator[Batch]:
    """Requests of at most `size`; an importer that got impatient sends one of them again."""
    for first in range(0, len(told), size):
        for batch in _by_door(told[first : first + size]):
            yield batch
            if rng.random() < 0.05:
                yield batch


DOORS = {"engagement": "engagements", "cost": "costs"}


def _by_door(told: list[Told]) -> Iterator[Batch]:
    for door in ("events", "engagements", "costs"):
        mine = tuple(one for one in told if DOORS.get(one["tells"], "events") == door)
        if mine:
            yield Batch(door, mine)
