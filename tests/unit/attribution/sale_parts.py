"""One order with its touches and codes, decided by the product: each test names only what it is about."""

from typing import Any

from domain.attribution.decide import decide
from domain.attribution.entity import World
from domain.attribution.horizons import Horizons
from domain.attribution.policy import DEFAULT, Arbitration
from domain.attribution.rows import OrderRow
from domain.attribution.terms import UNCONDITIONAL, Conditions, Terms
from domain.finance.net_revenue import return_of, telling_of
from events.catalog import CodeRule
from events.decision import Decision
from events.facts import Ordered, Refunded, SaleLine
from events.messages import CodeVersion, Touch
from events.moments import DAY_MS

T = 1_700_000_000_000


def terms(creator: str, content: str | None = None, rule: CodeRule = CodeRule.CODE_FIRST, **more: Any) -> Terms:
    base = Terms(creator, "spring", f"{creator}-spring", content, None, 30 * DAY_MS, 7 * DAY_MS, rule, 80_000)
    return base._replace(**more)


def conditions(**more: Any) -> Conditions:
    return UNCONDITIONAL._replace(**more)


def an_order(at: int = T, amount: int = 1000, id: str = "e0", kind: str = "placed", **more: Any) -> Ordered:
    lines = more.pop("lines", (SaleLine("1", amount),))
    fields: dict[str, Any] = {"shop": "s", "order": "o", "currency": "EUR", "lines": lines, "visitor": "V"} | more
    return Ordered(id, kind, at, fields.pop("received", at), ordered_at=fields.pop("ordered_at", T), **fields)


def a_refund(amount: int, id: str = "r0", kind: str = "refund", **more: Any) -> Refunded:
    fields: dict[str, Any] = {"lines": (SaleLine("1", amount),), "currency": "EUR"} | more
    return Refunded(id, kind, T + 1, T + 1, "s", "o", **fields)


class Sale:
    """An order `o` of shop `s`, its clicks by age in days, its codes, the contracts and the policy."""

    def __init__(self, policy: Arbitration = DEFAULT) -> None:
        self.row = OrderRow(shop="s", order="o", tellings={}, returns={}, touches={}, customers={}, versions={})
        self.known: dict[tuple[str, str], Terms | None] = {}
        self.world = World(lambda kind, ref: self.known[kind, ref], Horizons(), 1, 1, (), lambda ref: policy)

    def told(self, *events: Ordered | Refunded) -> "Sale":
        for event in events:
            if isinstance(event, Ordered):
                self.row.tellings[event.id] = telling_of(event)
            else:
                self.row.returns[event.id] = return_of(event)
        return self

    def click(self, by: Terms, days: float = 1, flags: tuple[str, ...] = (), link: str = "", received: int = 0) -> "Sale":
        id, at = f"t{len(self.row.touches)}", T - int(days * DAY_MS)
        ref = f"{link or id}@0"
        self.known["link", ref] = by
        self.row.touches[id] = ("V", Touch(id, at, received or at, ref, flags))
        return self

    def code(self, code: str, of: Terms | None) -> "Sale":
        ref = f"s/{code}@0"
        self.known["code", ref] = of
        self.row.versions[ref] = CodeVersion("s", code, ref, 0, 0)
        return self

    def decide(self) -> Decision:
        return decide(self.row, self.world)[0]


def paid(decision: Decision) -> dict[str, int]:
    """Creator → payable amount."""
    amounts: dict[str, int] = {}
    for share in decision.credits[0].shares:
        amounts[share.creator] = amounts.get(share.creator, 0) + share.amount
    return amounts


def reasons(decision: Decision) -> dict[str, str]:
    return {each.touch: str(each.reason) for each in decision.candidates}
