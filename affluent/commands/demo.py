"""The whole system with a simulated world: one command, one URL."""

import json
import logging
import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.logging import RichHandler

from affluent.commands import demo_tries
from affluent.commands.options import DATA_VARIABLE
from affluent.commands.stack import PANEL, end_on_signals
from affluent.demo.memory import NotADemo, mark, wipe
from affluent.demo.run import SETTINGS, SHOP, End, Run, Wish
from affluent.demo.show import Show
from affluent.demo.tries import DATA
from affluent.local.kafka_install import default_cache, installed_kafka
from affluent.local.stack import Stack, StackStopped, Wishes
from affluent.world.plot.cast import cast

UNBALANCED = 1

demo_app = typer.Typer(invoke_without_command=True)


def register(app: typer.Typer) -> None:
    """demo, demo refund, demo kill."""
    app.add_typer(demo_app, name="demo", rich_help_panel=PANEL)
    demo_tries.register(demo_app)


@demo_app.callback()
def demo(
    context: typer.Context,
    data: Annotated[Path, typer.Option(file_okay=False, help="Folder of the demo; emptied first.")] = DATA,
    minutes: Annotated[float | None, typer.Option(min=0, help="How long the world acts live; else until Ctrl-C.")] = None,
    headless: Annotated[bool, typer.Option("--headless", help="Plain lines instead of bars and tables.")] = False,
    seed: Annotated[int, typer.Option(help="Which world; the same seed acts the same.")] = 7,
    summary: Annotated[Path | None, typer.Option(dir_okay=False, help="Write the run in numbers here, as JSON.")] = None,
    rate: Annotated[float, typer.Option(min=0.1, max=200, help="Acts a second while live.")] = 20,
    stories: Annotated[int, typer.Option(min=1, help="Stories in eight weeks of history; each is about five events.")] = 1200,
    keep: Annotated[bool, typer.Option("--keep", help="Go on in the folder as it is.")] = False,
) -> None:
    """Start everything, let a simulated world act, and print where to look. Exit code 1 if the books do not balance."""
    if context.invoked_subcommand:
        if data != DATA:
            os.environ[DATA_VARIABLE] = str(data)
        return
    console = _console()
    _make_room(data, keep)
    show = Show(console, headless)
    class_path = installed_kafka(default_cache(), console)
    shops = tuple(shop.id for shop in cast().shops)
    wishes = Wishes(data, class_path, shops=shops, settings=SETTINGS, companions=(SHOP,))
    with Stack(wishes, say=show.say) as stack:
        end_on_signals(stack)
        try:
            endpoints = stack.start()
        except StackStopped:
            raise typer.Exit(0) from None
        end = Run(stack, endpoints, Wish(minutes, seed, stories, rate), show).run()
    _tell(show, end, summary)


def _console() -> Console:
    """The terminal; warnings go there too, in its own style."""
    console = Console()
    logging.basicConfig(level="WARNING", format="%(message)s", handlers=[RichHandler(console=console, show_path=False)])
    for chatty in ("kafka", "httpx"):
        logging.getLogger(chatty).setLevel(logging.ERROR)
    return console


def _make_room(data: Path, keep: bool) -> None:
    try:
        if not keep:
            wipe(data)
    except NotADemo as why:
        raise typer.BadParameter(str(why), param_hint="--data") from None
    mark(data)


def _tell(show: Show, end: End, summary: Path | None) -> None:
    """The end: the summary where it was wished for, whether the books balance, the exit code."""
    if summary:
        summary.write_text(json.dumps(end.summary, indent=2) + "\n")
    show.say(json.dumps({name: value for name, value in end.summary.items() if name != "models"}))
    show.say(verdict(end))
    if not end.is_good:
        raise typer.Exit(UNBALANCED)


def verdict(end: End) -> str:
    """Whether the books balance, in words; every difference by name."""
    if end.books["balanced"]:
        return "the books balance"
    if end.is_good:
        return f"stopped with {end.books['pending']} in flight; what has arrived adds up"
    return f"the books do not balance: {json.dumps(end.books['differences'])}; in flight: {end.books['pending']}"
