"""`affluent models train`: a data-driven model from files into JSON. Analytic: nobody is ever paid by it."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from affluent.files.attribute import Files, read
from affluent.files.journeys import Lines
from affluent.files.paths import Learned, paths_of
from affluent.files.progress import progress
from affluent.files.refusals import BadFile
from affluent.training.document import document_of
from events.moments import from_ms


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
    return document_of(lines.channels, learned.paths, training._asdict(), _data(lines, learned) if learned.paths else {})


def _data(lines: Lines, learned: Learned) -> dict[str, Any]:
    """The data window and what was in it."""
    return {
        "first": from_ms(int(lines.at.min())).isoformat(),
        "last": from_ms(max([int(lines.at.max()), *lines.sales["at"].to_list()])).isoformat(),
        "touches": len(lines.at),
        "sales": lines.sales.height,
        "sales_without_touch": learned.sales_without_touch,
        "touches_after_the_last_sale": learned.touches_after_the_last_sale,
    }


def _write(out: Path, model: dict[str, Any]) -> None:
    part = out.with_name(out.name + ".part")
    try:
        part.write_text(json.dumps(model, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        part.replace(out)
    except OSError as why:
        part.unlink(missing_ok=True)
        raise BadFile(f"{out}: {why.strerror or why}") from None
