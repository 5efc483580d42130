"""Grafana's published OpenAPI, read to judge requests and answers by."""

import json
import re
from typing import Any, NamedTuple

from jsonschema import Draft4Validator

from tests.contracts import contract

Json = dict[str, Any]
ANY = {"type": "object"}
METHODS = ("get", "put", "post", "delete")


class Operation(NamedTuple):
    """One of the API: what may be sent to it, and what it may answer, status to schema."""

    name: str
    takes: Json | None
    answers: dict[int, Json]


class Api:
    """What Grafana says it takes and answers."""

    def __init__(self) -> None:
        published = json.loads(contract("grafana/api-merged.json").read_text())
        self._api = merged(published, json.loads(contract("grafana/api-merged.overlay.json").read_text()))
        self._api["definitions"]["Dashboard"] = ANY  # published as a Go struct with panels as an object: no dashboard fits it
        self._paths = [(_pattern(path), methods) for path, methods in self._api["paths"].items()]

    def operation(self, method: str, path: str) -> Operation | None:
        """What a request asks for; None if there is no such operation."""
        for pattern, methods in self._paths:
            if pattern.fullmatch(path) and method.lower() in methods:
                return self._operation(methods[method.lower()])
        return None

    def faults(self, schema: Json, value: Any) -> list[str]:
        """Why a value is not what a schema says; unknown names count, as Grafana drops them in silence."""
        rules = schema | {"definitions": self._api["definitions"]}
        wrong = [f"{'/'.join(map(str, error.path))}: {error.message}" for error in Draft4Validator(rules).iter_errors(value)]
        known = self._resolved(schema).get("properties", {})
        return wrong + [f"{name} is unknown" for name in value if known and name not in known]

    def _operation(self, told: Json) -> Operation:
        body = next((one["schema"] for one in told.get("parameters", []) if one["in"] == "body"), None)
        answers = {int(status): self._resolved(answer).get("schema", {}) for status, answer in told["responses"].items()}
        return Operation(told["operationId"], body, answers)

    def _resolved(self, told: Json) -> Json:
        while "$ref" in told:
            kind, name = told["$ref"].removeprefix("#/").split("/")
            told = self._api[kind][name]
        return told


def merged(into: Any, patch: Any) -> Any:
    """A JSON merge patch (RFC 7386) applied."""
    if not isinstance(patch, dict):
        return patch
    result = dict(into) if isinstance(into, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile("/api" + re.sub(r"\\{\w+\\}", r"[^/]+", re.escape(path)))
