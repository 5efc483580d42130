"""Which touches and codes could have earned an order, under which terms, and which came too late to count."""

from typing import NamedTuple

from domain.attribution.asks import devices_of
from domain.attribution.entity import World
from domain.attribution.heard import Heard
from domain.attribution.policy import Arbitration
from domain.attribution.rows import OrderRow
from domain.attribution.terms import Terms
from domain.finance.net_revenue import newest_of
from events.decision import SCHEMA, LateTouch, Reason
from events.ids import derived_id
from events.messages import CodeVersion, Touch

CLICK, CODE = "click", "code"


class Claim(NamedTuple):
    """One candidate. `reason` is empty while it is eligible and not yet judged against the others."""

    touch: str
    type: str
    at: int
    ref: str
    terms: Terms | None
    reason: str
    known: int
    """When the last of what it rests on was received: the click and its device's link, or the code's version; 0: nothing."""
    visitor: str | None = None

    @property
    def eligible(self) -> bool:
        """Whether it takes part in the models."""
        return not self.reason and self.terms is not None


class Candidates(NamedTuple):
    """Claims in the order they happened, a code at the order's own time, after all clicks; and what is late."""

    claims: tuple[Claim, ...]
    late: tuple[LateTouch, ...]


def candidates_of(row: OrderRow, heard: Heard, world: World, policy: Arbitration) -> Candidates:
    """All candidates of an order; a pure function of what the order remembers."""
    if heard.too_late:
        return Candidates((), ())
    clicks, late_clicks = _clicks(row, heard, world, policy)
    codes, late_codes = _codes(row, heard, world)
    return Candidates((*clicks, *codes), (*late_clicks, *late_codes))


def _clicks(row: OrderRow, heard: Heard, world: World, policy: Arbitration) -> tuple[list[Claim], list[LateTouch]]:
    at, received, devices = heard.at, heard.received, devices_of(row, heard)
    claims, late = [], []
    for visitor, touch in sorted(row.touches.values(), key=lambda each: (each[1].at, each[1].id)):
        if visitor not in devices or not 0 <= at - touch.at < world.horizons.lookback:
            continue
        terms = world.terms("link", touch.link_version)
        known = max(touch.received, devices[visitor])
        limit = received + (terms.lateness if terms else 0)
        if known > limit:
            late.append(_late(row, CLICK, touch.id, touch.link_version, (touch.at, known, limit)))
        else:
            flaw = _flaw(touch, at, terms, policy)
            claims.append(Claim(touch.id, CLICK, touch.at, touch.link_version, terms, flaw, known, visitor))
    return claims, late


def _flaw(touch: Touch, at: int, terms: Terms | None, policy: Arbitration) -> str:
    if touch.flags and not policy.tolerated_flags.issuperset(touch.flags):
        return Reason.INVALID_TRAFFIC
    if terms is None or at - touch.at >= terms.lookback:
        return Reason.OUTSIDE_WINDOW
    return ""


def _codes(row: OrderRow, heard: Heard, world: World) -> tuple[list[Claim], list[LateTouch]]:
    claims, late, first = [], [], dict[str, Claim]()
    for code in _redeemed(row, heard):
        folded = code.strip().casefold()
        if folded in first:
            claims.append(first[folded]._replace(touch=code, reason=Reason.DUPLICATE))
            continue
        known, too_late = _versions(row, code, heard, world)
        first[folded] = _code_claim(code, heard.at, known, world)
        claims.append(first[folded])
        late += too_late
    return claims, late


def _redeemed(row: OrderRow, heard: Heard) -> list[str]:
    """The codes of the order as it stands; one that was first told later than any allowed lateness is left out."""
    timely = {code.strip().casefold() for telling in heard.tellings for code in telling.codes}
    return [code for code in newest_of(row.tellings.values()).codes if code.strip().casefold() in timely]


def _versions(row: OrderRow, code: str, heard: Heard, world: World) -> tuple[list[CodeVersion], list[LateTouch]]:
    """A code's versions that were known in time, and those that would have counted had they been."""
    known, late, folded = [], [], code.strip().casefold()
    for version in (each for _, each in sorted(row.versions.items()) if each.code.strip().casefold() == folded):
        terms = world.terms("code", version.ref)
        limit = heard.received + (terms.lateness if terms else world.horizons.lateness)
        if version.recorded <= limit:
            known.append(version)
        elif version.valid_from <= heard.at:  # one that began after the sale could never have counted
            late.append(_late(row, CODE, code, version.ref, (version.valid_from, version.recorded, limit)))
    return known, late


def _code_claim(code: str, at: int, known: list[CodeVersion], world: World) -> Claim:
    begun = [each for each in known if each.valid_from <= at]
    version = max(begun, key=lambda each: (each.valid_from, each.ref), default=None)
    if version is None or (version.valid_to is not None and version.valid_to <= at):
        return Claim(code, CODE, at, "", None, Reason.CODE_NOT_IN_FORCE if known else Reason.UNKNOWN_CODE, 0)
    terms = world.terms("code", version.ref)
    return Claim(code, CODE, at, version.ref, terms, "" if terms else Reason.GENERIC_CODE, version.recorded)


def _late(row: OrderRow, type: str, touch: str, ref: str, times: tuple[int, int, int]) -> LateTouch:
    at, known, limit = times
    id = derived_id(row.shop, row.order, type, touch, ref)
    return LateTouch(SCHEMA, id, row.shop, row.order, type, touch, ref, at, known, limit)
