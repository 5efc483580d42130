"""A trained model as it is stored, from whatever paths it was learned."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from affluent.files.refusals import BadChoice
from domain.attribution.markov import (
    Chain,
    Path,
    chain_of,
    markov_conversions,
    removal_effects,
    shapley_conversions,
)
from domain.attribution.shapley import EXACT_UP_TO
from domain.attribution.trained import DIGITS
from events.ids import derived_id

FORMAT = 1
SEED = 6
MOST_STATES = {"markov": 5000, "shapley": 200}
"""Of a chain: one solution for each channel takes minutes above, thousands of them take hours."""

Document = dict[str, Any]


def document_of(channels: Sequence[str], paths: Sequence[Path], asked: Mapping[str, Any], data: Mapping[str, Any]) -> Document:
    """The model. `asked`: model, order, samples and what else its version depends on; `data`: its window and what was in it.

    Raises BadChoice when no path converts, and when the chain is too large to be solved.
    """
    model = str(asked["model"])
    chain = chain_of(paths, int(asked["order"]))
    if not chain.conversions:
        raise BadChoice("no touch leads to a sale: there is nothing to learn")
    if len(chain.newest) > MOST_STATES[model]:
        told = f"a chain of order {asked['order']} has {len(chain.newest)} states here"
        raise BadChoice(f"{told}, {model} can take {MOST_STATES[model]}: choose a lower --order")
    asked = asked if model == "shapley" else {name: value for name, value in asked.items() if name != "samples"}
    about = {"format": FORMAT, **asked, "version": _version(channels, paths, asked), "payable": False}
    counted = {**data, "paths": chain.fit.paths, "converting": chain.conversions}
    answer = _markov(chain, channels) if model == "markov" else _shapley(chain, channels, int(asked["samples"]))
    return about | {"data": counted, "fit": chain.fit._asdict()} | answer


def values_of(document: Document) -> dict[str, float]:
    """What the model says each channel is worth against the others: its removal effect, or its Shapley value."""
    values: dict[str, float] = document["removal_effects" if document["model"] == "markov" else "conversions"]
    return values


def _markov(chain: Chain, channels: Sequence[str]) -> Document:
    effects = removal_effects(chain, len(channels))
    conversions = markov_conversions(effects, chain.conversions)
    return {"removal_effects": _named(channels, effects), "conversions": _named(channels, conversions)}


def _shapley(chain: Chain, channels: Sequence[str], samples: int) -> Document:
    count = len(channels)
    exact = count <= EXACT_UP_TO
    dice = np.random.default_rng(SEED)
    shares = shapley_conversions(chain, count, None if exact else (dice.permutation(count).tolist() for _ in range(samples)))
    how = {"exact": True} if exact else {"exact": False, "seed": SEED}
    return how | {"conversions": _named(channels, shares.values), "standard_errors": _named(channels, shares.errors)}


def _named(channels: Sequence[str], values: Sequence[float]) -> dict[str, float]:
    return {channel: round(value, DIGITS) for channel, value in zip(channels, values, strict=True)}


def _version(channels: Sequence[str], paths: Sequence[Path], asked: Mapping[str, Any]) -> str:
    """The same paths and the same question have the same version, on any day and any machine."""
    told = [
        f"{channels}",
        f"{asked}",
        *(f"{list(path.channels)}:{path.conversions}:{path.nulls}" for path in paths),
    ]
    return f"{asked['model']}@{derived_id(*told)}"
