"""What the simulated world told while something was down, and what became of it."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from affluent.demo.figures import Accounts, Books

AT_ONCE = 200
"""Ids asked for in one request."""
LOST = frozenset({"row_missing", "deliveries_missing", "order_undecided", "decision_outdated"})
DOUBLED = frozenset({"row_doubled"})


class Told(NamedTuple):
    """What was promised: each click and each order that a door accepted, by id."""

    clicks: frozenset[str]
    orders: frozenset[str]


class Mark(NamedTuple):
    """A place in the world's log of the truth."""

    log: Path
    size: int


@dataclass(frozen=True)
class Verdict:
    """What is not there, and what counts more than once: ids, or the reconciliation's words for it."""

    told: Told
    books: Books
    lost: list[str]
    doubled: list[str]

    @property
    def is_good(self) -> bool:
        """Nothing lost, nothing doubled, and the books balance."""
        return not self.lost and not self.doubled and adds_up(self.books)


def adds_up(books: Books) -> bool:
    """No difference, nothing in flight, a decision for each order."""
    return bool(books["balanced"]) and books["orders"] == books["decided"]


def mark(data: Path) -> Mark:
    """The end of the log of the world that acts now; raises LookupError if none ever did."""
    log = max(data.glob("truth-*.jsonl"), key=lambda path: path.stat().st_mtime, default=None)
    if log is None:
        raise LookupError(f"the simulated world of {data} has not begun to act yet")
    return Mark(log, log.stat().st_size)


def told_since(begin: Mark) -> Told:
    """Everything that was accepted since then; what got no answer was promised nothing."""
    lines = begin.log.read_bytes()
    whole = lines[: lines.rfind(b"\n") + 1]
    intents = {line["request"]: line for line in _lines(whole) if line["says"] == "intends"}
    answers = [line for line in _lines(whole[begin.size :]) if line["says"] == "ok"]
    pairs = [(intents[answer["request"]], answer["learned"]) for answer in answers if answer["request"] in intents]
    facts = [told | learned for intent, known in pairs for told, learned in zip(intent["told"], known, strict=False)]
    return Told(
        frozenset(fact["id"] for fact in facts if fact["tells"] == "click" and not fact["flags"]),
        frozenset(f"{fact['shop']}/{fact['order']}" for fact in facts if fact["tells"] == "order"),
    )


def judge(accounts: Accounts, told: Told, patience_s: float) -> Verdict:
    """Ask for each of them until all are there, then for the books; gives up after a while, and says what is missing."""
    until = time.monotonic() + patience_s
    while (missing := _missing(times := heard(accounts, told), told)) and time.monotonic() < until:
        time.sleep(1)
    books = accounts.settled_books(patience_s)
    twice = [id for id, count in times.items() if count > 1]
    return Verdict(told, books, [*missing, *_named(books, LOST)], [*twice, *_named(books, DOUBLED)])


def heard(accounts: Accounts, told: Told) -> Counter[str]:
    """How many times each of them counts in the warehouse."""
    times: Counter[str] = Counter()
    for name, ids in told._asdict().items():
        listed = sorted(ids)
        for first in range(0, len(listed), AT_ONCE):
            rows = accounts.ask("heard", **{name: listed[first : first + AT_ONCE]})
            times.update({row["id"]: row["times"] for row in rows})
    return times


def _named(books: Books, what: frozenset[str]) -> list[str]:
    return [f"{one['what']} {one['where']}" for one in books["differences"] if one["what"] in what]


def _missing(times: Counter[str], told: Told) -> list[str]:
    return sorted((told.clicks | told.orders) - set(times))


def _lines(text: bytes) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in text.splitlines() if line)
