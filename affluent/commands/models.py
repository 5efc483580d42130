"""Data-driven models: trained in batch, analytic, never paid by."""

import importlib
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from affluent.commands.attribute import PANEL, SALES, TOUCHES, Direct, DropDirect, PathTransform, SkipBad, Transform
from affluent.commands.options import DEFAULT_DATA, Data

MOST_SAMPLES = 1_000_000

models_app = typer.Typer(help="Data-driven models: analytic, nobody is ever paid by them.", no_args_is_help=True)


class Learns(StrEnum):
    """Models that are trained."""

    MARKOV = "markov"
    SHAPLEY = "shapley"


def register(app: typer.Typer) -> None:
    """models train, models list, models show."""
    app.add_typer(models_app, name="models", rich_help_panel=PANEL)
    models_app.command("train")(train)
    models_app.command("list")(list_models)
    models_app.command("show")(show)


def train(
    touches: Annotated[Path | None, TOUCHES] = None,
    sales: Annotated[Path | None, SALES] = None,
    out: Annotated[Path | None, typer.Option(help="The model, as JSON. Needed with files.")] = None,
    since: Annotated[str, typer.Option("--from", help="From the warehouse: first day of the window, YYYY-MM-DD (UTC).")] = "",
    until: Annotated[str, typer.Option("--to", help="The day after its last one.")] = "",
    model: Annotated[
        Learns, typer.Option(help="Removal effects of a Markov chain, or Shapley values of that chain.")
    ] = Learns.MARKOV,
    order: Annotated[int, typer.Option(min=1, max=5, help="How many touches the chain remembers.")] = 1,
    path_transform: PathTransform = Transform.ALL,
    drop_direct: DropDirect = False,
    direct: Direct = "direct",
    samples: Annotated[
        int, typer.Option(min=2, max=MOST_SAMPLES, help="shapley over more than 12 channels: orders to try.")
    ] = 1000,
    skip_bad: SkipBad = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """Learn from paths that led to a sale and paths that did not what each channel adds.

    From files: --touches, --sales, --out. From the warehouse of a running affluent, where a channel is a creator: --from, --to.
    """
    if since and until and not (touches or sales):
        if path_transform is not Transform.ALL or drop_direct or skip_bad:
            raise typer.BadParameter("--path-transform, --drop-direct and --skip-bad are for files")
        asked = {"model": model.value, "order": order, "samples": samples}
        importlib.import_module("affluent.commands.trained").train(data, since, until, asked, out)
        return
    if since or until or touches is None or sales is None or out is None:
        raise typer.BadParameter("say --touches, --sales and --out to learn from files, or --from and --to for the warehouse")
    engine = importlib.import_module("affluent.files.train")
    files = importlib.import_module("affluent.files.attribute").Files(touches, sales, out, skip_bad)
    engine.train(files, engine.Training(model.value, order, path_transform.value, drop_direct, direct, samples))


def list_models(data: Data = DEFAULT_DATA) -> None:
    """Every model that was trained from the warehouse."""
    importlib.import_module("affluent.commands.trained").list_models(data)


def show(
    version: Annotated[str, typer.Argument(help="As `models list` says it.")],
    as_json: Annotated[bool, typer.Option("--json", help="The whole answer as JSON.")] = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """A model, and what it credits each creator of the orders of its window, beside what is payable. Amounts in minor units."""
    importlib.import_module("affluent.commands.trained").show(data, version, as_json=as_json)
