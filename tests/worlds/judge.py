"""The oracle: what must come out of a scene, worked out from all of it at once, in its own words."""

from typing import NamedTuple

from events.facts import Ordered, Refunded
from tests.oracle.candidates import Touch
from tests.oracle.conditions import screen
from tests.oracle.shares import Key
from tests.oracle.verdict import MODELS, commissions, credits_of, payable
from tests.worlds.contracts import bought_of, contract, policy_of
from tests.worlds.scene import HORIZONS, TERMS, Scene

RANKS = ["placed", "paid", "edited", "cancelled"]
NOTHING: dict[str, dict[Key, int]] = {model: {} for model in ("payable", *MODELS)}


class Verdict(NamedTuple):
    """What is compared of a decision."""

    net: int
    flags: tuple[str, ...]
    candidates: tuple[tuple[str, str, str], ...]
    """(touch, ref, reason), in the order in which they happened"""
    paid: tuple[object, ...]
    """Whether the buyer had bought before, then (collaboration, base, commission) of each payable share"""
    credits: dict[str, dict[Key, int]]
    """Model → who → amount, where it is not nothing"""
    late: frozenset[tuple[str, str]]
    over: int = 0
    """The watermark after which the order may be forgotten by browsers and codes, and need not be told of anything"""


def verdicts(scene: Scene) -> dict[str, Verdict]:
    """Order → verdict, for every order that was ever told as placed or later."""
    orders = {event.order for event in scene.sales if isinstance(event, Ordered)}
    return {name: _verdict(scene, name) for name in orders}


def not_nothing(credits: dict[str, dict[Key, int]]) -> dict[str, dict[Key, int]]:
    """A share of nothing and no share are the same."""
    return {model: {who: amount for who, amount in shares.items() if amount} for model, shares in credits.items()}


def _told(scene: Scene, name: str) -> list[Ordered]:
    return [event for event in scene.sales if isinstance(event, Ordered) and event.order == name]


def _when(told: list[Ordered]) -> tuple[int, int]:
    """(when the buyer ordered, by all that was received in time; when it was first received)"""
    received = min(e.received for e in told)
    return min(e.ordered_at for e in told if e.received <= received + HORIZONS.lateness), received


def _verdict(scene: Scene, name: str) -> Verdict:
    told = _told(scene, name)
    at, received = _when(told)
    newest = max(told, key=lambda e: (e.at, RANKS.index(e.kind), e.id))
    net, flags = _money(scene, told, newest)
    if received - at > HORIZONS.order_delay:
        return Verdict(net, flags, (), (None if not _links(scene, name)[1] else False,), NOTHING, frozenset())
    timely = {c.strip().lower() for e in told if e.received <= received + HORIZONS.lateness for c in e.codes}
    policy = policy_of(min(told, key=lambda e: (e.received, e.id)).policy)
    clicks, late_clicks = _clicks(scene, name, at, received, policy["tolerated_flags"])
    codes, late_codes = _codes(scene, [c for c in newest.codes if c.strip().lower() in timely], at, received)
    bought = bought_of(scene, told, newest, received + HORIZONS.lateness)
    screen(clicks + codes, bought, policy)
    eligible = [touch for touch in clicks + codes if not touch.reason]
    bought.returning = _is_returning(scene, name, at, received)
    won = payable(clicks + codes, policy)
    credits = credits_of(net, won, eligible, at, policy)
    lines = commissions(net, won, bought)
    judged = tuple((touch.id, touch.link, touch.reason) for touch in clicks + codes)
    paid = (bought.returning, *((key[2], base, amount) for key, base, amount in lines))
    return Verdict(
        net, flags, judged, paid, not_nothing(credits), frozenset(late_clicks + late_codes), received + HORIZONS.lateness
    )


def _money(scene: Scene, told: list[Ordered], newest: Ordered) -> tuple[int, tuple[str, ...]]:
    refunds = [e for e in scene.sales if isinstance(e, Refunded) and e.order == newest.order]
    if newest.test or any(e.kind == "cancelled" for e in told):
        gross, back = 0, 0
    else:
        gross = sum(line.amount - line.discount - line.tax for line in newest.lines)
        mine = [e for e in refunds if e.currency == newest.currency]
        back = sum(line.amount - line.tax for e in mine for line in e.lines) + sum(e.adjustment for e in mine)
    flags = ["refund_in_other_currency"] if any(e.currency != newest.currency for e in refunds) else []
    return gross - back, (*flags, *(["refund_exceeds_order"] if back > max(gross, 0) else []))


