"""A scene's contracts, policies and purchases in the oracle's words."""

from decimal import Decimal
from typing import Any

from events.facts import Ordered, Refunded, SaleLine
from tests.oracle.catalog import Terms
from tests.oracle.conditions import Bought, Lines
from tests.worlds.scene import POLICIES, TERMS, Scene


def policy_of(ref: str) -> dict[str, Any]:
    """A policy version as the catalog says it."""
    fields = POLICIES[ref]._asdict()
    plain = {name: sorted(told) if isinstance(told, frozenset) else told for name, told in fields.items()}
    position, j, inverse_j, half_life = plain.pop("weights")
    shapes = {"position_weights": list(position), "j_weights": list(j), "inverse_j_weights": list(inverse_j)}
    return plain | shapes | {"duplicate_clicks_ms": fields["duplicate_ms"], "half_life_ms": half_life}


def conditions(kind: str, ref: str) -> dict[str, Any]:
    """The conditions of a contract as the catalog says them."""
    terms = TERMS[kind, ref]
    if terms is None or terms.conditions is None:
        return {}
    asked = terms.conditions
    amounts = {"minimum_order": asked.minimum, "commission_cap": asked.cap}
    told = {name: {"amount": pair[0], "currency": pair[1]} for name, pair in amounts.items() if pair}
    names = {"excluded_products": asked.excluded_products, "own_pseudonyms": asked.own_pseudonyms}
    told |= {} if asked.returning_ppm is None else {"returning_commission_rate": asked.returning_ppm / 1_000_000}
    return told | {name: sorted(each) for name, each in names.items()} | {"eligible_touches": sorted(asked.touches)}


def contract(kind: str, ref: str) -> Terms | None:
    """The contract that a link or code version pins; None for a generic code."""
    terms = TERMS[kind, ref]
    if terms is None:
        return None
    rate = Decimal(terms.commission_ppm) / 1_000_000
    return Terms(*terms[:7], str(terms.code_rule), rate, conditions(kind, ref), terms.exclusive)


def bought_of(scene: Scene, told: list[Ordered], newest: Ordered, limit: int) -> Bought:
    """What was bought, and by whom as far as that was told up to a receipt."""
    people = {who for e in told if e.received <= limit for who in (e.customer, e.visitor) if who}
    refunds = [e for e in scene.sales if isinstance(e, Refunded) and (e.order, e.currency) == (newest.order, newest.currency)]
    lines = [line for e in told for line in _lines(e.lines)]
    back = [(line, net) for e in refunds for line, _, net in _lines(e.lines)]
    return Bought(people, newest.currency, _lines(newest.lines), lines, back)


def _lines(lines: tuple[SaleLine, ...]) -> Lines:
    return [(line.line, line.product, line.amount - line.discount - line.tax) for line in lines]
