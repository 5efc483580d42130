"""A named query's parameters as an address says them."""

from datetime import datetime
from typing import Any

from starlette.datastructures import QueryParams

from events.moments import to_ms
from warehouse.named import Query

MOMENTS = ("since", "until")


class BadValue(ValueError):
    """A parameter has a value that it can't have; the message says which and why."""


def parameters_of(query: Query, given: QueryParams) -> dict[str, Any]:
    """What the query is asked with. A list is said by repeating its parameter; one that is left out is empty. Raises BadValue."""
    lists = {name: given.getlist(name) for name, kind in query.parameters.items() if kind.startswith("Array(")}
    return {**{name: _one(name, given) for name in given if name not in lists}, **lists}


def _one(name: str, given: QueryParams) -> str:
    values = given.getlist(name)
    if len(values) > 1:
        raise BadValue(f"{name} is said {len(values)} times; it takes one value")
    return _moment(name, values[0]) if name in MOMENTS else values[0]


def _moment(name: str, value: str) -> str:
    if value.lstrip("-").isdigit():
        return value
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise BadValue(f"{name}: {value!r} is no moment; write 2026-11-23T09:30:00Z or milliseconds") from None
    if moment.tzinfo is None:
        raise BadValue(f"{name}: a moment needs its offset, e.g. 2026-11-23T09:30:00Z")
    return str(to_ms(moment))
