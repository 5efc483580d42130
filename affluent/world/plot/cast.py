"""Who is in the world: two brands with three shops, five campaigns, twelve creators from nano to mega."""

from dataclasses import dataclass

DAY_MS = 86_400_000
DAY_S = 86_400


@dataclass(frozen=True)
class Shop:
    """A shop sells in one currency; `vat` is the percentage inside its prices, 0 where tax comes on top."""

    id: str
    brand: str
    currency: str
    vat: int
    utc_offset_min: int
    prices: tuple[int, int]
    """Cheapest and dearest product, minor units."""


@dataclass(frozen=True)
class Campaign:
    id: str
    brand: str
    lateness_days: int
    objective: str
    target_roas: str = ""
    """Decimal text; "" if it has none. A campaign with a target has stories of its own: the crowd knows nothing of it."""

    @property
    def name(self) -> str:
        """What people call it."""
        return f"{self.id.title()} campaign"


@dataclass(frozen=True)
class Creator:
    id: str
    name: str
    platform: str
    followers: int


@dataclass(frozen=True)
class Collaboration:
    id: str
    campaign: Campaign
    creator: Creator
    lookback_days: int
    code_rule: str
    code: str
    """What it is redeemed by; "" if it has none."""


@dataclass(frozen=True)
class Link:
    id: str
    slug: str
    collaboration: Collaboration
    content: str
    placement: str
    format: str


SHOPS = (
    ("nordlicht-eu", "nordlicht", "EUR", 19, 60, (990, 24_900)),
    ("nordlicht-us", "nordlicht", "USD", 0, -300, (1_200, 29_900)),
    ("hanami-jp", "hanami", "JPY", 10, 540, (800, 39_800)),
)
CAMPAIGNS = (
    ("summer", "nordlicht", 7, "sales", ""),
    ("launch", "nordlicht", 2, "awareness", ""),
    ("bloom", "hanami", 14, "sales", ""),
    ("encore", "nordlicht", 7, "sales", "2"),
    ("echo", "nordlicht", 7, "sales", "2"),
)
"""Echo looks like Encore and costs the same, but hardly sells."""
PAIRS = (*((creator, creator % 3) for creator in range(12)), (0, 1), (4, 2), (11, 0), (3, 3), (2, 4))
"""Which creator works for which campaign."""
CREATORS = (
    ("mira", "Mira Lind", "instagram", 3_400),
    ("tomo", "Tomo Aoki", "tiktok", 8_900),
    ("ines", "Ines Duarte", "youtube", 6_100),
    ("jonas", "Jonas Weber", "pinterest", 27_000),
    ("sora", "Sora Kim", "instagram", 48_000),
    ("lucia", "Lucia Ferri", "tiktok", 91_000),
    ("amara", "Amara Okafor", "youtube", 140_000),
    ("felix", "Felix Brandt", "instagram", 310_000),
    ("hana", "Hana Mori", "tiktok", 460_000),
    ("dario", "Dario Costa", "youtube", 820_000),
    ("noor", "Noor Rahman", "pinterest", 990_000),
    ("stella", "Stella Vance", "tiktok", 5_300_000),
)
FORMATS = {
    "instagram": ("reel", "story", "post"),
    "tiktok": ("short", "post"),
    "youtube": ("short", "post"),
    "pinterest": ("post",),
}
LOOKBACKS = (7, 14, 30, 45, 60)


@dataclass(frozen=True)
class Cast:
    """Everybody, with ids that carry the world's prefix so that several worlds can share one affluent."""

    prefix: str
    shops: tuple[Shop, ...]
    campaigns: tuple[Campaign, ...]
    creators: tuple[Creator, ...]
    collaborations: tuple[Collaboration, ...]
    links: tuple[Link, ...]
    storefront: str = ""
    """Address of a shop that the first brand's links lead to; "" where nobody needs to arrive."""

    @property
    def known_links(self) -> tuple[Link, ...]:
        """Links that the crowd comes across."""
        return tuple(link for link in self.links if not link.collaboration.campaign.target_roas)

    def links_of(self, campaign: Campaign) -> tuple[Link, ...]:
        """A campaign's links."""
        return tuple(link for link in self.links if link.collaboration.campaign == campaign)

    def codes_of(self, shop: Shop) -> list[Collaboration]:
        """The collaborations that have a promo code in a shop: those of its brand."""
        return [one for one in self.collaborations if one.code and one.campaign.brand == shop.brand]


def cast(prefix: str = "", storefront: str = "") -> Cast:
    """The cast is the same in every world but for the prefix of its ids; what they do is the seed's."""
    shops = tuple(Shop(prefix + id, prefix + brand, money, vat, zone, prices) for id, brand, money, vat, zone, prices in SHOPS)
    campaigns = tuple(Campaign(prefix + id, prefix + brand, late, aim, roas) for id, brand, late, aim, roas in CAMPAIGNS)
    creators = tuple(Creator(prefix + id, name, platform, followers) for id, name, platform, followers in CREATORS)
    collaborations = tuple(
        _collaboration(prefix, n, campaigns[campaign], creators[creator]) for n, (creator, campaign) in enumerate(PAIRS)
    )
    links = tuple(link for one in collaborations for link in _links(one))
    return Cast(prefix, shops, campaigns, creators, collaborations, links, storefront)


def _collaboration(prefix: str, n: int, campaign: Campaign, creator: Creator) -> Collaboration:
    short = creator.id.removeprefix(prefix)
    code = f"{short.upper()}{10 + n}" if n % 4 and not campaign.target_roas else ""
    id = f"{creator.id}-{campaign.id.removeprefix(prefix)}"
    return Collaboration(id, campaign, creator, LOOKBACKS[n % 5], ("code_first", "click_first")[n % 2], code)


def _links(one: Collaboration) -> list[Link]:
    links = []
    for n, format in enumerate(FORMATS[one.creator.platform]):
        content = f"{one.id}-{format}"
        channels = ["organic"] + ["partnership_ad"] * (n == 0 and one.creator.followers > 300_000)
        links += [Link(f"{content}-{c}-link", f"{content}-{c[:2]}", one, content, f"{content}-{c}", format) for c in channels]
    return links
