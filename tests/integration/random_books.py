"""Books at random: versions, refunds, cancellations, shared orders, strange shops, records that come again."""

from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from consumers.records import Record
from domain.attribution.split import split
from events.catalog import Campaign, CatalogEntry, Content, Link
from events.decision import Candidate, Credit, Decision, Model, Share
from events.messages import Envelope
from events.moments import DAY_MS
from tests.integration.books import a_decision, attributed, journal
from tests.integration.campaign_books import (
    EVERYTHING,
    PINNED,
    SEASON,
    SEPTEMBER,
    TOLD,
    a_cost,
    a_visit,
    commission,
    told,
    versions,
)

SHOPS = (("shop", "EUR"), ("kyoto", "JPY"), ("kyoto", "EUR"), ("market", "EUR"))
CONTRACTS = ("ann-spring", "bob-spring", "ann-sakura", "ann-quiet")
OWNERS = tuple((*contract.split("-"), contract, f"{contract}-{n}", None) for contract in CONTRACTS for n in (1, 2))


def catalog() -> list[CatalogEntry]:
    """That of campaign_books, a contract more, two contents for each contract, and a margin that changes."""
    since: dict[str, Any] = {"valid_from": TOLD, "recorded_at": TOLD}
    first = versions()
    quiet = next(one for one in first if one.id == "bob-spring").model_copy(
        update={"id": "ann-quiet", "campaign": "quiet", "creator": "ann"}
    )
    later = next(one for one in first if one.id == "spring").model_copy(
        update={"valid_from": TOLD + timedelta(3), "margin_rate": Decimal("0.3")}
    )
    made = [Content(id=owner[3], collaboration=owner[2], platform="tiktok", format="reel", **since) for owner in OWNERS]
    links = [Link(id=f"{owner[3]}-link", slug=owner[3], destination="https://shop.example", collaboration=owner[2],
                  collaboration_version=f"{owner[2]}{PINNED}", content=owner[3], **since) for owner in OWNERS]  # fmt: skip
    unpriced = Campaign(id="alone", brand="nobody", name="Alone", **SEASON, **since)
    return [*first, quiet, later, *made, *links, unpriced]


def decisions(dice: Random, many: int) -> list[Decision]:
    """Some of them in several versions, which know of other shares, another day, a refund."""
    made = []
    for order in range(many):
        shop, currency = dice.choice(SHOPS)
        made += [_decided(dice, f"o{order}", version, shop, currency) for version in range(1, dice.choice((2, 2, 2, 3, 4)))]
    dice.shuffle(made)
    return made


def _decided(dice: Random, order: str, version: int, shop: str, currency: str) -> Decision:
    gross, touches = dice.randrange(0, 20_000), dice.sample(OWNERS, dice.choice((0, 1, 1, 2, 3)))
    refunded = dice.choice((0, 0, gross, gross // 3))
    status, reason = dice.choice((("paid", "won"), ("paid", "won"), ("cancelled", "won"), ("paid", "test_order")))
    net = gross - refunded if (status, reason) == ("paid", "won") else 0
    at = SEPTEMBER + dice.randrange(-2 * DAY_MS, 12 * DAY_MS)
    credits = tuple(_credit(dice, model, net, touches) for model in Model)
    won = (Candidate("t", "click", at, f"{touches[0][3]}-link{PINNED}", *touches[0], "won"),) if touches else ()
    return a_decision(
        order, net, (f"e{order}",), version, shop=shop, currency=currency, gross=gross, refunded=refunded, status=status,
        reason=reason if touches else "no_touch", ordered_at=at, received=at, newest=at, candidates=won,
        commissions=tuple(commission(one.creator, one.campaign, touches[0][2], one.amount) for one in credits[0].shares),
        credits=credits,
    )  # fmt: skip


def _credit(dice: Random, model: Model, net: int, touches: list[tuple[Any, ...]]) -> Credit:
    if model is Model.PAYABLE:
        touches = touches[: dice.choice((1, 1, 2))]
    weights = [dice.randrange(1, 9) for _ in touches]
    shares = [Share(*owner, part) for owner, part in zip(touches, split(net, weights), strict=True)]
    return Credit(
        model, tuple(sorted(shares, key=lambda share: share.content or "")), net - sum(share.amount for share in shares)
    )


def books(seed: int) -> list[Record]:
    """Clicks, costs, decisions; a third of what was told is told again."""
    dice = Random(seed)
    clicks = [
        a_visit(n, f"{dice.choice(OWNERS)[3]}-link", dice.randrange(1, 13), dice.choice(((), (), ("bot",)))) for n in range(80)
    ]
    costs = [_cost(dice, n) for n in range(30)]
    made = [attributed(0, place, one) for place, one in enumerate(decisions(dice, 60))]
    again = [replace_offset(one, len(made) + n) for n, one in enumerate(made[::3])]
    return [*told(*catalog()), journal(0, 0, *clicks), journal(0, 1, *costs), journal(1, 0, *clicks[::3]), *made, *again]


def _cost(dice: Random, number: int) -> Envelope:
    _, campaign, contract, content, _ = dice.choice(OWNERS)
    first = dice.randrange(1, 20)
    where = dice.choice(({}, {"collaboration": contract}, {"content": content}))
    kind = dice.choice(("paid_media", "shipping", "agency", "fee" if where and number % 3 else "product"))
    days, currency = (first, first + dice.randrange(0, 10)), dice.choice(("EUR", "EUR", "JPY"))
    return a_cost(number, kind, campaign, dice.randrange(-500, 9_000), days, currency=currency, **where)


def replace_offset(record: Record, offset: int) -> Record:
    """The same record, delivered again."""
    return record._replace(offset=offset)


def questions(dice: Random, many: int) -> list[dict[str, Any]]:
    """Filters of every sort."""

    def some(*ids: str) -> list[str]:
        return dice.sample(ids, dice.choice((0, 0, 1, 2)))

    return [
        {**EVERYTHING, "since": SEPTEMBER + dice.randrange(-DAY_MS, 2 * DAY_MS),
         "until": SEPTEMBER + dice.randrange(4 * DAY_MS, 15 * DAY_MS),
         "brands": some("lumen", "hanami"), "campaigns": some("spring", "quiet", "sakura"), "creators": some("ann", "bob"),
         "currency": dice.choice(("EUR", "EUR", "JPY")), "model": str(dice.choice(list(Model))), "limit": 99}
        for _ in range(many)
    ]  # fmt: skip
