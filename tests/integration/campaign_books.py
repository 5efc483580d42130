"""A brand's books small enough to add up by hand: two creators, two campaigns, two currencies, ten days of September 2026.

Spring: Ann earns 8 %, Bob 5 %. Ann's fee of 30.00 stands in her contract only; Bob's was told as a cost of 4.00.
Quiet has a cost and no sale.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from consumers.records import Record
from domain.finance.commission import commission_of
from events.catalog import Brand, Campaign, CatalogEntry, Code, Collaboration, Content, Creator, Link, Target
from events.decision import Candidate, Commission, Credit, Decision, Model, Share
from events.facts import Clicked, Delivery, Spent
from events.messages import Envelope
from events.moments import DAY_MS, to_ms
from events.topics import CATALOG_TOPIC
from events.versioned import Amount
from tests.integration.books import a_decision, a_sink, attributed, journal, sunk
from warehouse.connect import Warehouse

TOLD = datetime(2026, 8, 1, tzinfo=UTC)
SEPTEMBER = to_ms(datetime(2026, 9, 1, tzinfo=UTC))
PINNED = f"@{to_ms(TOLD)}"
TEN_DAYS = {"since": SEPTEMBER, "until": SEPTEMBER + 10 * DAY_MS}
EVERYTHING: dict[str, Any] = {**TEN_DAYS, "brands": [], "campaigns": [], "creators": [], "currency": "EUR", "model": "payable"}

ANN = ("ann", "spring", "ann-spring", "ann-reel", None)
BOB = ("bob", "spring", "bob-spring", "bob-story", None)
SEASON = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 9, 30), "objective": "sales"}


def versions() -> list[CatalogEntry]:
    """Everybody and what was agreed."""
    since: dict[str, Any] = {"valid_from": TOLD, "recorded_at": TOLD}

    def linked(id: str, creator: str, content: str) -> Link:
        place = {"slug": id, "destination": "https://shop.example", "content": content}
        return Link(id=id, collaboration=creator, collaboration_version=f"{creator}{PINNED}", **place, **since)

    aim = Target(roas=Decimal("2.5"), revenue=1_000_000, currency="EUR")
    return [
        Brand(id="lumen", name="Lumen", time_zone="Europe/Berlin", currency="EUR", shops=("shop",), **since),
        Brand(id="hanami", name="Hanami", time_zone="Asia/Tokyo", currency="JPY", shops=("kyoto",), **since),
        Campaign(id="spring", brand="lumen", name="Spring", target=aim, margin_rate=Decimal("0.4"), **SEASON, **since),
        Campaign(id="quiet", brand="lumen", name="Quiet", **SEASON, **since),
        Campaign(id="sakura", brand="hanami", name="Sakura", target=Target(roas=3, revenue=9_000), **SEASON, **since),
        Creator(id="ann", name="Ann", **since),
        Creator(id="bob", name="Bob", **since),
        Collaboration(id="ann-spring", campaign="spring", creator="ann", fee=Amount(amount=3_000, currency="EUR"),
                      commission_rate=Decimal("0.08"), **since),
        Collaboration(id="bob-spring", campaign="spring", creator="bob", fee=Amount(amount=5_000, currency="EUR"),
                      commission_rate=Decimal("0.05"), **since),
        Collaboration(id="ann-sakura", campaign="sakura", creator="ann", **since),
        Content(id="ann-reel", collaboration="ann-spring", platform="instagram", format="reel", **since),
        Content(id="bob-story", collaboration="bob-spring", platform="tiktok", format="story", **since),
        linked("ann-link", "ann-spring", "ann-reel"),
        linked("bob-link", "bob-spring", "bob-story"),
        Code(id="shop/bob", shop="shop", code="BOB", collaboration="bob-spring",
             collaboration_version=f"bob-spring{PINNED}", **since),
    ]  # fmt: skip


def told(*entries: CatalogEntry, first: int = 0) -> list[Record]:
    """On the catalog's topic."""
    return [Record(CATALOG_TOPIC.name, 0, first + n, one.model_dump_json().encode()) for n, one in enumerate(entries)]


