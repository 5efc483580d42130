"""Which clicks and codes compete for an order, and why the others can't."""

from dataclasses import dataclass

from tests.oracle.catalog import Terms, fold, terms
from tests.oracle.catalog import newest as newest_version
from tests.oracle.limits import MAX_LATENESS_MS, MAX_LOOKBACK_MS
from tests.oracle.truth import Told, Truth


@dataclass
class Touch:
    """A candidate: a click by its event id, or a code as redeemed."""

    type: str
    id: str
    at: int
    terms: Terms | None = None
    reason: str = ""
    link: str = ""
    visitor: str = ""


def clicks_of(
    devices: dict[str, int], by_visitor: dict[str, list[Told]], at: int, received: int, tolerated: list[str]
) -> list[Touch]:
    """The clicks of these devices that were heard in time, oldest first; tolerated flags make none invalid."""
    touches = []
    for visitor, heard in devices.items():
        for click in by_visitor.get(visitor, ()):
            in_time = max(click["received"], heard) <= received + click["terms"].lateness_ms
            if in_time and 0 <= at - click["at"] < MAX_LOOKBACK_MS:
                touches.append(_judged(click, at, tolerated))
    return sorted(touches, key=lambda touch: (touch.at, touch.id))


def _judged(click: Told, at: int, tolerated: list[str]) -> Touch:
    touch = Touch("click", click["id"], click["at"], link=click["link"], visitor=click["visitor"])
    if set(click["flags"]) - set(tolerated):
        touch.reason = "invalid_traffic"
    elif at - click["at"] >= click["terms"].lookback_ms:
        touch.reason = "outside_window"
    else:
        touch.terms = click["terms"]
    return touch


def codes_of(truth: Truth, shop: str, redeemed: list[str], at: int, received: int) -> list[Touch]:
    """Each code of an order as it was redeemed; said again, it is a duplicate."""
    touches: list[Touch] = []
    for code in redeemed:
        before = [touch for touch in touches if fold(touch.id) == fold(code)]
        touches.append(
            Touch("code", code, at, before[0].terms, "duplicate") if before else _code(truth, shop, code, at, received)
        )
    return touches


def _code(truth: Truth, shop: str, code: str, at: int, received: int) -> Touch:
    touch, known = Touch("code", code, at), []
    for version in truth.catalog.codes(shop, code):
        lateness = terms(version.pinned).lateness_ms if version.pinned else MAX_LATENESS_MS
        known += [version] * (version.recorded <= received + lateness)
    begun = [v for v in known if v.valid_from <= at]
    in_force = [v for v in begun if v is newest_version(begun) and (v.entry["valid_to"] is None or at < v.entry["valid_to"])]
    if not known:
        touch.reason = "unknown_code"
    elif not in_force:
        touch.reason = "code_not_in_force"
    elif pinned := newest_version(in_force).pinned:
        touch.terms = terms(pinned, exclusive=newest_version(in_force).entry["exclusive"])
    else:
        touch.reason = "generic_code"
    return touch
