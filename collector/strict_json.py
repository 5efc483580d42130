"""JSON as money needs it: no key twice, no float, no NaN, no bottomless nesting."""

import json
from typing import Any

MAX_DEPTH = 64


class NotJson(ValueError):
    """Bytes that are not one JSON document in the strict sense; the message says where or why."""


def read_json(raw: bytes) -> Any:
    """The document, with numbers that have a fraction or an exponent as their text; raises NotJson."""
    try:
        document = json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_float=str, parse_constant=_no_constant)
    except RecursionError:
        raise NotJson(f"nested deeper than {MAX_DEPTH}") from None
    except ValueError as why:
        raise NotJson(str(why)) from None
    _check_depth(document)
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        raise NotJson(f"the key {next(name for name in names if names.count(name) > 1)!r} stands twice in one object")
    return members


def _no_constant(name: str) -> None:
    raise NotJson(f"{name} is not JSON")


def _check_depth(document: Any) -> None:
    layer, depth = [document], 0
    while layer:
        depth += 1
        if depth > MAX_DEPTH:
            raise NotJson(f"nested deeper than {MAX_DEPTH}")
        layer = [
            child
            for node in layer
            if isinstance(node, dict | list)
            for child in (node.values() if isinstance(node, dict) else node)
        ]
