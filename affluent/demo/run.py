"""One run of the demo, from an empty folder to the books: history, live, settle."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from affluent.demo.acting import Acting
from affluent.demo.figures import Accounts, Books, Figures
from affluent.demo.memory import Memory
from affluent.demo.show import Show
from affluent.demo.tries import board_of, things_to_try
from affluent.local.endpoints import Endpoints
from affluent.local.roles import Companion
from affluent.local.stack import Stack
from affluent.world.world import World

SHOP = Companion("shop", "affluent.demo.shop")
SETTINGS = {"AFFLUENT_ALERT_PENDING_S": "20", "AFFLUENT_ALERT_EVERY_S": "2"}
"""A demo has no ten minutes to wait for its alert."""
SETTLE_S, SETTLE_HURRIED_S, ASK_S = 60.0, 1.0, 2.0


@dataclass(frozen=True)
class Wish:
    """What was asked for; `minutes` None: until Ctrl-C."""

    minutes: float | None
    seed: int
    stories: int
    rate: float


@dataclass(frozen=True)
class End:
    """How it ended; `hurried`: by Ctrl-C, so that something may be in flight."""

    books: Books
    summary: dict[str, Any]
    hurried: bool

    @property
    def is_good(self) -> bool:
        """Everything adds up, or nothing but what is in flight is missing after Ctrl-C."""
        return bool(self.books["balanced"] or (self.hurried and not self.books["differences"]))


class Run:
    """Drives a world before a stack that is ready, and shows how it goes."""

    def __init__(self, stack: Stack, endpoints: Endpoints, wish: Wish, show: Show) -> None:
        self._stack, self._endpoints, self._wish, self._show = stack, endpoints, wish, show
        self._accounts, self._acting = Accounts(endpoints), Acting(stack)
        self._memory = Memory.of(stack.data, wish.seed)
        self._began = self._lives = _now()
        self._before = self._accounts.books()["deliveries"]

    def run(self) -> End:
        """Raises StackFailed when the stack, or the world, can't go on; httpx.HTTPError when nobody knows the books."""
        try:
            with self._world() as world:
                for phase in (self._tell_history, self._live):
                    if not self._acting.ended:
                        phase(world)
            books = self._settle()
            return End(books, self._accounts.summary(books, self._began, self._lives), self._acting.ended)
        finally:
            self._accounts.close()

    def _world(self) -> World:
        endpoints, memory = self._endpoints, self._memory
        secrets = {shop: live[0] for shop, live in self._stack.credentials.shopify.items()}
        log = self._stack.data / f"truth-{memory.run}.jsonl"
        storefront = endpoints.companions[SHOP.name]
        return World(endpoints.collector, endpoints.token, secrets, log, memory.seed, run=memory.run, storefront=storefront)

    def _tell_history(self, world: World) -> None:
        self._memory.remember(self._stack.data, history_told=False)
        if self._memory.run == 0:
            with self._show.history() as show:
                self._acting.until_done(
                    lambda: world.live_through_history(self._memory.start, self._wish.stories, told=self._breathing(show))
                )
        if not self._acting.ended:
            self._memory.remember(self._stack.data, history_told=True)
            self._settle()

    def _breathing(self, show: Callable[[int, int], None]) -> Callable[[int, int], None]:
        def told(done: int, of: int) -> None:
            show(done, of)
            self._acting.breathe()

        return told

    def _live(self, world: World) -> None:
        self._lives = _now()
        until = time.monotonic() + 60 * self._wish.minutes if self._wish.minutes is not None else float("inf")

        def goes_on(acts: int) -> bool:
            self._acting.breathe()
            return time.monotonic() < until

        with self._show.live(board_of(self._endpoints), things_to_try(self._endpoints, world.cast, self._stack.data)):
            self._acting.until_done(
                lambda: world.live(self._wish.rate, goes_on),
                lambda: self._show.look(self._figures(), self._stack.reports(), self._before + world.records),
            )

    def _figures(self) -> Figures | None:
        """None while the warehouse can't answer: it may just be restarting."""
        try:
            return self._accounts.figures(self._lives)
        except httpx.HTTPError:
            return None

    def _settle(self) -> Books:
        """The books, as soon as they balance; as they are after a minute, or at once after Ctrl-C."""
        until = time.monotonic() + SETTLE_S
        with self._show.settling():
            while True:
                until = min(until, time.monotonic() + SETTLE_HURRIED_S) if self._acting.ended else until
                left = until - time.monotonic()
                books = self._books(max(0.0, min(ASK_S, left)), last=left <= 0)
                if books and (books["balanced"] or left <= 0):
                    return books

    def _books(self, wait_s: float, last: bool) -> Books | None:
        try:
            return self._accounts.books(wait_s)
        except httpx.HTTPError:
            if last:
                raise
            self._stack.wait(ASK_S / 4)
            return None


def _now() -> int:
    return time.time_ns() // 1_000_000
