"""One run of the demo, from an empty folder to the books: start, history, live, settle."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from affluent.demo.figures import Accounts, Books, Figures
from affluent.demo.memory import Memory
from affluent.demo.show import Show
from affluent.local.endpoints import Endpoints
from affluent.local.stack import Stack, StackFailed
from affluent.world.world import World

SETTLE_S, SETTLE_HURRIED_S, ASK_S, LOOK_S = 60.0, 1.0, 2.0, 1.0


@dataclass(frozen=True)
class Wish:
    """What was asked for; `minutes` None: until Ctrl-C."""

    minutes: float | None
    seed: int
    stories: int
    rate: float


class Run:
    """Drives a world before a stack that is ready, and shows how it goes."""

    def __init__(self, stack: Stack, endpoints: Endpoints, wish: Wish, show: Show) -> None:
        self._stack, self._endpoints, self._wish, self._show = stack, endpoints, wish, show
        self._accounts = Accounts(endpoints)
        self._memory = Memory.of(stack.data, wish.seed)
        self._began = self._lives = _now()
        self._ends = threading.Event()
        self._why_not = ""

    def run(self) -> tuple[Books, dict[str, Any]]:
        """The books at the end, and the summary. Raises StackFailed when the stack, or the world, can't go on."""
        try:
            with self._world() as world:
                self._tell_history(world)
                self._lives = _now()
                self._live(world)
            books = self._settle()
            return books, self._accounts.summary(books, self._began, self._lives)
        finally:
            self._accounts.close()

    def _world(self) -> World:
        endpoints, memory = self._endpoints, self._memory
        secrets = {shop: live[0] for shop, live in self._stack.credentials.shopify.items()}
        log = self._stack.data / f"truth-{memory.run}.jsonl"
        return World(endpoints.collector, endpoints.token, secrets, log, self._wish.seed, run=memory.run)

    def _tell_history(self, world: World) -> None:
        if self._memory.run == 0:
            with self._show.history() as told:
                self._in_background(lambda: world.live_through_history(self._memory.start, self._wish.stories, told=told))
        self._memory.remember(self._stack.data)
        with self._show.settling():
            self._wait_for_books(SETTLE_S)

    def _live(self, world: World) -> None:
        until = time.monotonic() + 60 * self._wish.minutes if self._wish.minutes is not None else float("inf")
        with self._show.live(self._endpoints.page):
            self._in_background(
                lambda: world.live(self._wish.rate, lambda acts: not self._ends.is_set() and time.monotonic() < until),
                lambda: self._show.look(self._figures(), self._stack.reports(), world.records),
            )

    def _in_background(self, acts: Callable[[], object], look: Callable[[], None] = lambda: None) -> None:
        """Act in a thread until it is done; Ctrl-C and a failing stack are noticed here."""
        self._why_not = ""
        thread = threading.Thread(target=self._guarded, args=(acts,), name="world", daemon=True)
        thread.start()
        while thread.is_alive():
            if self._stack.wait(0.02 if self._ends.is_set() else LOOK_S / 4):
                self._ends.set()
                thread.join(ASK_S)
                break
            look()
        if self._stack.failure or self._why_not:
            raise StackFailed(self._stack.failure or self._why_not)

    def _guarded(self, acts: Callable[[], object]) -> None:
        try:
            acts()
        except Exception as why:  # noqa: BLE001 - the thread's end is seen by the one who waits for it, with the reason
            self._why_not = f"the simulated world can't go on: {type(why).__name__}: {why}"

    def _figures(self) -> Figures | None:
        """None while the warehouse can't answer: it may just be restarting."""
        try:
            return self._accounts.figures(self._lives)
        except httpx.HTTPError:
            return None

    def _settle(self) -> Books:
        with self._show.settling():
            return self._wait_for_books(SETTLE_HURRIED_S if self._hurried else SETTLE_S)

    @property
    def _hurried(self) -> bool:
        return self._stack.wait(0)

    def _wait_for_books(self, seconds: float) -> Books:
        until = time.monotonic() + seconds
        books = self._accounts.books()
        while not books["balanced"] and time.monotonic() < until and not self._hurried:
            books = self._accounts.books(min(ASK_S, max(0.0, until - time.monotonic())))
        return books


def _now() -> int:
    return time.time_ns() // 1_000_000
