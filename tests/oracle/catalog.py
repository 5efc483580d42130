"""The catalog as the oracle understands it: versions, and the terms that each version of a link or a code pins."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.oracle.shares import USUAL

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Entry = dict[str, Any]
DAY_S = 86_400
ORDER = ("brands", "campaigns", "creators", "collaborations", "contents", "placements", "links", "codes", "policies")
DEFAULTS: dict[str, Entry] = {
    "campaigns": {"allowed_lateness_s": 7 * DAY_S},
    "collaborations": {"lookback_s": 30 * DAY_S, "code_rule": "code_first", "commission_rate": "0"},
    "links": {"content": None, "placement": None},
    "codes": {"collaboration": None, "valid_to": None, "exclusive": False},
    "policies": {
        "precedence": "by_contract",
        "code_weight": 1,
        "click_weight": 1,
        "stacked_codes": "first",
        "preferred": [],
        "non_preferred": [],
        "staff": [],
        "duplicate_clicks_s": 0,
        "tolerated_flags": [],
        **USUAL,
    },
}
CONDITIONS = ("eligible_touches", "excluded_products", "minimum_order", "commission_cap", "returning_commission_rate")
FOLLOWS = {"collaborations": ("campaigns", "campaign"), "links": ("collaborations", "collaboration"),
           "codes": ("collaborations", "collaboration")}  # fmt: skip


@dataclass(frozen=True)
class Version:
    """One version of one thing; `pinned` is the version of what it refers to, as it was then."""

    valid_from: int
    recorded: int
    entry: Entry
    pinned: "Version | None" = None


@dataclass(frozen=True)
class Terms:
    """Who earns by a touch, and for how long."""

    creator: str
    campaign: str
    collaboration: str
    content: str | None
    placement: str | None
    lookback_ms: int
    lateness_ms: int
    code_rule: str
    commission_rate: Decimal
    conditions: Entry
    """As the catalog says them; what neither the contract nor its campaign says is absent or None."""
    exclusive: bool = False


class Catalog:
    """Versions by kind and id, in the order in which they were told."""

    def __init__(self) -> None:
        self._versions: dict[tuple[str, str], list[Version]] = {}

    def apply(self, entries: dict[str, list[Entry]], valid_from: int, recorded: int) -> None:
        """Tell a set of entries; what refers to something that changed gets a version of its own."""
        for kind in ORDER:
            for entry in entries.get(kind, ()):
                named = {"id": entry["shop"]} if kind == "policies" else {}
                self._tell(kind, DEFAULTS.get(kind, {}) | named | _in_ms(entry), valid_from, recorded)

    def _tell(self, kind: str, entry: Entry, valid_from: int, recorded: int) -> None:
        known = self._versions.setdefault((kind, entry["id"]), [])
        if known and known[-1].entry == entry:
            return
        known.append(self._pin(kind, Version(valid_from, recorded, entry)))
        self._follow(kind, entry["id"], valid_from, recorded)

    def _pin(self, kind: str, version: Version) -> Version:
        if kind not in FOLLOWS:
            return version
        other, field = FOLLOWS[kind]
        name = version.entry[field]
        return replace(version, pinned=self.as_of(other, name, version.valid_from) if name else None)

    def _follow(self, kind: str, name: str, valid_from: int, recorded: int) -> None:
        for (other, follower), known in list(self._versions.items()):
            if FOLLOWS.get(other) is None or FOLLOWS[other][0] != kind or known[-1].entry[FOLLOWS[other][1]] != name:
                continue
            known.append(self._pin(other, Version(valid_from, recorded, known[-1].entry)))
            self._follow(other, follower, valid_from, recorded)

    def as_of(self, kind: str, name: str, at: int) -> Version:
        """The version in force at a time; raises LookupError if there was none."""
        past = [version for version in self._versions.get((kind, name), ()) if version.valid_from <= at]
        if not past:
            raise LookupError(f"{kind} {name} at {at}")
        return newest(past)

    def link(self, name: str, at: int) -> Terms:
        """What a click on a link at a time is worth."""
        version = self.as_of("links", name, at)
        assert version.pinned
        return terms(version.pinned, version.entry["content"], version.entry["placement"])

    def policy(self, shop: str, at: int, received: int) -> Entry:
        """The shop's policy in force at a time, of what was told before the order was received."""
        told = [version for version in self._versions.get(("policies", shop), ()) if version.recorded <= received]
        past = [version for version in told if version.valid_from <= at]
        entry = newest(past).entry if past else DEFAULTS["policies"]
        ref = f"{shop}@{newest(past).valid_from}" if past else "policy@1"
        in_ms = {"duplicate_clicks_ms": entry["duplicate_clicks_s"] * 1000, "half_life_ms": entry["half_life_s"] * 1000}
        return entry | in_ms | {"ref": ref}

    def codes(self, shop: str, code: str) -> list[Version]:
        """Every version of a shop's promo code, compared without case."""
        return [
            version
            for (kind, _), versions in self._versions.items()
            for version in versions
            if kind == "codes" and version.entry["shop"] == shop and fold(version.entry["code"]) == fold(code)
        ]


def newest(versions: list[Version]) -> Version:
    """The latest valid-from; of equals the one told last (it followed one change, then had another in the same telling)."""
    return max(reversed(versions), key=lambda version: version.valid_from)


def terms(collaboration: Version, content: str | None = None, placement: str | None = None, exclusive: bool = False) -> Terms:
    """The terms of a collaboration's version."""
    entry, campaign = collaboration.entry, collaboration.pinned
    assert campaign
    return Terms(
        entry["creator"], entry["campaign"], entry["id"], content, placement,
        entry["lookback_s"] * 1000, campaign.entry["allowed_lateness_s"] * 1000, entry["code_rule"],
        Decimal(entry["commission_rate"]), {**_said(campaign.entry), **_said(entry)}, exclusive,
    )  # fmt: skip


def _said(entry: Entry) -> Entry:
    return {name: entry[name] for name in (*CONDITIONS, "own_pseudonyms") if entry.get(name) is not None}


def _in_ms(entry: Entry) -> Entry:
    """The entry with its end, if it has one, in milliseconds."""
    end = entry.get("valid_to")
    if isinstance(end, str):
        return entry | {"valid_to": (datetime.fromisoformat(end) - EPOCH) // timedelta(milliseconds=1)}
    return entry


def fold(code: str) -> str:
    """A code without case and outer white space."""
    return code.strip().casefold()
