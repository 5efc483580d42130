"""A scene for a real worker: a unit of time is a day, names carry the scene's number, terms stand in a catalog."""

import json
from typing import Any

import msgspec

from domain.attribution.models import USUAL
from events.catalog import CATALOG, CatalogEntry
from events.facts import Clicked, Ordered, Refunded
from events.messages import CodeVersion, Envelope
from events.moments import DAY_MS, from_ms
from tests.worlds.contracts import conditions, policy_of
from tests.worlds.log import address
from tests.worlds.scene import POLICIES, TERMS, Scene, scene

EPOCH = "1970-01-01T00:00:00Z"


def _at(units: int) -> str:
    return from_ms(units * DAY_MS).isoformat()


def _entry(kind: str, id: str, valid_from: int, **fields: Any) -> CatalogEntry:
    return CATALOG.validate_json(
        json.dumps({"kind": kind, "id": id, "valid_from": _at(valid_from), "recorded_at": EPOCH, **fields})
    )


def catalog() -> list[CatalogEntry]:
    """What TERMS says, as catalog versions."""
    entries: dict[str, CatalogEntry] = {}
    for (kind, ref), terms in TERMS.items():
        id, _, valid_from = ref.partition("@")
        own = {"slug": id, "destination": "https://shop.example/"} if kind == "link" else {"shop": "s", "code": id}
        if terms:
            entries[terms.campaign] = _entry(
                "campaign", terms.campaign, 0, brand="b", name="x", objective="sales", starts_on="2026-01-01",
                ends_on="2026-12-31", allowed_lateness_s=terms.lateness * DAY_MS // 1000,
            )  # fmt: skip
            entries[terms.collaboration] = _entry(
                "collaboration", terms.collaboration, 0, campaign=terms.campaign, campaign_version=f"{terms.campaign}@0",
                creator=terms.creator, lookback_s=terms.lookback * DAY_MS // 1000, code_rule=terms.code_rule,
                commission_rate=terms.commission_ppm / 1_000_000, **conditions(kind, ref),
            )  # fmt: skip
            own |= {"collaboration": terms.collaboration, "collaboration_version": f"{terms.collaboration}@0"}
            own |= {"content": terms.content, "placement": terms.placement} if kind == "link" else {}
        own |= {"exclusive": bool(terms and terms.exclusive)} if kind == "code" else {}
        entries[f"{kind}:{ref}"] = _entry(kind, id, int(valid_from), **own)
    return [*entries.values(), *(_policy(ref) for ref in POLICIES if ref)]


def _policy(ref: str) -> CatalogEntry:
    told = policy_of(ref)
    apart = told.pop("duplicate_clicks_ms") * DAY_MS // 1000
    half_life = told.pop("half_life_ms")
    times = {"duplicate_clicks_s": apart} | ({"half_life_s": half_life * DAY_MS // 1000} if half_life != USUAL.half_life else {})
    return _entry("policy", "s", int(ref.partition("@")[2]), shop="s", **times, **told)


def messages(seed: int) -> list[Envelope]:
    """All raw events of a scene as journal messages, in days."""
    a_scene: Scene = scene(seed)
    return [address(_scaled(event, seed)) for event in (*a_scene.clicks, *a_scene.sales, *a_scene.codes)]


def _scaled(event: Clicked | Ordered | Refunded | CodeVersion, seed: int) -> Any:
    replace = msgspec.structs.replace
    if isinstance(event, CodeVersion):
        ref = f"{event.code}@{event.valid_from * DAY_MS}"
        valid_to = None if event.valid_to is None else event.valid_to * DAY_MS
        return replace(
            event,
            shop=f"s{seed}",
            ref=ref,
            valid_from=event.valid_from * DAY_MS,
            recorded=event.recorded * DAY_MS,
            valid_to=valid_to,
        )
    times = {"at": event.at * DAY_MS, "received": event.received * DAY_MS, "id": f"{seed}-{event.id}"}
    if isinstance(event, Clicked):
        return replace(event, visitor=f"{seed}-{event.visitor}", **times)
    if isinstance(event, Refunded):
        return replace(event, shop=f"s{seed}", **times)
    visitor = event.visitor and f"{seed}-{event.visitor}"
    name, _, valid_from = event.policy.partition("@")
    times |= {"policy": f"{name}@{int(valid_from) * DAY_MS}" if name else "", "ordered_at": event.ordered_at * DAY_MS}
    return replace(event, shop=f"s{seed}", visitor=visitor, **times)
