"""Attribution on files, for analysts: no Kafka, no server."""

import importlib
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

PANEL = "On files (no Kafka, no server)"
LIVE = "last_touch,first_touch,linear,position_based,time_decay"


class Transform(StrEnum):
    """Names of `domain.attribution.paths`."""

    ALL = "all"
    COLLAPSE = "collapse"
    FIRST = "first"
    LAST = "last"
    UNIQUE = "unique"


TOUCHES = typer.Option(help="person, time, channel; touch_id, campaign if there are any. CSV, JSONL or Parquet.")
SALES = typer.Option(help="order_id, person, time, amount (decimal text, major units), currency.")
Touches = Annotated[Path, TOUCHES]
Sales = Annotated[Path, SALES]
SkipBad = Annotated[Path | None, typer.Option(help="Go on without rows that can't be used, and keep them here.")]
PathTransform = Annotated[Transform, typer.Option(help="Which touches of a path count; collapse: of each run of a channel one.")]
DropDirect = Annotated[bool, typer.Option("--drop-direct", help="Leave direct traffic out of every path.")]
Direct = Annotated[str, typer.Option(help="What the file calls direct traffic; case does not matter.")]


def register(app: typer.Typer) -> None:
    """attribute."""
    app.command("attribute", rich_help_panel=PANEL)(attribute)


def attribute(
    touches: Touches,
    sales: Sales,
    out: Annotated[Path, typer.Option(help="Credits, one row per credited touch: CSV, JSONL or Parquet.")],
    models: Annotated[str, typer.Option(help="Names, commas between; also last_non_direct, j_shaped, inverse_j.")] = LIVE,
    window: Annotated[str, typer.Option(help="A touch counts when 0 <= sale - touch < window: 30d, 12h, …")] = "30d",
    path_transform: PathTransform = Transform.ALL,
    drop_direct: DropDirect = False,
    direct: Direct = "direct",
    position: Annotated[str, typer.Option(help="position_based: first/between/last.")] = "40/20/40",
    j: Annotated[str, typer.Option(help="j_shaped: first/between/last.")] = "20/20/60",
    inverse_j: Annotated[str, typer.Option(help="inverse_j: first/between/last.")] = "60/20/20",
    half_life: Annotated[str, typer.Option(help="time_decay: half the weight for every such time before the sale.")] = "7d",
    skip_bad: SkipBad = None,
) -> None:
    """Who earned how much of each order, in many models side by side; amounts per order and model sum to the order."""
    engine = importlib.import_module("affluent.files.attribute")
    files = engine.Files(touches, sales, out, skip_bad)
    weights = engine.Set(position, j, inverse_j, half_life)
    engine.attribute(files, models, window, path_transform.value, drop_direct, direct, weights)
