"""The command line: one program for everything that can be started, asked or changed."""

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from affluent.commands.options import DATA_VARIABLE

TOPICS = (
    "demo", "stack", "processes", "catalog", "questions", "replay", "restate", "attribute", "models", "dashboards", "docs",
)  # fmt: skip
"""Modules of `affluent.commands`, in the order in which `--help` shows them."""
PROCESSES = ("collector", "intake", "streams", "warehouse")
ON_FILES = ("attribute", "models")
"""Commands that need nothing of ours but the rules: they start without the rest, too."""


def build(topics: Sequence[str] = TOPICS) -> typer.Typer:
    """The command line with these topics registered."""
    app = typer.Typer(
        name="affluent",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )
    app.callback()(_everywhere)
    for topic in topics:
        importlib.import_module(f"affluent.commands.{topic}").register(app)
    return app


def _everywhere(
    data: Annotated[Path | None, typer.Option(help="Folder of the local stack, for the commands that talk to one.")] = None,
) -> None:
    """Follow each click, promo code and sale to the creator, content and campaign that earned it."""
    if data:
        os.environ[DATA_VARIABLE] = str(data)


def topics_for(arguments: Sequence[str]) -> Sequence[str]:
    """A process is nothing but itself: it starts faster and stays smaller without everybody else's commands."""
    if arguments and arguments[0] in ON_FILES:
        return (arguments[0],)
    return ("processes",) if len(arguments) == 1 and arguments[0] in PROCESSES else TOPICS


def main() -> None:
    """Run one command; what was foreseen to go wrong is said in one line, without a trace."""
    try:
        build(topics_for(sys.argv[1:]))()
    except Exception as why:
        complaint = importlib.import_module("affluent.commands.complaints").complaint_about(why)
        if complaint is None:
            raise
        print(f"affluent: {complaint.says}", file=sys.stderr)
        sys.exit(complaint.exit_code)


if __name__ == "__main__":
    main()
