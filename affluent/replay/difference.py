"""What other terms would change: for each creator, campaign and order, what is payable and what it costs in commission."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.finance.ledger import NONE, Account, Amounts, changes, owed
from events.decision import Decision, encode_decision
from events.moments import from_ms

Tally = dict[tuple[str, str], list[Any]]
"""(name, currency) → [amounts before, amounts after, orders before, orders after]"""


class Difference:
    """Grows order by order; the same orders in any order come to the same answer."""

    def __init__(self) -> None:
        self._creators: Tally = {}
        self._campaigns: Tally = {}
        self._orders: list[dict[str, Any]] = []
        self._seen = self._otherwise = 0

    def add(self, before: Decision | None, after: Decision) -> None:
        """One order: the decision in force, if there is one, and the one made again, both without version."""
        was, becomes = owed(before) if before else {}, owed(after)
        self._seen += 1
        self._otherwise += before is None or encode_decision(before) != encode_decision(after)
        for tally, of in ((self._creators, _creator), (self._campaigns, _campaign)):
            _count(tally, was, 0, of)
            _count(tally, becomes, 1, of)
        if changed := changes(was, becomes):
            self._orders.append(_told(before, after, changed))

    def answer(self) -> dict[str, Any]:
        """Amounts in minor units; sorted, so that the same inputs give the same bytes."""
        return {
            "orders": self._seen,
            "decided_otherwise": self._otherwise,
            "payable_changed": len(self._orders),
            "creators": _rows(self._creators, "creator"),
            "campaigns": _rows(self._campaigns, "campaign"),
            "changes": sorted(self._orders, key=lambda told: (told["shop"], told["order"])),
        }


def _creator(account: Account) -> str:
    return account.creator


def _campaign(account: Account) -> str:
    return account.campaign


def _count(tally: Tally, owed: Mapping[Account, Amounts], side: int, of: Callable[[Account], str]) -> None:
    for account, amounts in owed.items():
        row = tally.setdefault((of(account), account.currency), [NONE, NONE, 0, 0])
        row[side] = row[side].plus(amounts)
    for key in {(of(account), account.currency) for account in owed}:
        tally[key][2 + side] += 1


def _rows(tally: Tally, name: str) -> list[dict[str, Any]]:
    return [
        {name: who, "currency": currency, **_amounts(was, becomes), "orders_before": before, "orders_after": after}
        for (who, currency), (was, becomes, before, after) in sorted(tally.items())
    ]


def _amounts(was: Amounts, becomes: Amounts) -> dict[str, int]:
    return {
        "revenue_before": was.revenue, "revenue_after": becomes.revenue, "revenue_change": becomes.revenue - was.revenue,
        "commission_before": was.commission, "commission_after": becomes.commission,
        "commission_change": becomes.commission - was.commission,
    }  # fmt: skip


def _told(before: Decision | None, after: Decision, changed: Mapping[Account, tuple[Amounts, Amounts]]) -> dict[str, Any]:
    return {
        "shop": after.shop, "order": after.order, "ordered_at": from_ms(after.ordered_at).isoformat(), "net": after.net,
        "reason_before": before.reason if before else None, "reason_after": after.reason,
        "accounts": [{**account._asdict(), **_amounts(*pair)} for account, pair in changed.items()],
    }  # fmt: skip
