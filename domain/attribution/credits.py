"""Net revenue shared among those who earned it, in every model."""

from collections.abc import Sequence

from domain.attribution.candidates import CODE, Claim
from domain.attribution.models import ANALYTIC, Journey, Weights
from domain.attribution.precedence import Winners
from domain.attribution.split import split
from events.decision import Credit, Model, Share

Owner = tuple[str, str, str, str, str]
"""Creator, campaign, collaboration, content, placement: who a share is for."""


def credits_of(net: int, at: int, eligible: Sequence[Claim], winners: Winners, weights: Weights) -> tuple[Credit, ...]:
    """The payable model's answer, then the analytic ones'; each sums to the net."""
    owners = [owner_of(claim) for claim in eligible]
    paid = _credit(Model.PAYABLE, net, parts_of(winners))
    if len(set(owners)) < 2:  # whoever is alone has all of it in every model
        alone = _credit(Model.LINEAR, net, dict.fromkeys(owners, 1))
        return (paid, *(Credit(model, alone.shares, alone.unattributed) for model in ANALYTIC))
    journey = Journey([at - claim.at for claim in eligible], [claim.type == CODE for claim in eligible])
    return (paid, *(_credit(model, net, _parts(owners, weigh(journey, weights))) for model, weigh in ANALYTIC.items()))


def owner_of(claim: Claim) -> Owner:
    """Whose share a touch that may earn is."""
    terms = claim.terms
    assert terms is not None
    return terms.creator, terms.campaign, terms.collaboration, terms.content or "", terms.placement or ""


def parts_of(winners: Winners) -> dict[Owner, int]:
    """The weight of each payable share."""
    return _parts([owner_of(claim) for claim, _ in winners], [weight for _, weight in winners])


def _parts(owners: Sequence[Owner], weights: Sequence[int]) -> dict[Owner, int]:
    """Weights of the same creator, content and contract are added before the split: one share each."""
    parts: dict[Owner, int] = {}
    for owner, weight in zip(owners, weights, strict=True):
        if weight:
            parts[owner] = parts.get(owner, 0) + weight
    return parts


def _credit(model: Model, net: int, parts: dict[Owner, int]) -> Credit:
    owners = sorted(parts)
    amounts = split(net, [parts[owner] for owner in owners])
    shares = tuple(map(_share, owners, amounts))
    return Credit(model, shares, net - sum(amounts))


def _share(owner: Owner, amount: int) -> Share:
    creator, campaign, collaboration, content, placement = owner
    return Share(creator, campaign, collaboration, content or None, placement or None, amount)
