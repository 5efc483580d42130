"""The whole system on this machine: up, down, status; and the topics on any Kafka."""

import logging
import os
import signal
import time
from collections.abc import Iterable
from typing import Annotated

import typer
from rich.console import Console
from rich.logging import RichHandler
from rich.table import Table

from affluent.commands.options import DEFAULT_DATA, Data
from affluent.local.folder import owner
from affluent.local.kafka_install import default_cache, installed_kafka
from affluent.local.member import Report, State
from affluent.local.readiness import asks
from affluent.local.reports import load_reports
from affluent.local.stack import Stack, StackFailed, Wishes
from affluent.local.topics import apply_topics
from runtime.settings import Settings

PANEL = "The whole system on this machine"
DOWN_S = 15
COLOURS = {State.READY: "green", State.STOPPED: "red"}

topics_app = typer.Typer(help="The topics on Kafka.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """up, down, status, topics."""
    app.command(rich_help_panel=PANEL)(up)
    app.command(rich_help_panel=PANEL)(down)
    app.command(rich_help_panel=PANEL)(status)
    app.add_typer(topics_app, name="topics", rich_help_panel="Kafka")


def up(
    data: Data = DEFAULT_DATA,
    workers: Annotated[int, typer.Option(min=1, help="How many Faust workers.")] = 1,
    shopify_secret: Annotated[
        list[str] | None, typer.Option(metavar="SHOP=SECRET", help="A shop's webhook secret; may be repeated.")
    ] = None,
) -> None:
    """Start Kafka and every process, and keep them running until Ctrl-C."""
    console = Console()
    logging.basicConfig(level="WARNING", format="%(message)s", handlers=[RichHandler(console=console, show_path=False)])
    logging.getLogger("kafka").setLevel(logging.ERROR)
    class_path = installed_kafka(default_cache(), console)
    wishes = Wishes(data, class_path, workers, shopify_secrets=_told(Settings()) | _pairs(shopify_secret or ()))
    with Stack(wishes, say=lambda words: console.print(words, soft_wrap=True, highlight=False)) as stack:
        end_on_signals(stack)
        page = stack.start().page
        console.print(reports_table(stack.reports()))
        console.print(f"Everything is ready: {page}\nCtrl-C stops it.", soft_wrap=True)
        while not stack.wait(3600):
            continue
    if stack.failure:
        raise StackFailed(stack.failure)


def end_on_signals(stack: Stack) -> None:
    """Let SIGTERM and Ctrl-C end a stack; main thread only."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stack.ask_to_end())


def down(data: Data = DEFAULT_DATA) -> None:
    """Ask the running `affluent up` to stop, and wait until everything is gone."""
    process = owner(data)
    if process is None:
        print(f"nothing runs on {data}")
        return
    os.kill(process, signal.SIGTERM)
    deadline = time.monotonic() + DOWN_S
    while owner(data) is not None:
        if time.monotonic() > deadline:
            raise StackFailed(f"process {process} has not stopped after {DOWN_S} s")
        time.sleep(0.1)
    print(f"stopped {data}")


def status(data: Data = DEFAULT_DATA) -> None:
    """How each process stands; exit code 1 if one is not ready."""
    if owner(data) is None:
        print(f"nothing runs on {data}")
        raise typer.Exit(1)
    reports = [_asked_now(report) for report in load_reports(data)]
    Console().print(reports_table(reports))
    raise typer.Exit(0 if reports and all(report.state is State.READY for report in reports) else 1)


def reports_table(reports: Iterable[Report]) -> Table:
    """The processes of a stack for people."""
    table = Table("process", "pid", "state", "restarts", "url", "waits for")
    for report in reports:
        colour = COLOURS.get(report.state, "yellow")
        state = f"[{colour}]{report.state}[/]"
        table.add_row(report.name, str(report.pid or "-"), state, str(report.restarts), report.url, report.waits_for)
    return table


@topics_app.command("apply")
def apply() -> None:
    """Create the topics that are missing on AFFLUENT_KAFKA; leave the others as they are."""
    table = Table("topic", "")
    for name, outcome in apply_topics(Settings()).items():
        table.add_row(name, outcome)
    Console().print(table)


def _asked_now(report: Report) -> Report:
    """`up` asks a ready process once a second; whoever types `status` wants to know now."""
    if report.state is not State.READY or not report.url.startswith("http"):
        return report
    waits_for = asks(report.url)()
    return Report(**(vars(report) | {"state": State.WAITING, "waits_for": waits_for})) if waits_for else report


def _told(settings: Settings) -> dict[str, tuple[str, ...]]:
    """AFFLUENT_SHOPIFY_SECRETS, where the operator set it."""
    return {shop: tuple(one.get_secret_value() for one in live) for shop, live in settings.shopify_secrets.items()}


def _pairs(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """SHOP=SECRET, possibly several of one shop."""
    secrets: dict[str, tuple[str, ...]] = {}
    for text in texts:
        shop, sign, secret = text.partition("=")
        if not (shop and sign and secret):
            raise typer.BadParameter(f"{text!r} is not SHOP=SECRET", param_hint="--shopify-secret")
        secrets[shop] = (*secrets.get(shop, ()), secret)
    return secrets
