"""Grafana's dashboards, brought to a Grafana."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboards.grafana.address import address_of, client
from dashboards.grafana.publisher import push
from runtime.settings import MissingSetting, Settings

BUILT = Path("deploy/grafana/dashboards")
CANNOT = 2

dashboards_app = typer.Typer(help="The Grafana dashboards.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """dashboards push."""
    app.add_typer(dashboards_app, name="dashboards", rich_help_panel="Grafana")


@dashboards_app.callback()
def _group() -> None:
    """A group even while it has one command."""


@dashboards_app.command("push")
def push_built(
    grafana: Annotated[str, typer.Option(help="Address of Grafana; else AFFLUENT_GRAFANA_URL.")] = "",
    token_file: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="File with a token, and nothing else; else AFFLUENT_GRAFANA_TOKEN."),
    ] = None,
    built: Annotated[Path, typer.Option("--from", file_okay=False, help="Folder of the built dashboards.")] = BUILT,
) -> None:
    """Create or update the folder and its dashboards; what is there as it should be is left alone."""
    settings = Settings()
    address = address_of(grafana or settings.grafana_url)
    there = client(address, _token(token_file, settings))
    for done in push(there, address, _read(built)):
        typer.echo(f"{done.became:10}{done.what} {done.title}")


def _token(file: Path | None, settings: Settings) -> str:
    token = file.read_text().strip() if file else settings.grafana_token.get_secret_value()
    if not token:
        raise MissingSetting("AFFLUENT_GRAFANA_TOKEN (or --token-file) must be set to a token of a Grafana service account")
    return token


def _read(built: Path) -> list[dict[str, Any]]:
    found = sorted(built.glob("*.json"))
    if not found:
        typer.echo(f"there is no dashboard in {built}: say with --from where deploy/grafana/dashboards is", err=True)
        raise typer.Exit(CANNOT)
    return [json.loads(file.read_text()) for file in found]