def _links(scene: Scene, name: str) -> tuple[dict[str, int], dict[str, int]]:
    """(visitor → first receipt, customer → first receipt) of an order, of what was received in time."""
    told = _told(scene, name)
    limit = min(e.received for e in told) + HORIZONS.lateness
    visitors, customers = {}, {}
    for event in told:
        if event.received <= limit:
            for known, who in ((visitors, event.visitor), (customers, event.customer)):
                if who:
                    known[who] = min(event.received, known.get(who, event.received))
    return visitors, customers


def _is_returning(scene: Scene, name: str, at: int, received: int) -> bool | None:
    _, buyers = _links(scene, name)
    known = [each for each in {e.order for e in scene.sales if isinstance(e, Ordered)} if each != name]
    before = []
    for other in known:
        told = _told(scene, other)
        then, heard = _when(told)
        if heard - then <= HORIZONS.order_delay and (then, other) < (at, name):
            _, named = _links(scene, other)
            before += [named[who] <= received + HORIZONS.lateness for who in buyers if who in named]
    return any(before) if buyers else None


def _devices(scene: Scene, name: str, received: int) -> dict[str, int]:
    own, buyers = _links(scene, name)
    devices = dict(own)
    for other in {e.order for e in scene.sales if isinstance(e, Ordered)}:
        then, heard = _when(_told(scene, other))
        if heard - then > HORIZONS.order_delay:
            continue  # an order that came too late asks nobody, and so tells nobody
        visitors, customers = _links(scene, other)
        for customer in set(buyers) & set(customers):
            for visitor, linked in visitors.items():
                known = max(linked, customers[customer])
                devices[visitor] = min(known, devices.get(visitor, known))
    return {visitor: linked for visitor, linked in devices.items() if linked <= received + HORIZONS.lateness}


def _clicks(scene: Scene, name: str, at: int, received: int, tolerated: list[str]) -> tuple[list[Touch], list[tuple[str, str]]]:
    found, late, devices = [], [], _devices(scene, name, received)
    for click in sorted(scene.clicks, key=lambda c: (c.at, c.id)):
        if click.visitor in devices and 0 <= at - click.at < HORIZONS.lookback:
            terms = TERMS["link", click.link_version]
            assert terms is not None
            if max(click.received, devices[click.visitor]) > received + terms.lateness:
                late.append((click.id, click.link_version))
            else:
                flaw = "invalid_traffic" if set(click.flags) - set(tolerated) else ""
                flaw = flaw or ("" if at - click.at < terms.lookback else "outside_window")
                ref = click.link_version
                found.append(Touch("click", click.id, click.at, contract("link", ref), flaw, ref, click.visitor))
    return found, late


def _codes(scene: Scene, codes: list[str], at: int, received: int) -> tuple[list[Touch], list[tuple[str, str]]]:
    found, late = list[Touch](), []
    for code in codes:
        folded, known = code.strip().lower(), []
        if before := [touch for touch in found if touch.id.strip().lower() == folded]:
            found.append(Touch("code", code, at, before[0].terms, "duplicate", before[0].link))
            continue
        for version in (v for v in scene.codes if v.code.lower() == folded):
            terms = TERMS["code", version.ref]
            if version.recorded <= received + (terms.lateness if terms else HORIZONS.lateness):
                known.append(version)
            elif version.valid_from <= at:
                late.append((code, version.ref))
        force = sorted(v.valid_from for v in known if v.valid_from <= at)
        if not force or next(v.valid_to or 10**9 for v in known if v.valid_from == force[-1]) <= at:
            found.append(Touch("code", code, at, None, "code_not_in_force" if known else "unknown_code"))
        else:
            ref = next(v.ref for v in known if v.valid_from == force[-1])
            found.append(Touch("code", code, at, contract("code", ref), "" if TERMS["code", ref] else "generic_code", ref))
    return found, late
