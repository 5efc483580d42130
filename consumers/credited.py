"""A decision as the sums need it: who has a share in any model once, by key, with what each model credits."""

from collections.abc import Iterable
from functools import lru_cache

from consumers.place import Row, Rows, all_fit, fits
from events.decision import ELIGIBLE, Credit, Decision, Model, Reason, Share
from warehouse.keys import key_of
from warehouse.tables import CREDITS, OWNERS, TEAMS

Owner = tuple[str, str, str]
"""Creator, campaign, content; "" for no content."""
MODELS = tuple(map(str, Model))
PLACE_OF = {model: place for place, model in enumerate(MODELS)}
PAYABLE, MEMBER = PLACE_OF[Model.PAYABLE], len(Model)


def credit_rows(decision: Decision, where: Row) -> Rows:
    """The row of the order, and whom its keys stand for. `where`: epoch, partition and offset of the decision."""
    credited = _by_owner(decision.credits)
    owners = sorted(credited)
    by_model = _by_model([credited[owner] for owner in owners])
    paid = {owner: credited[owner][PAYABLE] for owner in owners if credited[owner][MEMBER] & 1 << PAYABLE}
    row = (
        key_of(decision.shop, decision.order), decision.shop, decision.order, decision.version, decision.ordered_at,
        decision.newest, decision.currency, decision.refunded, decision.net, counts(decision), _came(decision),
        *_paid(decision, paid), *_columns(owners), by_model[MEMBER], *by_model[:MEMBER], *where,
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


def _by_owner(credits: Iterable[Credit]) -> dict[Owner, list[int]]:
    """What each model credits an owner, minor units, and at the end a bit for each model that credits it, be it with nothing."""
    found: dict[Owner, list[int]] = {}
    for credit in credits:
        if (place := PLACE_OF.get(credit.model)) is None:  # a later release's
            continue
        for share in credit.shares:
            if (mine := found.get(who := _owner(share))) is None:
                mine = found[who] = [0] * (MEMBER + 1)
            mine[place] += share.amount
            mine[MEMBER] |= 1 << place
    return found


def _by_model(parts: list[list[int]]) -> list[list[int]]:
    """The same the other way round: a list over owners for each model, and one for the bits."""
    for part in parts:
        all_fit(part)
    return [list(amounts) for amounts in zip(*parts, strict=True)] or [[] for _ in range(MEMBER + 1)]


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
