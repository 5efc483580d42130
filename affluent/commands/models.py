"""Data-driven models: trained in batch, analytic, never paid by."""

import importlib
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from affluent.commands.attribute import PANEL, Direct, DropDirect, PathTransform, Sales, SkipBad, Touches, Transform

MOST_SAMPLES = 1_000_000

models_app = typer.Typer(help="Data-driven models: analytic, nobody is ever paid by them.", no_args_is_help=True)


class Learns(StrEnum):
    """Models that are trained."""

    MARKOV = "markov"
    SHAPLEY = "shapley"


def register(app: typer.Typer) -> None:
    """models train."""
    app.add_typer(models_app, name="models", rich_help_panel=PANEL)
    models_app.callback()(lambda: None)
    models_app.command("train")(train)


def train(
    touches: Touches,
    sales: Sales,
    out: Annotated[Path, typer.Option(help="The model, as JSON.")],
    model: Annotated[Learns, typer.Option(help="Removal effects of a Markov chain, or Shapley values of that chain.")],
    order: Annotated[int, typer.Option(min=1, max=5, help="How many touches the chain remembers.")] = 1,
    path_transform: PathTransform = Transform.ALL,
    drop_direct: DropDirect = False,
    direct: Direct = "direct",
    samples: Annotated[
        int, typer.Option(min=2, max=MOST_SAMPLES, help="shapley over more than 12 channels: orders to try.")
    ] = 1000,
    skip_bad: SkipBad = None,
) -> None:
    """Learn from paths that led to a sale and paths that did not what each channel adds."""
    engine = importlib.import_module("affluent.files.train")
    files = importlib.import_module("affluent.files.attribute").Files(touches, sales, out, skip_bad)
    engine.train(files, engine.Training(model.value, order, path_transform.value, drop_direct, direct, samples))
