"""The cast as catalog documents: what is told at the start, and what changes or is told late."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from affluent.world.plot.cast import DAY_MS, DAY_S, Campaign, Cast, Collaboration, Link, Shop
from affluent.world.plot.moments import day, iso

Document = dict[str, list[dict[str, Any]]]
GENERIC, ENDED, TOLD_LATE, TOLD_TOO_LATE = "WELCOME5", "SPRING20", "FLASH15", "SECRET15"
CHANGE_DAY, SPRING_DAYS = 28, 21
WEEKS = 8
POLICIES: tuple[dict[str, Any], ...] = (
    {},
    {"precedence": "click_first", "duplicate_clicks_s": 3600},
    {"precedence": "code_if_involved", "stacked_codes": "last"},
)
"""How each shop arbitrates; the first has no policy."""


@dataclass(frozen=True)
class Telling:
    """A set of catalog entries, in force from a time, told at a time; moments in milliseconds."""

    valid_from: int
    recorded_at: int
    entries: Document


def tellings(cast: Cast, start: int) -> list[Telling]:
    """All that the catalog is told over eight weeks from `start`, in the order of telling."""
    first = start - DAY_MS
    late = start + 10 * DAY_MS
    return [
        Telling(first, first, _opening(cast, start)),
        Telling(first, late, {"codes": [late_code(cast, shop, TOLD_LATE) for shop in cast.shops]}),
        Telling(first, late + 9 * DAY_MS, {"codes": [late_code(cast, shop, TOLD_TOO_LATE) for shop in cast.shops]}),
        Telling(start + CHANGE_DAY * DAY_MS, start + CHANGE_DAY * DAY_MS, _changes(cast, start)),
    ]


def _opening(cast: Cast, start: int) -> Document:
    return {
        "brands": _brands(cast),
        "campaigns": [_campaign(one, start) for one in cast.campaigns],
        "creators": [
            {"id": one.id, "name": one.name, "handles": {one.platform: f"@{one.id}"},
             "followers": [{"on": day(start), "count": one.followers}]}
            for one in cast.creators
        ],
        "collaborations": [_collaboration(one) for one in cast.collaborations],
        "contents": _contents(cast, start),
        "placements": [
            {"id": one.placement, "content": one.content, "channel": one.placement.removeprefix(f"{one.content}-")}
            for one in cast.links
        ],
        "links": [_link(cast, one) for one in cast.links],
        "codes": [code for shop in cast.shops for code in _codes(cast, shop, start)],
        "policies": [{"shop": shop.id, **policy} for shop, policy in zip(cast.shops, POLICIES, strict=True) if policy],
    }  # fmt: skip


def _brands(cast: Cast) -> list[dict[str, Any]]:
    zones = {"EUR": "Europe/Berlin", "JPY": "Asia/Tokyo"}
    names = dict.fromkeys(shop.brand for shop in cast.shops)
    firsts = {name: next(shop for shop in cast.shops if shop.brand == name) for name in names}
    return [
        {"id": name, "name": name.removeprefix(cast.prefix).title(), "time_zone": zones[shop.currency], "currency": shop.currency,
         "shops": [one.id for one in cast.shops if one.brand == name],
         "destination_hosts": [urlsplit(_home(cast, name)).netloc]}
        for name, shop in firsts.items()
    ]  # fmt: skip


def _home(cast: Cast, brand: str) -> str:
    """Where a brand's links lead."""
    return cast.storefront if cast.storefront and brand == cast.shops[0].brand else f"https://{brand}.example"


def _campaign(one: Campaign, start: int) -> dict[str, Any]:
    return {
        "id": one.id, "brand": one.brand, "name": one.name, "objective": one.objective,
        "starts_on": day(start), "ends_on": day(start + 90 * DAY_MS), "margin_rate": "0.45",
        "allowed_lateness_s": one.lateness_days * DAY_S, **({"target": {"roas": one.target_roas}} if one.target_roas else {}),
    }  # fmt: skip


def _collaboration(one: Collaboration) -> dict[str, Any]:
    fee = {"amount": 5_000 + one.creator.followers // 20, "currency": "JPY" if one.campaign.brand.endswith("hanami") else "EUR"}
    return {
        "id": one.id, "campaign": one.campaign.id, "creator": one.creator.id, "fee": fee, "commission_rate": "0.08",
        "lookback_s": one.lookback_days * DAY_S, "code_rule": one.code_rule,
    }  # fmt: skip


def _contents(cast: Cast, start: int) -> list[dict[str, Any]]:
    once = {link.content: link for link in cast.links}
    return [
        {"id": id, "collaboration": link.collaboration.id, "platform": link.collaboration.creator.platform,
         "format": link.format, "published_at": iso(start), "url": f"https://{link.collaboration.creator.platform}.example/{id}"}
        for id, link in once.items()
    ]  # fmt: skip


def _link(cast: Cast, one: Link) -> dict[str, Any]:
    home = _home(cast, one.collaboration.campaign.brand)
    return {
        "id": one.id, "slug": one.slug, "destination": f"{home}/collections/new?utm_source=creator",
        "collaboration": one.collaboration.id, "content": one.content, "placement": one.placement,
    }  # fmt: skip


def _codes(cast: Cast, shop: Shop, start: int) -> list[dict[str, Any]]:
    codes = [_code(shop, one.code, one.id) for one in cast.codes_of(shop)]
    owner = cast.codes_of(shop)[0]
    ended = _code(shop, ENDED, owner.id) | {"valid_to": iso(start + SPRING_DAYS * DAY_MS)}
    return [*codes, _code(shop, GENERIC, None), ended]


def _code(shop: Shop, code: str, collaboration: str | None) -> dict[str, Any]:
    told = {"id": f"{shop.id}/{code.casefold()}", "shop": shop.id, "code": code}
    return told | ({"collaboration": collaboration} if collaboration else {})


def late_code(cast: Cast, shop: Shop, code: str) -> dict[str, Any]:
    """A code that the marketers forgot to enter: in force from the start, told after its first orders."""
    return _code(shop, code, cast.codes_of(shop)[-1].id)


def _changes(cast: Cast, start: int) -> Document:
    """Half way a campaign is more patient, and a collaboration of each campaign has another window and rule."""
    changed = [_collaboration(cast.collaborations[n]) | {"lookback_s": 20 * DAY_S, "code_rule": rule}
               for n, rule in ((1, "code_first"), (3, "code_first"), (5, "code_first"), (6, "click_first"))]  # fmt: skip
    patient = _campaign(cast.campaigns[1], start) | {"allowed_lateness_s": 5 * DAY_S}
    return {"campaigns": [patient], "collaborations": changed}
