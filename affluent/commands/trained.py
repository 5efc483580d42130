"""Models trained from the warehouse: asked of its process, because an embedded warehouse belongs to it alone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from affluent.commands.questions import ask
from affluent.commands.replay import ANSWER_S, period
from dashboards.telling import rows_told


def train(data: Path, since: str, until: str, asked: dict[str, Any], out: Path | None) -> None:
    """Have a model trained and stored, and say what came of it; raises typer.BadParameter."""
    body = {**period(since, until), **asked}
    document = ask(data, "POST", "/v1/models", seconds=ANSWER_S, json=body)
    if out:
        out.write_text(_as_json(document), encoding="utf-8")
    for line in _told(document):
        typer.echo(line)


def list_models(data: Path) -> None:
    """Every model, the newest window first."""
    for line in rows_told(ask(data, "GET", "/v1/models")):
        typer.echo(line)


def show(data: Path, version: str, *, as_json: bool) -> None:
    """One model and its credits."""
    answer = ask(data, "GET", f"/v1/models/{version}")
    lines = [_as_json(answer).rstrip()] if as_json else [*_told(answer["document"]), *rows_told(answer["credits"])]
    for line in lines:
        typer.echo(line)


def _told(document: dict[str, Any]) -> Iterator[str]:
    counted, fit = document["data"], document["fit"]
    yield f"{document['version']}  order {document['order']}, window {document['since']} to {document['until']}, not payable"
    yield f"{counted['paths']} paths, {counted['converting']} of them orders; BIC {fit['bic']:.1f}"
    effects = document.get("removal_effects", {})
    for creator, conversions in sorted(document["conversions"].items(), key=lambda each: (-each[1], each[0])):
        effect = f", removal effect {effects[creator]:.4f}" if creator in effects else ""
        yield f"creator {creator}: {conversions:.2f} conversions{effect}"


def _as_json(answer: dict[str, Any]) -> str:
    return json.dumps(answer, indent=2, ensure_ascii=False) + "\n"
