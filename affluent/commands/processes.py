"""Each process alone, from settings, against any Kafka and any ClickHouse."""

import importlib

import typer

from runtime.logs import start_logging
from runtime.settings import Settings

PANEL = "Processes (each reads its settings from AFFLUENT_… variables)"

warehouse_app = typer.Typer(
    help="Sink, API and board: the process that owns the warehouse; or a command about the warehouse.",
    invoke_without_command=True,
)


def register(app: typer.Typer) -> None:
    """collector, intake, streams, warehouse."""
    app.command(rich_help_panel=PANEL)(collector)
    app.command(rich_help_panel=PANEL)(intake)
    app.command(rich_help_panel=PANEL)(streams)
    app.add_typer(warehouse_app, name="warehouse", rich_help_panel=PANEL)


def collector() -> None:
    """Tracked links, shop webhooks, imports and the catalog: HTTP in, Kafka out."""
    run_process("collector.process")


def intake() -> None:
    """Raw events to the journal: validated, addressed, bundled; what can never work is dead-lettered."""
    run_process("intake.process")


def streams() -> None:
    """A Faust worker: hosts devices, customers, codes and orders, and decides who earned each order."""
    run_process("streams.process")


@warehouse_app.callback()
def warehouse(context: typer.Context) -> None:
    """Sink, API and board: the process that owns the warehouse."""
    if context.invoked_subcommand is None:
        run_process("affluent.warehouse_process")


def run_process(module: str) -> None:
    """Read the settings, start logging, and run until SIGTERM or SIGINT. Only the one process is imported."""
    settings = Settings()
    start_logging(settings.log_level)
    importlib.import_module(module).run(settings)
