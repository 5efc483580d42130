"""Keeps every open board current: asks once for each subject that somebody looks at, whenever something new was stored."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any, Protocol

from dashboards.board.choices import Choices
from dashboards.board.explained import Order
from dashboards.board.formats import second
from dashboards.board.known import PROMPT, Known, State
from dashboards.board.questions import Questions, Shape, Subject

log = logging.getLogger(__name__)

PAUSE_S, TROUBLED_S = 0.3, 1.0
"""Between two looks at whether something new was stored; what the answers took is added, so that the sink has room."""
CHOICES_S = 5.0
SOON_S = 1.0
"""So long may a page wait before it is sent."""
REMEMBERED = 20
"""Subjects that nobody looks at any more, and somebody may come back to."""


class Watcher(Protocol):
    """A view that somebody has open."""

    @property
    def chosen(self) -> Subject:
        """What it shows."""

    def hear(self, name: str, shape: Shape) -> None:
        """Show a part anew."""


class Lane:
    """Some of the questions, one at a time: what is prompt does not wait for what is slow."""

    def __init__(self, *, prompt: bool) -> None:
        self.prompt = prompt
        self.wake = asyncio.Event()
        self.task: asyncio.Task[None] | None = None
        self.trouble = ""

    def parts(self, all_parts: tuple[str, ...]) -> list[str]:
        """Those of this lane."""
        return [part for part in all_parts if (part in PROMPT) == self.prompt]


class Live:
    """One for the process; everything but the questions themselves happens on the event loop."""

    def __init__(self, questions: Questions) -> None:
        self._questions = questions
        self._lanes = (Lane(prompt=True), Lane(prompt=False))
        self._threads = ThreadPoolExecutor(len(self._lanes), "board")
        self._watchers: list[Watcher] = []
        self._known: dict[Subject, Known] = {}
        self._choices: Choices | None = None
        self._choices_due = 0.0

    @property
    def choices(self) -> Choices:
        """What each filter may be, as far as it is known."""
        return self._choices or Choices()

    @property
    def today(self) -> date:
        """The day, UTC."""
        return self._questions.today()

    def watch(self, watcher: Watcher) -> None:
        """Tell a view what is known of its subject, and from now on what changes; also when its subject has changed."""
        if watcher not in self._watchers:
            self._watchers.append(watcher)
        if self._choices:
            watcher.hear("choices", {})  # first: the usual currency is among them, and with it the subject is known
        for name, shape in self._told(watcher.chosen):
            watcher.hear(name, shape)
        for lane in self._lanes:
            lane.wake.set()
            if lane.task is None or lane.task.done():
                lane.task = asyncio.create_task(self._run(lane), name="board")

    async def knows(self, order: Order) -> bool:
        """Whether anything was told of an order; also where the warehouse does not say so soon enough."""
        try:
            return await asyncio.wait_for(self._ask(self._questions.knows, order), SOON_S)
        except Exception:  # noqa: BLE001 - the page itself tells of trouble
            return True

    def leave(self, watcher: Watcher) -> None:
        """Nobody looks at this view any more."""
        if watcher in self._watchers:
            self._watchers.remove(watcher)

    def close(self) -> None:
        """Ask nothing any more; waits for the answers on their way, because the warehouse is closed next."""
        for lane in self._lanes:
            if lane.task is not None:
                lane.task.cancel()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _told(self, subject: Subject) -> Iterator[tuple[str, Shape]]:
        known = self._known.get(subject)
        yield from known.parts.items() if known else ()
        yield "state", self._state(known)

    async def _run(self, lane: Lane) -> None:
        while self._watchers:
            began = time.monotonic()
            lane.wake.clear()
            await self._look(lane)
            pause = TROUBLED_S if lane.trouble else PAUSE_S + time.monotonic() - began
            try:
                await asyncio.wait_for(lane.wake.wait(), pause)
            except TimeoutError:
                continue

    async def _look(self, lane: Lane) -> None:
        try:
            state = (await self._ask(self._questions.stored), self.today)
            await self._renew_choices()
            for subject in dict.fromkeys(watcher.chosen for watcher in self._watchers):
                await self._renew(lane, subject, state)
        except Exception as why:  # noqa: BLE001 - whatever it was, people are told, and it is tried again
            if not lane.trouble:
                log.warning("the board gets no answer: %s", str(why)[:300])
            self._say_trouble(lane, str(why) or type(why).__name__)
        else:
            self._say_trouble(lane, "")

    async def _renew_choices(self) -> None:
        if time.monotonic() < self._choices_due:
            return
        self._choices_due = time.monotonic() + (CHOICES_S if self._choices else 0.0)
        found = await self._ask(self._questions.choices)
        if found != self._choices:
            self._choices = found
            for watcher in self._watchers:
                watcher.hear("choices", {})

    async def _renew(self, lane: Lane, subject: Subject, state: State) -> None:
        known = self._remembered(subject)
        due = known.due(lane.parts(self._questions.parts(subject)), state, time.monotonic())
        for part in due:
            began = time.monotonic()
            told = await self._ask(self._questions.ask, part, subject, state[1], self.choices)
            now = time.monotonic()
            for name, shape in known.take(part, told, state, now, now - began).items():
                self._tell(subject, name, shape)
        if due and lane.prompt:
            known.at = datetime.now(UTC)
            self._tell(subject, "state", self._state(known))

    def _remembered(self, subject: Subject) -> Known:
        known = self._known.pop(subject, None) or Known()
        self._known[subject] = known
        while len(self._known) > REMEMBERED + len(self._watchers):
            del self._known[next(iter(self._known))]
        return known

    async def _ask(self, question: Callable[..., Any], *about: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, question, *about)

    def _tell(self, subject: Subject, name: str, shape: Shape) -> None:
        for watcher in self._watchers:
            if watcher.chosen == subject:
                watcher.hear(name, shape)

    def _say_trouble(self, lane: Lane, trouble: str) -> None:
        before = self._in_trouble
        lane.trouble = trouble
        if before != self._in_trouble:
            for watcher in self._watchers:
                watcher.hear("state", self._state(self._known.get(watcher.chosen)))

    @property
    def _in_trouble(self) -> bool:
        return any(lane.trouble for lane in self._lanes)

    def _state(self, known: Known | None) -> Shape:
        at = f"{second(known.at)} UTC" if known and known.at else ""
        if self._in_trouble:
            return {"kind": "trouble", "text": "The warehouse does not answer", "at": at}
        return {"kind": "live", "text": "Live", "at": at} if at else {"kind": "loading", "text": "Loading", "at": ""}
