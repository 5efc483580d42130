"""Writes the pages that must agree with the code: JSON schemas of the topics, settings, metrics."""

import json
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec
import typer
from prometheus_client import Counter, Gauge, Histogram
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from events.decision import Decision, LateTouch
from events.topics import ALL, ATTRIBUTIONS, LATE, Topic
from runtime import metrics
from runtime.settings import Settings

DRAFT = "https://json-schema.org/draft/2020-12/schema"
STRUCTS: dict[str, type[msgspec.Struct]] = {ATTRIBUTIONS.name: Decision, LATE.name: LateTouch}
GENERATED = "<!-- Written by `affluent docs`; change the code instead. -->\n"
Metric = Counter | Gauge | Histogram


def register(app: typer.Typer) -> None:
    """docs."""
    app.command(rich_help_panel="For developers")(docs)


def docs(to: Annotated[Path, typer.Option(file_okay=False, help="Folder to write to.")] = Path("docs")) -> None:
    """Write docs/schemas, docs/settings.md and docs/metrics.md from the code."""
    for name, text in pages().items():
        path = to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        print(path)


def pages() -> dict[str, str]:
    """Every generated page: its path below docs/ and its text."""
    schemas = {f"schemas/{topic.name}.json": _json(schema) for topic in ALL if (schema := schema_of(topic))}
    return schemas | {"settings.md": settings_page(), "metrics.md": metrics_page()}


def schema_of(topic: Topic) -> dict[str, Any] | None:
    """The JSON schema of a topic's values; None where they are MessagePack."""
    about = {"$schema": DRAFT, "title": topic.name}
    if topic.model is not None:
        return _with_required_kind(topic.model.json_schema()) | about
    struct = STRUCTS.get(topic.name)
    return None if struct is None else msgspec.json.schema(struct) | about


def _with_required_kind(schema: dict[str, Any]) -> dict[str, Any]:
    """A union is told apart by a field that each of its models has a default for: in JSON it must be there."""
    told_apart = schema.get("discriminator", {"propertyName": "", "mapping": {}})
    for reference in set(told_apart["mapping"].values()):
        model = schema["$defs"][reference.rpartition("/")[2]]
        model["required"] = list(dict.fromkeys([told_apart["propertyName"], *model.get("required", [])]))
    return schema


def settings_page() -> str:
    """Every variable, what it takes, its default and what it means."""
    rows = [_setting(name, field) for name, field in Settings.model_fields.items()]
    return _page(
        "Settings",
        "Each process reads its settings from the environment when it starts, and nowhere else. A secret has no default: "
        "a process that needs one says so and stops.",
        ("variable", "takes", "default", "meaning"),
        rows,
    )


def metrics_page() -> str:
    """Every metric, its kind and labels, and the question it answers."""
    return _page(
        "Metrics",
        "Each process serves these on `/metrics`, for a bearer token. Labels come from closed lists, never an id.",
        ("metric", "kind", "labels", "answers"),
        list(_metrics()),
    )


def _page(title: str, about: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    table = [heads, ["---"] * len(heads), *rows]
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in table]
    return "\n".join((GENERATED, f"# {title}", "", about, "", *lines, ""))


def _json(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _setting(name: str, field: FieldInfo) -> Sequence[str]:
    return f"`AFFLUENT_{name.upper()}`", _takes(field.annotation), _default(field), field.description or ""


def _takes(annotation: Any) -> str:
    if get_origin(annotation) is Literal:
        return ", ".join(f"`{choice}`" for choice in get_args(annotation))
    if isinstance(annotation, UnionType):
        return _takes(next(one for one in get_args(annotation) if one is not type(None)))
    if get_origin(annotation) is dict:
        return "JSON object"
    words = {bool: "`true` or `false`", int: "whole number", float: "number", Path: "path", SecretStr: "secret"}
    return words.get(annotation, "text")


def _default(field: FieldInfo) -> str:
    value = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
    if value is None or value in ("", {}):
        return "-"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value.value if isinstance(value, Enum) else value}`"


def _metrics() -> Iterator[Sequence[str]]:
    for one in (one for _, one in sorted(vars(metrics).items()) if isinstance(one, Metric)):
        family = next(iter(one.describe()))
        name = f"{family.name}_total" if family.type == "counter" else family.name
        labels = ", ".join(f"`{label}`" for label in one._labelnames)  # noqa: SLF001 - there is no public way to ask
        yield f"`{name}`", family.type, labels or "-", family.documentation
