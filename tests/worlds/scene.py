"""A random small world: raw events with receipts, and a catalog. Times are small integers, read as milliseconds."""

from dataclasses import dataclass, field
from random import Random

from domain.attribution.horizons import Horizons
from domain.attribution.models import Shape, Weights
from domain.attribution.policy import DEFAULT, Arbitration
from domain.attribution.terms import UNCONDITIONAL, Terms
from events.catalog import CodeRule
from events.facts import Clicked, Ordered, Refunded, SaleLine
from events.messages import CodeVersion
from events.policy import Precedence, StackedCodes

OWN_WEIGHTS = Weights(Shape(10, 70, 20), Shape(0, 1, 3), Shape(5, 1, 0), half_life=150)
POLICIES: dict[str, Arbitration] = {
    "": DEFAULT,
    "s@0": Arbitration("s@0", Precedence.CODE_IF_INVOLVED, 1, 1, StackedCodes.LAST, frozenset(), frozenset({"ada-spring"})),
    "s@800": Arbitration("s@800", Precedence.SPLIT_BY_WEIGHT, 2, 1, StackedCodes.SPLIT, staff=frozenset({"C2"}), duplicate_ms=90),
    "s@1600": Arbitration("s@1600", Precedence.CODE_IF_WINNER, preferred=frozenset({"ben-summer"}), duplicate_ms=400),
    "s@2400": Arbitration(
        "s@2400",
        Precedence.ALWAYS_CREDIT_CODE,
        1,
        1,
        StackedCodes.FIRST,
        frozenset({"ben-summer"}),
        tolerated_flags=frozenset({"bot"}),
    ),
    "s@2700": Arbitration("s@2700", Precedence.CLICK_FIRST, weights=OWN_WEIGHTS),
}
"""The shop's policy by its version's ref."""

BEN = UNCONDITIONAL._replace(minimum=(2500, "EUR"), excluded_products=frozenset({"p0"}), own_pseudonyms=frozenset({"C3"}))
CLEO = UNCONDITIONAL._replace(touches=frozenset({"code"}), cap=(300, "EUR"))
ADA = UNCONDITIONAL._replace(cap=(250, "EUR"), returning_ppm=20_000)

HORIZONS = Horizons(lookback=1000, lateness=400, order_delay=300)
SHOP = "s"
CODES = ("ADA10", "BEN20", "Welcome", "NOBODY")

TERMS: dict[tuple[str, str], Terms | None] = {
    ("link", "L0@0"): Terms("ada", "spring", "ada-spring", "reel", None, 1000, 400, CodeRule.CODE_FIRST, 80_000, ADA),
    ("link", "L1@0"): Terms("ada", "spring", "ada-spring", "story", "ad", 1000, 400, CodeRule.CODE_FIRST, 80_000, ADA),
    ("link", "L2@0"): Terms("ben", "summer", "ben-summer", None, None, 300, 100, CodeRule.CLICK_FIRST, 80_000, BEN),
    ("link", "L3@0"): Terms("cleo", "spring", "cleo-spring", None, None, 1000, 400, CodeRule.CODE_FIRST, 50_000, CLEO),
    ("code", "ADA10@0"): Terms("ada", "spring", "ada-spring", None, None, 1000, 400, CodeRule.CODE_FIRST, 80_000, ADA),
    ("code", "ADA10@1500"): Terms(
        "cleo", "spring", "cleo-spring", None, None, 1000, 400, CodeRule.CODE_FIRST, 50_000, CLEO, exclusive=True
    ),
    ("code", "BEN20@0"): Terms("ben", "summer", "ben-summer", None, None, 300, 100, CodeRule.CLICK_FIRST, 80_000, BEN),
    ("code", "Welcome@0"): None,
}
LINKS = [ref for kind, ref in TERMS if kind == "link"]


@dataclass
class Scene:
    """All that happens."""

    clicks: list[Clicked] = field(default_factory=list)
    sales: list[Ordered | Refunded] = field(default_factory=list)
    codes: list[CodeVersion] = field(default_factory=list)


