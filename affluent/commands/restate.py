"""Restatements: propose other terms for the orders of a period, and publish them under another token."""

from pathlib import Path
from typing import Annotated, Any

import typer

from affluent.commands.options import DEFAULT_DATA, Data
from affluent.commands.questions import PANEL, ask
from affluent.commands.replay import ANSWER_S, Late, Out, Policy, Since, Until, question, tell
from affluent.local.credentials import FILE, Credentials
from events.moments import from_ms

restate_app = typer.Typer(
    help="Other terms for orders that were decided: proposed by one, published by another.", no_args_is_help=True
)


def register(app: typer.Typer) -> None:
    """restate propose, restate publish, restate list."""
    app.add_typer(restate_app, name="restate", rich_help_panel=PANEL)


@restate_app.command()
def propose(
    since: Since, until: Until, policy: Policy = None, late: Late = False, out: Out = None, data: Data = DEFAULT_DATA
) -> None:
    """Show what other terms would change, as `replay` does, and keep it as a proposal."""
    answer = tell(data, "/v1/restatements", question(policy, since, until, late=late), out)
    typer.echo(f"proposed as {answer['restatement']}: `affluent restate publish {answer['restatement']}`, under finance's token")


@restate_app.command()
def publish(
    restatement: Annotated[str, typer.Argument(help="The proposal's id.")],
    data: Data = DEFAULT_DATA,
) -> None:
    """Make a proposal the terms of its period, under a token of the role finance that is not the proposer's."""
    told = ask(data, "POST", f"/v1/restatements/{restatement}/publish", seconds=ANSWER_S, token=_finance_token(data))
    typer.echo(_line(told))


@restate_app.command("list")
def list_restatements(data: Data = DEFAULT_DATA) -> None:
    """Every restatement: the published ones in their order, then the proposals."""
    for told in ask(data, "GET", "/v1/restatements"):
        typer.echo(_line(told))


def _finance_token(data: Path) -> str:
    """That of the local stack on a data folder; "" where there is none: then it is AFFLUENT_TOKEN's."""
    path = data / FILE
    return Credentials.model_validate_json(path.read_bytes()).finance_token if path.exists() else ""


def _line(told: dict[str, Any]) -> str:
    period = f"orders from {_moment(told['since'])} to {_moment(told['until'])}"
    if not told["number"]:
        return f"{told['restatement']}  {period}, proposed {_moment(told['proposed_at'])}"
    return f"{told['restatement']}  {period}, published {_moment(told['published_at'])} as number {told['number']}"


def _moment(at: int) -> str:
    return from_ms(at).isoformat(timespec="seconds")
