"""A shop's policy as decide() uses it: looked up once for each version, every set ready to be asked."""

from collections.abc import Callable
from typing import NamedTuple

from domain.attribution.models import USUAL, Shape, Weights
from events.catalog_book import CatalogBook, UnknownVersion
from events.moments import SECOND_MS
from events.policy import Policy, Precedence, StackedCodes


class Arbitration(NamedTuple):
    """How a shop arbitrates between claims on one order; the defaults are those of a shop that has no policy."""

    ref: str = "policy@1"
    precedence: Precedence = Precedence.BY_CONTRACT
    code_weight: int = 1
    click_weight: int = 1
    stacked_codes: StackedCodes = StackedCodes.FIRST
    preferred: frozenset[str] = frozenset()
    non_preferred: frozenset[str] = frozenset()
    staff: frozenset[str] = frozenset()
    duplicate_ms: int = 0
    tolerated_flags: frozenset[str] = frozenset()
    weights: Weights = USUAL


DEFAULT = Arbitration()

Policies = Callable[[str], Arbitration]
"""ref → the policy of that version, "" → the default. Raises UnknownVersion."""


def no_policies(ref: str) -> Arbitration:
    """For shops without a policy."""
    if ref:
        raise UnknownVersion(f"policy {ref}")
    return DEFAULT


def arbitration_of(policy: Policy) -> Arbitration:
    """A policy version, resolved."""
    return Arbitration(
        policy.ref, policy.precedence, policy.code_weight, policy.click_weight, policy.stacked_codes,
        frozenset(policy.preferred), frozenset(policy.non_preferred), frozenset(policy.staff),
        policy.duplicate_clicks_s * SECOND_MS, frozenset(map(str, policy.tolerated_flags)), _weights_of(policy),
    )  # fmt: skip


def _weights_of(policy: Policy) -> Weights:
    position, j, inverse_j = Shape(*policy.position_weights), Shape(*policy.j_weights), Shape(*policy.inverse_j_weights)
    return Weights(position, j, inverse_j, policy.half_life_s * SECOND_MS)


class PoliciesOf:
    """Policy versions of a catalog, with a memory."""

    def __init__(self, book: CatalogBook) -> None:
        self._book = book
        self._known: dict[str, Arbitration] = {"": DEFAULT}

    def __call__(self, ref: str) -> Arbitration:
        """The policy of a version, looked up once; raises UnknownVersion."""
        if ref not in self._known:
            self._known[ref] = arbitration_of(self._book.policy(ref))
        return self._known[ref]
