"""A truth log written by hand, and what the oracle decides from it."""

import json
from pathlib import Path
from typing import Any

from tests.oracle.attribution import Expected, expect
from tests.oracle.truth import read

DAY = 86_400_000
T = 1_700_000_000_000
LATENESS_S = 3 * 86_400


class Log:
    """A truth log written by hand."""

    def __init__(self, path: Path) -> None:
        self.path, self.n = path, 0

    def say(self, door: str, says: str = "ok", **more: Any) -> None:
        self.n += 1
        intent = {"request": self.n, "says": "intends", "door": door, "told": [], **more}
        answer = {"request": self.n, "says": says, "learned": [{} for _ in intent["told"]]}
        with self.path.open("a") as file:
            file.write(json.dumps(intent) + "\n" + json.dumps(answer) + "\n")

    def catalog(self, at: int, recorded: int | None = None, **entries: Any) -> None:
        self.say("catalog", entries=entries, valid_from=at, recorded_at=recorded or at)

    def click(self, id: str, visitor: str, link: str, at: int, received: int | None = None, flags: tuple[str, ...] = ()) -> None:
        told = {"tells": "click", "id": id, "visitor": visitor, "link": link, "at": at, "received": received or at}
        self.say("events", told=[told | {"flags": list(flags)}])

    def order(self, id: str, at: int, amount: int = 1000, **more: Any) -> None:
        told = {"tells": "order", "id": f"{id}-{self.n}", "kind": "placed", "shop": "shop", "order": id, "at": at,
                "received": at, "ordered_at": at, "currency": "EUR", "lines": [{"line": "1", "amount": amount}]}  # fmt: skip
        self.say("events", told=[told | more])

    def refund(self, id: str, at: int, amount: int, **more: Any) -> None:
        told = {"tells": "refund", "id": f"{id}-{self.n}", "kind": "refund", "shop": "shop", "order": id, "at": at,
                "received": at, "currency": "EUR", "lines": [{"line": "1", "amount": amount}], "adjustment": 0}  # fmt: skip
        self.say("events", told=[told | more])


def collaboration(name: str, rule: str = "code_first", lookback_days: int = 10, **more: Any) -> dict[str, Any]:
    return {"id": name, "campaign": "summer", "creator": f"by-{name}", "lookback_s": lookback_days * 86_400, "code_rule": rule,
            "commission_rate": "0.08", **more}  # fmt: skip


def decided(log: Log, order: str = "o") -> Expected:
    return expect(read(log.path))["shop", order]


def reasons(log: Log, order: str = "o") -> dict[str, str]:
    return {touch.id: touch.reason for touch in decided(log, order).candidates}


def amounts(log: Log, model: str, order: str = "o") -> dict[str, int]:
    return {key[0]: amount for key, amount in decided(log, order).credits[model].items() if amount}
