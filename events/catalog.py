"""Who works with whom, for what, under which terms. Every version is kept; a version never changes."""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, StringConstraints, TypeAdapter

from events.door import Model, Moment
from events.ids import Id
from events.money import Currency, Minor
from events.policy import Conditions, Policy
from events.versioned import Amount, Rate, Versioned

DAY_S = 86_400


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError):
        raise ValueError(f"unknown time zone {name!r}") from None
    return name


TimeZone = Annotated[str, AfterValidator(_known_zone)]
SLUG = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
Slug = Annotated[str, StringConstraints(pattern=rf"^{SLUG.pattern}$")]


class Platform(StrEnum):
    INSTAGRAM = "instagram"
    TIKTOK = "tiktok"
    YOUTUBE = "youtube"
    TWITCH = "twitch"
    PINTEREST = "pinterest"
    SNAPCHAT = "snapchat"
    OTHER = "other"


class Format(StrEnum):
    POST = "post"
    REEL = "reel"
    STORY = "story"
    SHORT = "short"
    VIDEO = "video"
    LIVE = "live"


class CodeRule(StrEnum):
    """Who is paid when an order has both an eligible click and this collaboration's code."""

    CODE_FIRST = "code_first"
    CLICK_FIRST = "click_first"


class Brand(Versioned):
    kind: Literal["brand"] = "brand"
    name: str
    time_zone: TimeZone
    currency: Currency = Field(description="The reporting currency.")
    shops: tuple[Id, ...] = ()
    destination_hosts: tuple[str, ...] = Field((), description="Hosts that links of this brand may lead to.")


class Target(Model):
    """What a campaign should reach."""

    roas: Decimal | None = Field(None, ge=0)
    revenue: Minor | None = None
    currency: Currency | None = None


class Campaign(Versioned, Conditions):
    """What a brand wants of influence, and by which conditions its collaborations earn where they say nothing else."""

    kind: Literal["campaign"] = "campaign"
    brand: Id
    name: str
    objective: Literal["sales", "traffic", "awareness"]
    starts_on: date
    ends_on: date
    target: Target = Target(roas=None, revenue=None, currency=None)
    margin_rate: Rate | None = Field(None, description="Share of net revenue left after product cost; absent: ROI unknown.")
    allowed_lateness_s: int = Field(7 * DAY_S, ge=0, description="How long after an order's receipt a touch may still count.")


class Followers(Model):
    on: date
    count: int = Field(ge=0)


class Creator(Versioned):
    kind: Literal["creator"] = "creator"
    name: str
    handles: dict[Platform, str] = {}
    followers: tuple[Followers, ...] = ()


class Collaboration(Versioned, Conditions):
    """One creator's contract for one campaign: window, eligibility and commission are its terms."""

    kind: Literal["collaboration"] = "collaboration"
    campaign: Id
    campaign_version: Id | None = Field(None, description="Pinned when applied: the campaign's version of these terms.")
    creator: Id
    fee: Amount | None = None
    commission_rate: Rate = Decimal(0)
    lookback_s: int = Field(30 * DAY_S, gt=0, description="Lookback window: a click counts if 0 <= order - click < lookback.")
    code_rule: CodeRule = CodeRule.CODE_FIRST
    own_pseudonyms: tuple[Id, ...] = Field((), description="The creator as a buyer (customer or visitor): self-purchases.")


class Content(Versioned):
    kind: Literal["content"] = "content"
    collaboration: Id
    platform: Platform
    format: Format
    published_at: Moment | None = None
    url: str | None = None


class Placement(Versioned):
    """Where a content is shown: by the creator, or amplified with the brand's money."""

    kind: Literal["placement"] = "placement"
    content: Id
    channel: Literal["organic", "partnership_ad", "whitelisted_ad", "brand_channel", "newsletter", "other"]


class Link(Versioned):
    kind: Literal["link"] = "link"
    slug: Slug = Field(description="What stands after /r/ in the tracked link.")
    destination: str = Field(max_length=2048)
    collaboration: Id
    collaboration_version: Id | None = Field(None, description="Pinned when applied: the terms a click on this version has.")
    content: Id | None = None
    placement: Id | None = None
    click_parameter: Slug = "afl"


class Code(Versioned):
    """A promo code. Without a collaboration it is generic and credits nobody."""

    kind: Literal["code"] = "code"
    shop: Id
    code: str = Field(min_length=1, max_length=64)
    collaboration: Id | None = None
    collaboration_version: Id | None = Field(None, description="Pinned when applied.")
    valid_to: Moment | None = Field(None, description="Absent: without an end. The end itself is outside.")
    exclusive: bool = Field(False, description="No other creator earns an order on which it is redeemed.")


CatalogEntry = Brand | Campaign | Creator | Collaboration | Content | Placement | Link | Code | Policy
CATALOG: TypeAdapter[CatalogEntry] = TypeAdapter(Annotated[CatalogEntry, Field(discriminator="kind")])
KINDS: tuple[str, ...] = ("brand", "campaign", "creator", "collaboration", "content", "placement", "link", "code", "policy")
"""In the order in which they refer to each other."""
