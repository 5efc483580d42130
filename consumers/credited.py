"""A decision as the sums need it: who has a share in any model once, by key, with what each model credits."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from consumers.place import Row, Rows, fits
from events.decision import ELIGIBLE, Credit, Decision, Model, Reason, Share
from warehouse.keys import key_of
from warehouse.tables import CREDITS, OWNERS, TEAMS

Owner = tuple[str, str, str]
"""Creator, campaign, content; "" for no content."""
BIT_OF = {str(model): 1 << place for place, model in enumerate(Model)}
MODELS = tuple(map(str, Model))


def credit_rows(decision: Decision, where: Row) -> Rows:
    """The row of the order, and whom its keys stand for. `where`: epoch, partition and offset of the decision."""
    credited = _by_owner(decision.credits)
    owners = sorted(credited)
    parts = [credited[owner] for owner in owners]
    paid = {owner: part[Model.PAYABLE] for owner, part in zip(owners, parts, strict=True) if Model.PAYABLE in part}
    row = (
        key_of(decision.shop, decision.order), decision.shop, decision.order, decision.version, decision.ordered_at,
        decision.newest, decision.currency, decision.refunded, decision.net, counts(decision), _came(decision),
        *_paid(decision, paid), *_columns(owners), [_members(part) for part in parts],
        *([fits(part.get(model, 0)) for part in parts] for model in MODELS), *where,
    )  # fmt: skip
    named = [(OWNERS, (*_keys(who), *who, *where)) for who in owners]
    if len(paid) > 1:
        named.append((TEAMS, (_team(paid), *_columns(paid), *where)))
    return [(CREDITS, row), *named]


def _paid(decision: Decision, paid: dict[Owner, int]) -> Row:
    """payees, paid_creator, paid_campaign, paid, commission, paid_parts, commission_parts."""
    if not paid:
        return 0, 0, 0, 0, 0, [], []
    owed = _owed(decision)
    parts, commissions = [fits(amount) for amount in paid.values()], [fits(owed.get(who, 0)) for who in paid]
    if len(paid) > 1:
        return _team(paid), 0, 0, sum(parts), sum(commissions), parts, commissions
    [who] = paid
    return *_keys(who), *parts, *commissions, [], []


def _by_owner(credits: Iterable[Credit]) -> dict[Owner, dict[str, int]]:
    """What each model that credits an owner credits it, minor units."""
    found: dict[Owner, dict[str, int]] = {}
    for credit in (credit for credit in credits if credit.model in BIT_OF):  # others are a later release's
        for share in credit.shares:
            mine = found.setdefault(_owner(share), {})
            mine[credit.model] = mine.get(credit.model, 0) + share.amount
    return found


def _owner(share: Share) -> Owner:
    return share.creator, share.campaign, share.content or ""


def _owed(decision: Decision) -> dict[Owner, int]:
    """The commissions, which are in the order of the payable shares; none in a decision of a release that did not know them."""
    shares = next((credit.shares for credit in decision.credits if credit.model == Model.PAYABLE), ())
    sums: dict[Owner, int] = {}
    for share, owed in zip(shares, decision.commissions, strict=True) if decision.commissions else ():
        sums[_owner(share)] = sums.get(_owner(share), 0) + owed.amount
    return sums


def counts(decision: Decision) -> bool:
    """A cancelled order and a test order are none."""
    return decision.status != "cancelled" and decision.reason != Reason.TEST_ORDER


def _came(decision: Decision) -> str:
    """click, code or both: what could have earned the order; or the reason why nothing could."""
    if decision.reason in (Reason.TEST_ORDER, Reason.ORDER_TOO_LATE):
        return decision.reason
    types = {candidate.type for candidate in decision.candidates if candidate.reason in ELIGIBLE}
    return "both" if len(types) > 1 else types.pop() if types else decision.reason


@lru_cache(65_536)
def _keys(who: Owner) -> tuple[int, int, int]:
    """Of the owner, its creator and its campaign."""
    creator, campaign, _ = who
    return key_of(*who), key_of(creator), key_of(campaign)


def _team(payees: Iterable[Owner]) -> int:
    return key_of(*(name for who in payees for name in who))


def _columns(owners: Iterable[Owner]) -> tuple[list[int], list[int], list[int]]:
    keys = [_keys(who) for who in owners]
    return [key[0] for key in keys], [key[1] for key in keys], [key[2] for key in keys]


def _members(part: Mapping[str, int]) -> int:
    return sum(BIT_OF[model] for model in part)
