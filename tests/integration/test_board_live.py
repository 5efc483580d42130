"""However many look, each question is asked once; what changed is told to all, and trouble as well."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from clickhouse_connect.driver.exceptions import OperationalError

from dashboards.board.choices import Choices
from dashboards.board.filters import Filter
from dashboards.board.live import Live
from dashboards.board.questions import Questions, Subject, Told
from tests.integration.books import EPOCH, a_sink, attributed, sunk
from tests.integration.campaign_books import ANN, a_sale, september
from warehouse.connect import Warehouse

SEPTEMBER = Filter(period="custom", first=date(2026, 9, 1), last=date(2026, 9, 10), currency="EUR")
MANY = 100
PATIENCE_S, LOOK_S = 120.0, 0.02


class Counted(Questions):
    """Counts what is asked; can be made to get no answer."""

    def __init__(self, warehouse: Warehouse) -> None:
        super().__init__(warehouse, EPOCH, 90)
        self.asked: Counter[tuple[str, Subject]] = Counter()
        self.broken = False

    def ask(self, part: str, subject: Subject, day: date, choices: Choices) -> Told:
        """Raises what the warehouse raises."""
        self.asked[part, subject] += 1
        return super().ask(part, subject, day, choices)

    def stored(self) -> int:
        """Raises what the warehouse raises."""
        if self.broken:
            raise OperationalError("connection refused")
        return super().stored()


class Looking:
    """Somebody who looks."""

    def __init__(self, chosen: Filter) -> None:
        self.chosen = chosen
        self.heard: dict[str, Any] = {}

    def hear(self, name: str, shape: dict[str, Any]) -> None:
        """Remember it."""
        self.heard[name] = shape

    @property
    def net(self) -> str:
        """What the headline shows; empty before it does."""
        cards = self.heard.get("cards", {}).get("cards", [])
        return next((card["raw"] for card in cards if card["key"] == "net"), "")


async def until(condition: Callable[[], bool]) -> None:
    """Wait."""
    for _ in range(int(PATIENCE_S / LOOK_S)):
        if condition():
            return
        await asyncio.sleep(LOOK_S)
    raise TimeoutError


async def test_a_hundred_boards_ask_once_and_all_are_told(warehouse: Warehouse) -> None:
    sink = a_sink(warehouse)
    sunk(sink, *september())
    questions = Counted(warehouse)
    live = Live(questions)
    boards = [Looking(SEPTEMBER) for _ in range(MANY)]
    for board in boards:
        live.watch(board)
    await until(lambda: all("books" in board.heard for board in boards))
    assert {board.net for board in boards} == {"14001"}
    assert set(questions.asked.values()) == {1}
    sunk(sink, attributed(0, 50, a_sale("o50", 6, 5_000, ANN)))
    await until(lambda: all(board.net == "19001" for board in boards))
    assert questions.asked["overview", SEPTEMBER] == 2
    live.close()


async def test_each_filter_is_asked_for_itself_and_a_known_one_is_shown_at_once(warehouse: Warehouse) -> None:
    sunk(a_sink(warehouse), *september())
    questions = Counted(warehouse)
    live = Live(questions)
    all_of_it, bobs = Looking(SEPTEMBER), Looking(SEPTEMBER._replace(creators=("bob",)))
    live.watch(all_of_it)
    live.watch(bobs)
    await until(lambda: bool(all_of_it.net and bobs.net))
    assert (all_of_it.net, bobs.net) == ("14001", "4000")
    late = Looking(SEPTEMBER)
    live.watch(late)
    assert late.net == "14001"
    live.close()


async def test_who_has_left_is_asked_for_no_more(warehouse: Warehouse) -> None:
    sink = a_sink(warehouse)
    sunk(sink, *september())
    questions = Counted(warehouse)
    live = Live(questions)
    board = Looking(SEPTEMBER)
    live.watch(board)
    await until(lambda: "books" in board.heard)
    live.leave(board)
    asked = questions.asked.total()
    sunk(sink, attributed(0, 50, a_sale("o50", 6, 5_000, ANN)))
    await asyncio.sleep(1.5)
    assert questions.asked.total() == asked
    live.close()


async def test_trouble_is_told_and_ends_by_itself(warehouse: Warehouse) -> None:
    sunk(a_sink(warehouse), *september())
    questions = Counted(warehouse)
    live = Live(questions)
    board = Looking(SEPTEMBER)
    live.watch(board)
    await until(lambda: bool(board.net))
    questions.broken = True
    await until(lambda: board.heard["state"]["kind"] == "trouble")
    assert board.net == "14001"
    questions.broken = False
    await until(lambda: board.heard["state"]["kind"] == "live")
    live.close()
