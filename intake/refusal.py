"""Why a raw record can never work, in words that name the field."""

import json
from typing import Any

from pydantic import ValidationError

from events.dead_letter import DeadReason

MAX_DETAIL = 2000
MAX_NAMED = 20


class Refusal(Exception):
    """A record that will be refused however often it is read; nobody but the dead letters needs to act on it."""

    def __init__(self, reason: DeadReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail[:MAX_DETAIL]


def refusal_of(why: ValidationError) -> Refusal:
    """What pydantic found, field by field; the refused value itself stays in the record's bytes."""
    found = why.errors(include_url=False, include_input=False, include_context=False)
    if found[0]["type"] == "json_invalid":
        return Refusal(DeadReason.NOT_JSON, str(found[0]["msg"]))
    return Refusal(DeadReason.INVALID, "; ".join(f"{_field(error['loc'])}: {error['msg']}" for error in found[:MAX_NAMED]))


def _field(location: tuple[int | str, ...]) -> str:
    return ".".join(map(str, location)) or "the record"


def refuse_ambiguous(raw: bytes) -> None:
    """Refuse JSON about money that two readers could read differently: a name given twice, NaN, Infinity.

    To be asked after the parser that limits depth has accepted the bytes.
    """
    try:
        json.loads(raw, object_pairs_hook=_once_each, parse_constant=_no_constant, parse_int=str, parse_float=str)
    except ValueError as why:  # also what json itself raises
        raise Refusal(DeadReason.NOT_JSON, str(why)) from None


def _once_each(pairs: list[tuple[str, Any]]) -> None:
    names = {name for name, _ in pairs}
    if len(names) < len(pairs):
        twice = next(name for name, _ in pairs if sum(name == other for other, _ in pairs) > 1)
        raise Refusal(DeadReason.INVALID, f"{twice}: given more than once")


def _no_constant(name: str) -> None:
    raise Refusal(DeadReason.INVALID, f"{name} is not JSON")
