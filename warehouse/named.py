"""Named queries: one .sql file each, parameters {name:Type} bound by the server, never by us."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from events.decision import Model

PARAMETER = re.compile(r"\{(\w+):([\w(), ]+)\}")
PART = re.compile(r"@(\w+)\(([^()]*)\)")
CASE = re.compile(r"/\*((?:no )?)(\w+):\*/((?:(?!/\*\1\2:\*/).)*?)/\*:\1\2\*/", re.DOTALL)
"""The innermost one of its name."""
COMMENT = re.compile(r"^\s*--.*\n", re.MULTILINE)
WORDS = frozenset({"all", "day", "campaign", "creator", "content", "person", "named", "whole"})
"""What a part may be told that its sums are for; `person` is a creator whatever the content."""
IDLE: Mapping[str, Any] = {"brands": [], "campaigns": [], "creators": [], "model": "payable", "journal_before": []}
"""Values for which what stands between `/*brands:*/` and `/*:brands*/` in a statement has no effect on its answer."""
CHOSEN, CHOOSING = "chosen", ("brands", "campaigns", "creators")
"""What stands between `/*chosen:*/` and `/*:chosen*/` has no effect if nothing is chosen at all.

What stands between `/*no chosen:*/` and `/*:no chosen*/` is said then instead."""
MODELS = frozenset(Model)
"""What stands between `/*linear:*/` and `/*:linear*/` has no effect if another model is asked for."""
UNSETTLED = "unsettled"
"""What stands between `/*unsettled:*/` and `/*:unsettled*/` is not needed where the sums of a period were made ahead.

What stands between `/*no unsettled:*/` and `/*:no unsettled*/` is said then instead."""
SINCE = re.compile(r"\{(since_\w+):String\}")
NAME = re.compile(r"([a-z]+/)?[a-z][a-z0-9_]*")


class UnknownQuery(LookupError):
    """There is no query of that name."""


class BadParameter(ValueError):
    """A parameter is missing, or the query knows none of that name."""


@dataclass(frozen=True)
class Query:
    """A statement and the parameters it takes, name to ClickHouse type; in `cases` is marked what of it may be left out."""

    name: str
    sql: str
    parameters: Mapping[str, str]
    cases: str

    @cached_property
    def since(self) -> tuple[str, ...]:
        """What it needs to be told of what came since, in order to go on from sums made ahead: none if there are no such sums."""
        return tuple(sorted(set(SINCE.findall(self.cases))))

    def asked(self, given: Mapping[str, Any], ahead: frozenset[str] = frozenset()) -> str:
        """The statement without what has no effect for these parameters: planning that takes as long as the answer.

        `ahead`: UNSETTLED if it was made ahead; under which ids, and what came since, is said with the parameters.

        Also without comments: the client takes a statement to pieces if there is a semicolon in one.
        """
        return COMMENT.sub("", _without(self.cases, _idle(given) | ahead))

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
    cases = _whole(path.read_text())
    sql = _without(cases, frozenset())
    return Query(name, sql, {found[1]: found[2] for found in PARAMETER.finditer(sql)}, cases)


def _whole(sql: str) -> str:
    """`@name(what)` stands for parts/name.sql with `what` for its $per: sums that several queries share, in one statement.

    Of a part, `/*day:*/ … /*:day*/` is only there if `what` has that word, and `/*no day:*/ … /*:no day*/` only if it has not.
    Not views: ClickHouse analyses a view with parameters twice on each level, which took longer than the sums.
    """
    return PART.sub(lambda found: _whole(_part(found[1], found[2])), sql)


def _part(name: str, what: str) -> str:
    told = COMMENT.sub("", (files("warehouse") / "queries" / "parts" / f"{name}.sql").read_text()).strip()
    words = frozenset(what.split())
    return _cases(told, lambda no, word: None if word not in WORDS else (word in words) != no).replace("$per", what)


def nothing_chosen(given: Mapping[str, Any]) -> bool:
    """Whether no brand, campaign or creator is chosen, and the model is one that is known."""
    return all(given.get(name) == IDLE[name] for name in CHOOSING) and given.get("model", Model.PAYABLE) in MODELS


def _idle(given: Mapping[str, Any]) -> frozenset[str]:
    """The cases that have no effect for these parameters."""
    idle = {name for name, value in IDLE.items() if given.get(name) == value}
    idle |= {CHOSEN} if nothing_chosen(given) else set()
    return frozenset(idle | MODELS - {given["model"]} if given.get("model") in MODELS else idle)


@cache
def _without(sql: str, idle: frozenset[str]) -> str:
    return _cases(sql, lambda no, word: (word in idle) == no)


def _cases(sql: str, holds: Callable[[bool, str], bool | None]) -> str:
    """Each case in the text is kept, left out, or stays a case where that is not known; the inner ones of a name first."""

    def told(found: re.Match[str]) -> str:
        answer = holds(bool(found[1]), found[2])
        inner = CASE.sub(told, found[3])
        return inner if answer else found[0].replace(found[3], inner) if answer is None else ""

    so_far = CASE.sub(told, sql)
    return so_far if so_far == sql else _cases(so_far, holds)
