"""What changed from one version of a decision to the next."""

from collections.abc import Iterator
from typing import Any

from events.decision import Credit, Decision

PLAIN = ("status", "net", "gross", "refunded", "currency", "reason", "policy", "ordered_at", "customer", "flags")
Change = dict[str, Any]


def changes(before: Decision, after: Decision) -> list[Change]:
    """Each as {what, before, after}; empty if only the version is new, because a worker said it again after a restart."""
    return [*_plain(before, after), *_events(before, after), *_candidates(before, after), *_credits(before, after)]


def _change(what: str, before: Any, after: Any) -> Change:
    return {"what": what, "before": before, "after": after}


def _plain(before: Decision, after: Decision) -> Iterator[Change]:
    for field in PLAIN:
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            yield _change(field, old, new)


def _events(before: Decision, after: Decision) -> Iterator[Change]:
    new = [event for event in after.events if event not in before.events]
    if new:
        yield _change("events", list(before.events), list(after.events))


def _candidates(before: Decision, after: Decision) -> Iterator[Change]:
    old, new = _reasons(before), _reasons(after)
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            yield _change(f"{key[0]} {key[1]}", old.get(key), new.get(key))


def _reasons(decision: Decision) -> dict[tuple[str, str], str]:
    """What became of each touch; a code that is redeemed twice in the same letters has the reason of the first."""
    return {(each.type, each.touch): each.reason for each in reversed(decision.candidates)}


def _credits(before: Decision, after: Decision) -> Iterator[Change]:
    old, new = ({credit.model: _amounts(credit) for credit in each.credits} for each in (before, after))
    for model in [*new, *(model for model in old if model not in new)]:
        if old.get(model) != new.get(model):
            yield _change(f"credit {model}", old.get(model), new.get(model))


def _amounts(credit: Credit) -> dict[str, int]:
    found: dict[str, int] = {}
    for share in credit.shares:
        found[share.creator] = found.get(share.creator, 0) + share.amount
    return {**found, "unattributed": credit.unattributed}
