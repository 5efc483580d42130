"""Net revenue shared among those who earned it, in every model."""

from collections.abc import Sequence

from domain.attribution.candidates import CODE, Claim
from domain.attribution.models import ANALYTIC, Journey
from domain.attribution.precedence import Winners
from domain.attribution.split import split
from domain.attribution.terms import Terms
from events.decision import Credit, Model, Share

Owner = tuple[str, str, str, str, str]
"""Creator, campaign, collaboration, content, placement: who a share is for."""


def credits_of(net: int, at: int, eligible: Sequence[Claim], winners: Winners) -> tuple[Credit, ...]:
    """The payable model's answer, then the analytic ones'; each sums to the net."""
    paid = _credit(Model.PAYABLE, net, [claim for claim, _ in winners], [weight for _, weight in winners])
    if len(owners_of(eligible, [1] * len(eligible))) < 2:  # whoever is alone has all of it in every model
        alone = _credit(Model.LINEAR, net, eligible, [1] * len(eligible))
        return (paid, *(Credit(model, alone.shares, alone.unattributed) for model in ANALYTIC))
    journey = Journey([at - claim.at for claim in eligible], [claim.type == CODE for claim in eligible])
    return (paid, *(_credit(model, net, eligible, weigh(journey)) for model, weigh in ANALYTIC.items()))


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
