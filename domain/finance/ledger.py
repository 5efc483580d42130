"""The ledger: what each decision owes, as signed entries. Entries are only ever added; their sum is the decision in force."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from domain.finance.restatement import restatement_of
from events.decision import Commission, Decision, Model, Share
from events.ids import derived_id


class Cause(StrEnum):
    """Why an entry was booked: a closed list."""

    SALE = "sale"
    """The order's first decision that owes anything to anybody."""
    REATTRIBUTION = "reattribution"
    """Somebody else earned it: a touch, a code or a browser was learned of within the allowed lateness."""
    REFUND = "refund"
    CANCELLATION = "cancellation"
    EDIT = "edit"
    """The order's own amounts were told otherwise."""
    RESTATEMENT = "restatement"
    """Other terms were published for orders that had been decided."""


class Account(NamedTuple):
    """Whom something is owed to, for what, in which currency."""

    creator: str
    campaign: str
    collaboration: str
    currency: str


class Amounts(NamedTuple):
    """Minor units of the account's currency."""

    revenue: int = 0
    commission: int = 0

    def plus(self, other: "Amounts") -> "Amounts":
        """Both together."""
        return Amounts(self.revenue + other.revenue, self.commission + other.commission)

    def less(self, other: "Amounts") -> "Amounts":
        """What is left of it."""
        return Amounts(self.revenue - other.revenue, self.commission - other.commission)


NONE = Amounts()


class Entry(NamedTuple):
    """A line of the ledger; its id is derived, so that the same line booked twice is one."""

    id: str
    booked_at: int
    """Milliseconds since 1970; says in which period it counts, whenever the order was placed."""
    cause: str
    corrects: str
    """The id of the order's first entry for the same account; empty for that one itself."""
    shop: str
    order: str
    version: int
    """Of the decision that it was booked for."""
    account: Account
    amounts: Amounts


def owed(decision: Decision) -> dict[Account, Amounts]:
    """What a decision's payable model gives to whom, and the commission that this brings; accounts without either are out."""
    given: list[tuple[Share | Commission, Amounts]]
    [payable] = [credit for credit in decision.credits if credit.model == Model.PAYABLE]
    given = [(one, Amounts(revenue=one.amount)) for one in payable.shares]
    given += [(one, Amounts(commission=one.amount)) for one in decision.commissions]
    return _summed((Account(one.creator, one.campaign, one.collaboration, decision.currency), amounts) for one, amounts in given)


def balance_of(entries: Iterable[Entry]) -> dict[Account, Amounts]:
    """What the entries come to, by account; accounts that come to nothing are left out."""
    return _summed((entry.account, entry.amounts) for entry in entries)


def book(decisions: Sequence[Decision], booked: Sequence[Entry], at_ms: int) -> list[Entry]:
    """The entries that an order's ledger lacks, for all of its decisions in the order of their versions.

    A decision that is not newer than what was booked adds nothing: booking the same decisions twice changes nothing.
    """
    known, last = list(booked), max((entry.version for entry in booked), default=-1)
    before: Decision | None = None
    for decision in decisions:
        if decision.version > last:
            known += _entries(before, decision, known, at_ms)
        before = decision
    return known[len(booked) :]


def _entries(before: Decision | None, decision: Decision, known: Sequence[Entry], at_ms: int) -> list[Entry]:
    cause = _cause(before, decision) if known else Cause.SALE
    firsts: dict[Account, str] = {}
    for entry in known:
        firsts.setdefault(entry.account, entry.id)
    change = changes(balance_of(known), owed(decision))
    return [
        Entry(
            derived_id("ledger", decision.shop, decision.order, str(decision.version), *account), at_ms, cause,
            firsts.get(account, ""), decision.shop, decision.order, decision.version, account, after.less(was),
        )
        for account, (was, after) in change.items()
    ]  # fmt: skip


def changes(before: Mapping[Account, Amounts], after: Mapping[Account, Amounts]) -> dict[Account, tuple[Amounts, Amounts]]:
    """(before, after) of each account for which they differ, by account."""
    pairs = {account: (before.get(account, NONE), after.get(account, NONE)) for account in sorted({*before, *after})}
    return {account: pair for account, pair in pairs.items() if pair[0] != pair[1]}


def _cause(before: Decision | None, after: Decision) -> Cause:
    """What the two tell of the order itself goes first; where its amounts are the same, somebody else has earned it."""
    if restatement_of(after.version):
        return Cause.RESTATEMENT
    if before is None or (before.gross, before.refunded, before.status) == (after.gross, after.refunded, after.status):
        return Cause.REATTRIBUTION
    if after.status == "cancelled" and before.status != "cancelled":
        return Cause.CANCELLATION
    return Cause.REFUND if after.refunded != before.refunded else Cause.EDIT


def _summed(amounts: Iterable[tuple[Account, Amounts]]) -> dict[Account, Amounts]:
    sums: dict[Account, Amounts] = {}
    for account, more in amounts:
        sums[account] = sums.get(account, NONE).plus(more)
    return {account: total for account, total in sorted(sums.items()) if total != NONE}
