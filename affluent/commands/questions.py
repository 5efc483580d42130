"""Questions to the warehouse: explain an order, reconcile the books, dead letters. Asked over HTTP, wherever it runs."""

import json
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import httpx
import typer
from clickhouse_connect.driver.exceptions import ClickHouseError

from affluent.commands.options import DEFAULT_DATA, Data
from affluent.commands.processes import warehouse_app
from affluent.local.endpoints import Endpoints
from dashboards.telling import books_told, explanation_told, queries_told, rows_told
from runtime.settings import Settings
from warehouse.connect import connect
from warehouse.migrate import BadMigration, migrate

PANEL = "Questions"
ANSWER_S = 60
NO, CANNOT = 1, 2

Json = Annotated[bool, typer.Option("--json", help="The whole answer as JSON.")]

letters_app = typer.Typer(help="What could not work, with its bytes; and sending it again.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """explain, reconcile, query, dead-letters, warehouse migrate."""
    app.command("explain", rich_help_panel=PANEL)(explain)
    app.command("reconcile", rich_help_panel=PANEL)(reconcile)
    app.command("query", rich_help_panel=PANEL)(query)
    app.add_typer(letters_app, name="dead-letters", rich_help_panel=PANEL)
    letters_app.command("list")(list_letters)
    letters_app.command("replay")(replay)
    warehouse_app.command("migrate")(apply_migrations)


def explain(
    order: Annotated[str, typer.Argument(help="ORDER, or SHOP/ORDER where several shops have it.")],
    shop: Annotated[str, typer.Option(help="The order's shop.")] = "",
    as_json: Json = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Who earned an order and why; every touch that lost; every version and what changed."""
    answer = ask(data, "GET", f"/v1/explain/{quote(order)}", {"shop": shop} if shop else {})
    _print(answer, as_json, explanation_told)


def reconcile(
    wait: Annotated[float, typer.Option(help="Seconds to wait at most for what is still in flight.", min=0, max=300)] = 0,
    as_json: Json = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Whether everything adds up, to the cent; every difference by name. Exits with 1 if there is one."""
    books = ask(data, "GET", "/v1/reconcile", {"wait": str(wait)}, ANSWER_S + wait)
    _print(books, as_json, books_told)
    if books["differences"]:
        raise typer.Exit(NO)


def query(
    name: Annotated[str, typer.Argument(help="The query; left out: which there are, and what they take.")] = "",
    parameters: Annotated[
        list[str] | None, typer.Argument(help="NAME=VALUE; a list by saying it again: brands=a brands=b.")
    ] = None,
    as_json: Json = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """What the dashboards ask: overview, by_campaign, by_creator, over_time and the others."""
    told = [tuple(each.split("=", 1)) for each in parameters or ()]
    if any(len(each) < 2 for each in told):
        raise typer.BadParameter("write a parameter as NAME=VALUE, e.g. since=2026-09-01T00:00:00Z")
    answer = ask(data, "GET", f"/v1/queries/{quote(name)}" if name else "/v1/queries", told)
    _print(answer, as_json, rows_told if name else queries_told)


def list_letters(
    limit: Annotated[int, typer.Option(help="How many at most, newest first.", min=1, max=10_000)] = 100,
    as_json: Json = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """What could not work, and why."""
    rows = ask(data, "GET", "/v1/dead-letters", {"limit": str(limit)})
    _print(rows, as_json, lambda rows: [_letter(row) for row in rows] or ["no dead letters"])


def replay(
    letters: Annotated[list[str] | None, typer.Argument(help="Letters to send again, by id.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All that were never sent again.")] = False,
    force: Annotated[bool, typer.Option(help="Also those that were.")] = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Send the original bytes to the original topic again; twice changes nothing unless forced."""
    if every == bool(letters):
        raise typer.BadParameter("name letters, or say --all")
    body = {"all": True, "force": force} if every else {"letters": letters, "force": force}
    outcomes = ask(data, "POST", "/v1/dead-letters/replay", json=body)
    for outcome in outcomes:
        typer.echo(f"{outcome['letter']}  {outcome['outcome']}")
    if any(outcome["outcome"] == "unknown" for outcome in outcomes):
        raise typer.Exit(NO)


def apply_migrations() -> None:
    """Bring the warehouse to the shape this release needs. The embedded one must not be in use."""
    warehouse = connect(Settings().warehouse)
    try:
        names = migrate(warehouse)
    except (BadMigration, ClickHouseError) as why:
        typer.echo(f"the warehouse can't be migrated: {why}", err=True)
        raise typer.Exit(CANNOT) from None
    finally:
        warehouse.close()
    for name in names:
        typer.echo(f"applied {name}")
    if not names:
        typer.echo("nothing to apply")


def ask(
    data: Path, method: str, path: str, params: Any = None, seconds: float = ANSWER_S, json: Any = None, token: str = ""
) -> Any:
    """The API's answer, under a token of its own or the usual one; a refusal is printed as one line and ends the command."""
    url, usual = where(data)
    headers = {"Authorization": f"Bearer {token or usual}"}
    answer = httpx.request(method, f"{url}{path}", params=params, json=json, headers=headers, timeout=seconds)
    if answer.is_success:
        return answer.json()
    typer.echo(_refusal(answer), err=True)
    raise typer.Exit(NO if answer.status_code in (404, 409) else CANNOT)


def where(data: Path) -> tuple[str, str]:
    """The API's URL and a token: those of the local stack if one is ready, else from settings."""
    local = Endpoints.load(data)
    if local:
        return local.api, local.token
    settings = Settings()
    return settings.api_url, settings.token.get_secret_value()


def _refusal(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return f"{answer.request.url} answered {answer.status_code}"


def _print(answer: Any, as_json: bool, told: Any) -> None:
    lines = [json.dumps(answer, indent=2, ensure_ascii=False)] if as_json else told(answer)
    for line in lines:
        typer.echo(line)


def _letter(row: dict[str, Any]) -> str:
    again = f", sent again {row['replayed_at']}" if row["replayed_at"] else ""
    return f"{row['letter']}  {row['topic']}/{row['partition']}/{row['offset']}  {row['reason']}: {row['detail']}{again}"
