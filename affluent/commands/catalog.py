"""The catalog from a file: show what it would change, ask, change it."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
import yaml
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from affluent.commands.options import DEFAULT_DATA, Data
from affluent.local.endpoints import Endpoints
from runtime.settings import Settings

COLOURS = {"new": "green", "changed": "yellow", "follows": "cyan"}
TIMEOUT_S = 60.0
OK = 200
NOT_SHOWN = ("unchanged",)

BOOL = "tag:yaml.org,2002:bool"


class CatalogYaml(yaml.SafeLoader):
    """YAML in which only true and false are truth values: `on` is a field of followers, `no` may be a creator."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != BOOL]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


CatalogYaml.add_implicit_resolver(BOOL, re.compile("^(?:true|false)$"), list("tf"))

catalog_app = typer.Typer(help="Who works with whom, for what, under which terms.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """catalog apply, catalog show."""
    app.add_typer(catalog_app, name="catalog", rich_help_panel="Catalog")


@catalog_app.command()
def apply(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A YAML (or JSON) catalog document.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Show what a document changes, ask, and apply it."""
    console = Console()
    documents = read_document(file)
    with _collector(data) as collector:
        difference = _post(collector, "/v1/catalog/plan", documents)
        console.print(difference_table(difference))
        if all(change["change"] in NOT_SHOWN for change in difference):
            console.print("Nothing to change.")
        elif yes or typer.confirm("Apply?", default=False):
            applied = _post(collector, "/v1/catalog/apply", documents)
            console.print(f"{sum(change['change'] not in NOT_SHOWN for change in applied)} versions applied.")
        else:
            raise typer.Exit(1)


@catalog_app.command()
def show(
    data: Data = DEFAULT_DATA,
    as_json: Annotated[bool, typer.Option("--json", help="Every version, as JSON.")] = False,
) -> None:
    """Show every version of the catalog."""
    with _collector(data) as collector:
        versions = _answer(collector.get("/v1/catalog"))
    if as_json:
        typer.echo(json.dumps(versions, indent=2))
        return
    table = Table("Kind", "Id", "Valid from", "Recorded at")
    for version in sorted(versions, key=lambda version: (version["kind"], version["id"], version["valid_from"])):
        table.add_row(*(escape(version[name]) for name in ("kind", "id", "valid_from", "recorded_at")))
    Console().print(table)


def difference_table(difference: list[dict[str, Any]]) -> Table:
    """What would change, a line for each version and field; what stays is only counted."""
    unchanged = sum(change["change"] in NOT_SHOWN for change in difference)
    table = Table("Change", "Kind", "Id", "Field", "Was", "Becomes", caption=f"{unchanged} unchanged" if unchanged else None)
    for change in difference:
        if change["change"] not in NOT_SHOWN:
            colour = COLOURS[change["change"]]
            named = (f"[{colour}]{change['change']}[/]", change["kind"], escape(change["id"]))
            for field, (old, new) in change["fields"].items() or [("", (None, None))]:
                table.add_row(*named, field, _shown(old), _shown(new))
                named = ("", "", "")
    return table


def _shown(value: Any) -> str:
    return "" if value is None else escape(value if isinstance(value, str) else json.dumps(value))


def read_document(file: Path) -> Any:
    """A YAML (or JSON) document as JSON would hold it; what is no YAML ends the command."""
    try:
        document = yaml.load(file.read_bytes(), CatalogYaml)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as why:
        raise typer.BadParameter(f"{file} is not YAML: {why}") from None
    return json.loads(json.dumps(document, default=_as_text))


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise typer.BadParameter(f"{value!r} has no place in a catalog")


def _collector(data: Path) -> httpx.Client:
    """The collector of the local stack on a data folder, or else of the settings."""
    stack = Endpoints.load(data)
    settings = Settings()
    url, token = (stack.collector, stack.token) if stack else (settings.collector_url, settings.token.get_secret_value())
    return httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=TIMEOUT_S, trust_env=False)


def _post(collector: httpx.Client, path: str, documents: Any) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = _answer(collector.post(path, json=documents))
    return answer


def _answer(response: httpx.Response) -> Any:
    """The answer; a refusal is said line by line on standard error and ends the command with exit code 2."""
    if response.status_code == OK:
        return response.json()
    try:
        detail = response.json()["detail"]
    except (ValueError, KeyError, TypeError):
        detail = response.text
    told = [f"{one['field']}: {one['message']}" for one in detail] if isinstance(detail, list) else [str(detail)]
    for line in told:
        typer.echo(f"affluent: {line}", err=True)
    raise typer.Exit(2)
