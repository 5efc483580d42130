"""What the crowd does live, one act at a time; who does what is decided by the seed, when is the clock's."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from affluent.world.plot.acts import Act, Hostile, Repeat, Visit, Webhook
from affluent.world.plot.cast import Cast
from affluent.world.plot.contracts import GENERIC
from affluent.world.plot.telling import Person, Teller, Told

PAUSE = 2_500  # shops write whole seconds: what must stay in order is that far apart, milliseconds
FIRST_LIVE_NUMBER = 10_000_000
AGENTS = ("phone", "tablet", "laptop", "app")


@dataclass
class Member:
    """Somebody in the crowd, and when each of their browsers last clicked."""

    person: Person
    clicked: dict[str, int] = field(default_factory=dict)


@dataclass
class Open:
    """An order that may still be paid, edited, refunded or cancelled."""

    told: Told
    last: int
    refunds: tuple[Told, ...] = ()


class Crowd:
    """Newcomers, regulars of the history, bots, and shops that tell twice. Another `run` of a world is other people."""

    def __init__(self, cast: Cast, seed: int, regulars: list[Person], run: int = 0) -> None:
        self._rng = Random(f"live {seed} {run}")
        self._tell = Teller(cast, self._rng, FIRST_LIVE_NUMBER * (run + 1))
        self._regulars = list(regulars)
        self._members: list[Member] = []
        self._orders: list[Open] = []
        self._does: dict[Callable[[int], Act | None], int] = {
            self._comes: 30, self._comes_back: 20, self._buys: 24, self._pays: 9, self._gets_refund: 5, self._edits: 3,
            self._cancels: 1, self._crawls: 4, self._repeats: 3, self._attacks: 2,
        }  # fmt: skip

    def act(self, at: int) -> Act:
        """What happens next, `at` milliseconds after the start."""
        does = self._rng.choices(list(self._does), list(self._does.values()))[0]
        return does(at) or self._comes(at)

    def _comes(self, at: int) -> Act:
        if self._regulars and self._rng.random() < 0.15:
            person = self._regulars.pop(self._rng.randrange(len(self._regulars)))
        else:
            person = self._tell.person(self._rng.choice((1, 1, 1, 2)), guest=self._rng.random() < 0.2)
        if self._members and self._rng.random() < 0.05:
            person.browsers[0] = self._rng.choice(self._members).person.browsers[0]
        self._members.append(Member(person))
        return self._visit(self._members[-1], at)

    def _comes_back(self, at: int) -> Act | None:
        return self._visit(self._rng.choice(self._members), at) if self._members else None

    def _visit(self, member: Member, at: int) -> Act:
        browser = self._rng.choice(member.person.browsers)
        member.clicked[browser] = at
        return Visit(at, browser, self._rng.choice(self._tell.cast.known_links), self._rng.choice(AGENTS))

    def _buys(self, at: int) -> Act | None:
        ready = [one for one in self._members if one.clicked and max(one.clicked.values()) <= at - PAUSE]
        if not ready:
            return None
        member = self._rng.choice(ready)
        codes = (self._code(member.person),) if self._rng.random() < 0.3 else ()
        order = self._tell.order(member.person, at, codes=codes, test=self._rng.random() < 0.02)
        order["lines"] += [self._tell.gift_card()] * (self._rng.random() < 0.04)
        self._orders.append(Open(order, at))
        browser = self._rng.choice(sorted(member.clicked))
        return Webhook(at, order, browser, self._rng.choice(("note", "note", "landing", "nothing")))

    def _code(self, person: Person) -> str:
        codes = [one.code for one in self._tell.cast.codes_of(person.shop)]
        return self._rng.choice([*codes, GENERIC, f"FRIEND{self._rng.randrange(99)}"])

    def _settled(self, at: int) -> Open | None:
        ready = [one for one in self._orders if one.last <= at - PAUSE]
        if not ready:
            return None
        one = self._rng.choice(ready)
        one.last = at
        return one

    def _tells_again(self, at: int, kind: str) -> Act | None:
        one = self._settled(at)
        if one is None:
            return None
        one.told = self._tell.again(one.told, kind, at - one.told["at"])
        return Webhook(at, one.told, refunds=one.refunds)

    def _pays(self, at: int) -> Act | None:
        return self._tells_again(at, "paid")

    def _cancels(self, at: int) -> Act | None:
        told = self._tells_again(at, "cancelled")
        self._orders = [one for one in self._orders if one.told["kind"] != "cancelled"]
        return told

    def _edits(self, at: int) -> Act | None:
        one = self._settled(at)
        if one is None:
            return None
        shop = next(shop for shop in self._tell.cast.shops if shop.id == one.told["shop"])
        more = self._tell.basket(shop, bool(one.told["codes"]))
        one.told = self._tell.again(one.told, "edited", at - one.told["at"], lines=[*one.told["lines"], *more])
        return Webhook(at, one.told, refunds=one.refunds)

    def _gets_refund(self, at: int) -> Act | None:
        one = self._settled(at)
        if one is None:
            return None
        lines = one.told["lines"][: self._rng.choice((1, len(one.told["lines"])))]
        adjustment = self._rng.choice((0, 0, self._rng.randrange(1, 200)))
        refund = self._tell.refund(one.told | {"lines": lines}, at - one.told["at"], adjustment=adjustment)
        one.refunds = (*one.refunds, refund)
        return Webhook(at, refund)

    def _crawls(self, at: int) -> Act:
        return Visit(
            at,
            self._tell.browser(),
            self._rng.choice(self._tell.cast.known_links),
            self._rng.choice(("crawler", "silent", "prefetch")),
        )

    def _repeats(self, at: int) -> Act:
        return Repeat(at, self._rng.randrange(1, 20))

    def _attacks(self, at: int) -> Act:
        return Hostile(at, self._rng.choice(self._tell.cast.shops).id, self._rng.randrange(100))
