"""Net revenue shared among those who earned it, in every model."""

from collections.abc import Sequence

from domain.attribution.candidates import Claim
from domain.attribution.models import ANALYTIC
from domain.attribution.precedence import Winners
from domain.attribution.split import split
from domain.attribution.terms import Terms
from events.decision import Credit, Model, Share

Owner = tuple[str, str, str, str, str]
"""Creator, campaign, collaboration, content, placement: who a share is for."""


def credits_of(net: int, at: int, eligible: Sequence[Claim], winners: Winners) -> tuple[Credit, ...]:
    """The payable model's answer, then the analytic ones'; each sums to the net."""
    paid = _credit(Model.PAYABLE, net, [claim for claim, _ in winners], [weight for _, weight in winners])
    ages = [at - claim.at for claim in eligible]
    others = (_credit(model, net, eligible, weigh(ages) if ages else []) for model, weigh in ANALYTIC.items())
    return (paid, *others)


def owner_of(terms: Terms) -> Owner:
    """Whose share a touch under these terms is."""
    return terms.creator, terms.campaign, terms.collaboration, terms.content or "", terms.placement or ""


def owners_of(claims: Sequence[Claim], weights: Sequence[int]) -> dict[Owner, int]:
    """Weights of the same creator, content and contract are added before the split: one share each."""
    owners: dict[Owner, int] = {}
    for claim, weight in zip(claims, weights, strict=False):
        if claim.terms and weight:
            key = owner_of(claim.terms)
            owners[key] = owners.get(key, 0) + weight
    return owners


def _credit(model: Model, net: int, claims: Sequence[Claim], weights: Sequence[int]) -> Credit:
    owners = owners_of(claims, weights)
    keys = sorted(owners)
    amounts = split(net, [owners[key] for key in keys])
    shares = tuple(Share(*key[:3], key[3] or None, key[4] or None, part) for key, part in zip(keys, amounts, strict=True))
    return Credit(model, shares, net - sum(amounts))
