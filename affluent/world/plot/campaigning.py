"""What campaigns cost, and how their contents do: fees, products, paid boosts; weekly counter snapshots."""

from affluent.world.plot.cast import Collaboration
from affluent.world.plot.contracts import WEEKS
from affluent.world.plot.moments import day
from affluent.world.plot.telling import DAY, HOUR, SECOND, Teller, Told


def snapshots(tell: Teller, start: int) -> list[Told]:
    """Each content's running totals, once a week; some platforms do not show every counter."""
    contents = {link.content: link for link in tell.cast.links}
    told = []
    for content, link in contents.items():
        views = 0
        for week in range(1, WEEKS):
            views += link.collaboration.creator.followers // (week * tell.rng.randrange(4, 30)) + 1
            told.append(_snapshot(tell, content, views, start + 7 * week * DAY + tell.rng.randrange(HOUR)))
    return told


def _snapshot(tell: Teller, content: str, views: int, at: int) -> Told:
    counters = {"views": views, "likes": views // 20, "comments": views // 400, "saves": views // 150}
    if tell.rng.random() < 0.3:
        counters.pop("saves")
    provenance = tell.rng.choice(("first_party", "public", "estimated"))
    return {
        "tells": "engagement", "id": f"{tell.cast.prefix}snapshot-{tell.number()}", "content": content, "at": at,
        "received": at + tell.rng.randrange(SECOND, HOUR), "provenance": provenance, "counters": counters,
    }  # fmt: skip


def costs(tell: Teller, start: int) -> list[Told]:
    """Fees for all, a gift for the small ones, paid boosts where there is a partnership ad."""
    links = tell.cast.known_links
    boosted = {link.collaboration.id for link in links if link.placement.endswith("partnership_ad")}
    told = []
    for one in dict.fromkeys(link.collaboration for link in links):
        told.append(cost(tell, one, "fee", 5_000 + one.creator.followers // 20, start + DAY, 56))
        if one.creator.followers < 100_000:
            told.append(cost(tell, one, "product", tell.rng.randrange(1_000, 9_000), start + 2 * DAY, 1))
        if one.id in boosted:
            weekly = [
                cost(tell, one, "paid_media", tell.rng.randrange(20_000, 90_000), start + 7 * w * DAY, 7) for w in range(1, 8)
            ]
            told += weekly
    return told


def cost(tell: Teller, one: Collaboration, kind: str, amount: int, at: int, days: int) -> Told:
    """What a collaboration costs, minor units, borne evenly over some days from a moment on."""
    currency = "JPY" if one.campaign.brand.endswith("hanami") else "EUR"
    return {
        "tells": "cost", "id": f"{tell.cast.prefix}cost-{tell.number()}", "kind": kind, "campaign": one.campaign.id,
        "collaboration": one.id, "amount": amount, "currency": currency, "at": at,
        "received": at + tell.rng.randrange(SECOND, HOUR), "accrues_from": day(at), "accrues_to": day(at + (days - 1) * DAY),
    }  # fmt: skip
