"""The catalog of the realistic traffic, as the collector would have written it: the terms of every version are pinned."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from events.catalog import (
    Brand,
    Campaign,
    CatalogEntry,
    Code,
    CodeRule,
    Collaboration,
    Content,
    Creator,
    Format,
    Link,
    Placement,
    Platform,
)
from events.moments import DAY_MS, from_ms

CAMPAIGNS, CREATORS, CONTENTS = 6, 60, 2
DAY_S = DAY_MS // 1000
_SINCE = from_ms(1_600_000_000_000)
_TOLD: dict[str, Any] = {"valid_from": _SINCE, "recorded_at": _SINCE}


class Shop(NamedTuple):
    """A shop sells one brand in one currency; `vat` is the percentage inside its prices."""

    brand: str
    currency: str
    vat: int


SHOPS = {"north-eu": Shop("north", "EUR", 19), "north-us": Shop("north", "USD", 0), "south-jp": Shop("south", "JPY", 10)}
BRANDS = ("north", "south")


def catalog() -> list[CatalogEntry]:
    """Two brands, 6 campaigns, 60 creators with two contracts each, 240 links; a code for each contract in each of its shops.

    In an order in which whatever is referred to comes first.
    """
    campaigns = [_campaign(number) for number in range(CAMPAIGNS)]
    signed = [one for number in range(CREATORS) for one in _signed(number, campaigns)]
    return [
        *(Brand(id=name, name=name, time_zone="Europe/Berlin", currency="EUR", **_TOLD) for name in BRANDS),
        *campaigns,
        *(Creator(id=f"creator-{n}", name=f"Creator {n}", handles={Platform.TIKTOK: f"@c{n}"}, **_TOLD) for n in range(CREATORS)),
        *signed,
        *(entry for one in signed for entry in _published(one)),
        *(code for one in signed for code in _codes(one)),
    ]


def _campaign(number: int) -> Campaign:
    return Campaign(
        id=f"campaign-{number}",
        brand=BRANDS[number % len(BRANDS)],
        name=f"Campaign {number}",
        objective="sales",
        starts_on=date(2020, 9, 14),
        ends_on=date(2099, 12, 31),
        allowed_lateness_s=(2 + 3 * number) * DAY_S,
        **_TOLD,
    )


def _signed(creator: int, campaigns: list[Campaign]) -> Iterator[Collaboration]:
    """One contract with each of two campaigns of different brands."""
    for number in (creator % CAMPAIGNS, (creator + 1) % CAMPAIGNS):
        yield Collaboration(
            id=f"creator-{creator}-campaign-{number}",
            campaign=campaigns[number].id,
            campaign_version=campaigns[number].ref,
            creator=f"creator-{creator}",
            commission_rate=Decimal("0.08"),
            lookback_s=(7, 14, 30)[creator % 3] * DAY_S,
            code_rule=(CodeRule.CODE_FIRST, CodeRule.CLICK_FIRST)[creator % 2],
            **_TOLD,
        )


def _published(signed: Collaboration) -> Iterator[CatalogEntry]:
    for number in range(CONTENTS):
        content = f"{signed.id}-reel-{number}"
        yield Content(id=content, collaboration=signed.id, platform=Platform.TIKTOK, format=Format.REEL, **_TOLD)
        yield Placement(id=f"{content}-organic", content=content, channel="organic", **_TOLD)
        yield Link(
            id=f"{content}-link",
            slug=f"{content}-link",
            destination=f"https://shop.example/{content}?utm_source=tiktok",
            collaboration=signed.id,
            collaboration_version=signed.ref,
            content=content,
            placement=f"{content}-organic",
            **_TOLD,
        )


def _codes(signed: Collaboration) -> Iterator[Code]:
    brand = BRANDS[int(signed.campaign.rpartition("-")[2]) % len(BRANDS)]
    for shop in (name for name, one in SHOPS.items() if one.brand == brand):
        code = f"{signed.creator}-{signed.campaign}".replace("creator-", "C").replace("-campaign-", "X")
        yield Code(
            id=f"{shop}-{code}",
            shop=shop,
            code=code,
            collaboration=signed.id,
            collaboration_version=signed.ref,
            **_TOLD,
        )