def a_cost(id: int, kind: str, campaign: str, amount: int, days: tuple[int, int], **more: Any) -> Envelope:
    """From one day of September to another, both paid for."""
    first, last = (date(2026, 9, day).isoformat() for day in days)
    currency = more.pop("currency", "EUR")
    body = Spent(f"k{id}", SEPTEMBER, SEPTEMBER, kind, campaign, amount, currency, first, last, **more)
    return Envelope(f"f:k{id}", body, Delivery(3, 0, id))


def a_visit(id: int, link: str, day: int = 2, flags: tuple[str, ...] = ()) -> Envelope:
    at = SEPTEMBER + (day - 1) * DAY_MS
    return Envelope(f"v:{id}", Clicked(f"c{id}", at, at, link, f"{link}{PINNED}", f"v{id}", flags, None), Delivery(0, 0, id))


def a_sale(order: str, day: int, net: int, paid: tuple[Any, ...] | None, linear: tuple[Share, ...] = (), **more: Any) -> Decision:
    """An order whose payable model credits one creator, by a link or a code, or nobody."""
    at = SEPTEMBER + (day - 1) * DAY_MS + 5
    shares = (Share(*paid, net),) if paid else ()
    rest = 0 if paid else net
    by, ref = more.pop("by", ("click", f"{paid[0] if paid else ''}-link{PINNED}"))
    won = (Candidate("t", by, at, ref, *paid, "won"),) if paid else ()
    credits = tuple(Credit(model, shares if model is Model.PAYABLE else linear or shares, rest) for model in Model)
    moments = {"ordered_at": at, "received": at, "newest": at}
    owed = tuple(commission(*paid[:3], net) for _ in shares)
    fields = {
        **moments,
        "commissions": owed,
        "gross": net,
        "credits": credits,
        "candidates": won,
        "reason": "won" if paid else "no_touch",
        **more,
    }
    return a_decision(order, net, (f"e{order}",), **fields)


def commission(creator: str, campaign: str, contract: str, net: int) -> Commission:
    """As the contract has it; `ann-quiet` is one of random_books."""
    rate_ppm = {"ann-spring": 80_000, "bob-spring": 50_000, "ann-quiet": 50_000}.get(contract, 0)
    return Commission(creator, campaign, contract, net, rate_ppm, commission_of(net, rate_ppm))


def sales() -> list[Decision]:
    """The refund of o2 comes in its second version."""
    return [
        a_sale("o1", 2, 10_001, ANN, (Share(*ANN, 5_001), Share(*BOB, 5_000))),
        a_sale("o2", 3, 6_000, BOB),
        a_sale("o2", 3, 4_000, BOB, version=2, gross=6_000, refunded=2_000, by=("code", f"shop/bob{PINNED}")),
        a_sale("o3", 4, 3_000, None),
        a_sale("o4", 4, 900, ("ann", "sakura", "ann-sakura", None, None), shop="kyoto", currency="JPY", by=("code", "")),
        a_sale("o5", 11, 7_777, ANN),
        a_sale("o6", 5, 0, ANN, status="cancelled"),
    ]


def the_september(warehouse: Warehouse) -> None:
    """Fill a warehouse with all of it."""
    sunk(a_sink(warehouse), *september())


def september() -> list[Record]:
    """All of it, as it comes."""
    visits = (("ann", 2), ("ann", 3), ("bob", 2), ("ann", 11))
    clicks = [a_visit(id, f"{creator}-link", day) for id, (creator, day) in enumerate(visits)]
    costs = [
        a_cost(1, "paid_media", "spring", 1_000, (1, 3), content="ann-reel"),
        a_cost(2, "agency", "spring", 700, (8, 14)),
        a_cost(3, "shipping", "quiet", 500, (5, 5)),
        a_cost(4, "agency", "sakura", 300, (1, 1), currency="JPY"),
        a_cost(5, "fee", "spring", 400, (6, 6), collaboration="bob-spring"),
    ]
    decided = [attributed(0, place, sale) for place, sale in enumerate(sales())]
    return [*told(*versions()), journal(0, 0, *clicks, a_visit(9, "bob-link", 2, ("bot",))), journal(0, 1, *costs), *decided]