def _delay(rng: Random) -> int:
    """Most things are received at once, some late, some too late."""
    return rng.choice([0, 0, 0, rng.randrange(40), rng.randrange(150), rng.randrange(900)])


def _click(rng: Random, number: int) -> Clicked:
    at = rng.randrange(3000)
    flags = ("bot",) if rng.random() < 0.08 else ()
    return Clicked(f"t{number}", at, at + _delay(rng), "L", rng.choice(LINKS), f"V{rng.randrange(6)}", flags)


def _codes(rng: Random) -> tuple[str, ...]:
    return tuple(rng.sample([*CODES, "ada10 "], rng.choice([0, 0, 1, 1, 2, 3])))


def _order(rng: Random, name: str) -> list[Ordered | Refunded]:
    ordered_at, told = rng.randrange(3000), []
    first = ordered_at + rng.choice([0, 0, 0, rng.randrange(60), rng.randrange(500)])
    lines = tuple(
        SaleLine(
            str(n), rng.randrange(1000, 5000), rng.randrange(100), rng.randrange(90), "product", 1, rng.choice([None, "p0", "p1"])
        )
        for n in range(2)
    )
    for n in range(rng.choice([1, 1, 1, 2, 3])):  # placed, then edited: amount, codes, customer or device may change
        received = first + n * rng.choice([0, 10, 200, 500])
        kind = "placed" if n == 0 else rng.choice(["paid", "edited", "edited", "edited", "cancelled"])
        told.append(
            Ordered(
                f"{name}e{n}",
                kind,
                min(received, ordered_at + n * 7),
                received,
                SHOP,
                name,
                _said_to_be(rng, ordered_at),
                "EUR",
                lines if rng.random() < 0.6 else lines[:1],
                _codes(rng),
                rng.choice([None, "C0", "C1", "C2", "C3"]),
                rng.choice([None, "V0", "V1", "V2", "V3", "V4", "V5"]),
                None,
                rng.random() < 0.04,
                _pinned(rng, ordered_at),
            )
        )
    return told + [_refund(rng, name, n, ordered_at) for n in range(rng.choice([0, 0, 1, 2]))]


def _said_to_be(rng: Random, ordered_at: int) -> int:
    """When an order was placed, as one telling has it: some shops correct themselves, a little or by far."""
    return ordered_at if rng.random() < 0.8 else max(0, ordered_at - rng.choice([-60, 5, 90, 350]))


def _pinned(rng: Random, ordered_at: int) -> str:
    """The version in force, as the door knew the catalog: sometimes it had not read the newest yet."""
    begun = ["", *(ref for ref in POLICIES if ref and int(ref[2:]) <= ordered_at)]
    return begun[-1] if rng.random() < 0.7 else rng.choice(begun)


def _refund(rng: Random, name: str, number: int, ordered_at: int) -> Refunded:
    at = ordered_at + rng.randrange(1500)
    currency = "EUR" if rng.random() < 0.95 else "JPY"
    line = SaleLine("0", rng.randrange(1, 400), 0, rng.randrange(20))
    return Refunded(f"{name}r{number}", "refund", at, at + _delay(rng), SHOP, name, currency, (line,), rng.randrange(-5, 5))


def _code_versions(rng: Random) -> list[CodeVersion]:
    told = []
    for ref in (ref for kind, ref in TERMS if kind == "code"):
        code, _, valid_from = ref.partition("@")
        recorded = rng.choice([0, 0, rng.randrange(3500)])
        valid_to = {"BEN20@0": 2500, "ADA10@1500": 2200}.get(ref)
        told.append(CodeVersion(SHOP, code, ref, int(valid_from), max(recorded, 0), valid_to))
    return told


def scene(seed: int) -> Scene:
    """The world of a seed."""
    rng = Random(seed)
    clicks = [_click(rng, number) for number in range(rng.randrange(1, 25))]
    sales = [event for number in range(rng.randrange(1, 10)) for event in _order(rng, f"O{number}")]
    return Scene(clicks, sales, _code_versions(rng))
