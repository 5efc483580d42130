"""Named queries: one .sql file each, parameters {name:Type} bound by the server, never by us."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

PARAMETER = re.compile(r"\{(\w+):([\w(), ]+)\}")
PART = re.compile(r"@(\w+)\(([^()]*)\)")
NAME = re.compile(r"([a-z]+/)?[a-z][a-z0-9_]*")


class UnknownQuery(LookupError):
    """There is no query of that name."""


class BadParameter(ValueError):
    """A parameter is missing, or the query knows none of that name."""


@dataclass(frozen=True)
class Query:
    """A statement and the parameters it takes, name to ClickHouse type."""

    name: str
    sql: str
    parameters: Mapping[str, str]

    def bind(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters as given; raises BadParameter unless they are exactly those of the query."""
        for name in self.parameters:
            if name not in given:
                raise BadParameter(f"{self.name}: parameter {name} ({self.parameters[name]}) is missing")
        for name in given:
            if name not in self.parameters:
                raise BadParameter(f"{self.name}: there is no parameter {name}; it takes {', '.join(self.parameters) or 'none'}")
        return dict(given)


def names() -> list[str]:
    """The queries that people may ask, sorted; those in folders serve the sink and the reconciliation."""
    found = [entry.name for entry in (files("warehouse") / "queries").iterdir()]
    return sorted(name.removesuffix(".sql") for name in found if name.endswith(".sql"))


@cache
def load(name: str) -> Query:
    """The query of a name; raises UnknownQuery."""
    path = files("warehouse") / "queries" / f"{name}.sql"
    if not NAME.fullmatch(name) or not path.is_file():
        raise UnknownQuery(f"there is no query {name!r}")
    sql = _whole(path.read_text())
    return Query(name, sql, {found[1]: found[2] for found in PARAMETER.finditer(sql)})


def _whole(sql: str) -> str:
    """`@name(what)` stands for parts/name.sql with `what` for its $per: sums that several queries share, in one statement.

    Not views: ClickHouse analyses a view with parameters twice on each level, which took longer than the sums.
    """
    return PART.sub(lambda found: _whole(_part(found[1]).replace("$per", found[2])), sql)


def _part(name: str) -> str:
    return (files("warehouse") / "queries" / "parts" / f"{name}.sql").read_text().strip()
