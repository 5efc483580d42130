"""`affluent models train`: a data-driven model from files into JSON. Analytic: nobody is ever paid by it."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from affluent.files.attribute import Files, read
from affluent.files.journeys import Lines
from affluent.files.paths import Learned, paths_of
from affluent.files.progress import progress
from affluent.files.refusals import BadChoice, BadFile
from domain.attribution.markov import (
    Chain,
    chain_of,
    markov_conversions,
    removal_effects,
    shapley_conversions,
)
from domain.attribution.shapley import EXACT_UP_TO
from events.ids import derived_id
from events.moments import from_ms

FORMAT = 1
SEED = 6
DIGITS = 12
MOST_STATES = {"markov": 5000, "shapley": 200}
"""Of a chain: one solution for each channel takes minutes above, thousands of them take hours."""


class Training(NamedTuple):
    """What is asked for. `samples`: orders of joining, where Shapley values are sampled."""

    model: str
    order: int = 1
    transform: str = "all"
    drop_direct: bool = False
    direct: str = "direct"
    samples: int = 1000


def train(files: Files, training: Training) -> None:
    """Learn from all paths and write the model. Raises BadFile, BadRows, BadChoice; then nothing was written."""
    with progress() as (advance, say):
        lines = read(files, advance, say)
        advance("training", 0, 0)
        model = trained(lines, training)
        _write(files.out, model)
        say(f"{model['data']['paths']} paths over {len(lines.channels)} channels: {files.out}")


def trained(lines: Lines, training: Training) -> dict[str, Any]:
    """The model as it is stored. Raises BadChoice when no path converts, and when the chain is too large to be solved."""
    direct = [place for place, name in enumerate(lines.channels) if name.casefold() == training.direct.casefold()]
    learned = paths_of(lines, training.transform, np.array(direct if training.drop_direct else [], dtype=np.int64))
    chain = chain_of(learned.paths, training.order)
    if not chain.conversions:
        raise BadChoice("no touch leads to a sale in these files: there is nothing to learn")
    if len(chain.newest) > MOST_STATES[training.model]:
        told = f"a chain of order {training.order} has {len(chain.newest)} states here"
        raise BadChoice(f"{told}, {training.model} can take {MOST_STATES[training.model]}: choose a lower --order")
    asked = training._asdict() if training.model == "shapley" else {k: v for k, v in training._asdict().items() if k != "samples"}
    about = {"format": FORMAT, **asked, "version": _version(lines, learned, asked), "payable": False}
    answer = _markov(chain, lines) if training.model == "markov" else _shapley(chain, lines, training.samples)
    return about | {"data": _data(lines, learned, chain), "fit": chain.fit._asdict()} | answer


def _markov(chain: Chain, lines: Lines) -> dict[str, Any]:
    effects = removal_effects(chain, len(lines.channels))
    conversions = markov_conversions(effects, chain.conversions)
    return {"removal_effects": _named(lines, effects), "conversions": _named(lines, conversions)}


def _shapley(chain: Chain, lines: Lines, samples: int) -> dict[str, Any]:
    count = len(lines.channels)
    exact = count <= EXACT_UP_TO
    dice = np.random.default_rng(SEED)
    shares = shapley_conversions(chain, count, None if exact else (dice.permutation(count).tolist() for _ in range(samples)))
    how = {"exact": True} if exact else {"exact": False, "seed": SEED}
    return how | {"conversions": _named(lines, shares.values), "standard_errors": _named(lines, shares.errors)}


def _named(lines: Lines, values: list[float]) -> dict[str, float]:
    return {channel: round(value, DIGITS) for channel, value in zip(lines.channels, values, strict=True)}


def _data(lines: Lines, learned: Learned, chain: Chain) -> dict[str, Any]:
    """The data window and what was in it."""
    return {
        "first": from_ms(int(lines.at.min())).isoformat(),
        "last": from_ms(max(int(lines.at.max()), int(lines.sales["at"].to_numpy().max()))).isoformat(),
        "touches": len(lines.at),
        "sales": lines.sales.height,
        "paths": chain.fit.paths,
        "converting": chain.conversions,
        "sales_without_touch": learned.sales_without_touch,
        "touches_after_the_last_sale": learned.touches_after_the_last_sale,
    }


def _version(lines: Lines, learned: Learned, asked: dict[str, Any]) -> str:
    """The same paths and the same question have the same version, on any day and any machine."""
    told = [
        f"{lines.channels}",
        f"{asked}",
        *(f"{list(path.channels)}:{path.conversions}:{path.nulls}" for path in learned.paths),
    ]
    return f"{asked['model']}@{derived_id(*told)}"


def _write(out: Path, model: dict[str, Any]) -> None:
    part = out.with_name(out.name + ".part")
    try:
        part.write_text(json.dumps(model, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        part.replace(out)
    except OSError as why:
        part.unlink(missing_ok=True)
        raise BadFile(f"{out}: {why.strerror or why}") from None
