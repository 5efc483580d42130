"""Catalog documents as people write them, read into versions; every mistake named by its field, all at once."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import ValidationError

from events.catalog import (
    Brand,
    Campaign,
    CatalogEntry,
    Code,
    Collaboration,
    Content,
    Creator,
    Link,
    Placement,
)
from events.policy import Policy

MODELS: dict[str, type[CatalogEntry]] = {
    "brands": Brand,
    "campaigns": Campaign,
    "creators": Creator,
    "collaborations": Collaboration,
    "contents": Content,
    "placements": Placement,
    "links": Link,
    "codes": Code,
    "policies": Policy,
}
"""What a document may hold, in the order in which they refer to each other."""

PINNED = frozenset({"campaign_version", "collaboration_version"})
BOOKKEEPING = frozenset({"kind", "valid_from", "recorded_at"}) | PINNED


class Mistake(NamedTuple):
    """What is wrong, and where: `links.0.destination`."""

    field: str
    message: str


class BadCatalog(ValueError):
    """A catalog document that cannot be applied; nothing of it was."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("; ".join(f"{mistake.field}: {mistake.message}" for mistake in mistakes))
        self.mistakes = mistakes


class Told(NamedTuple):
    """One version as told, with the place in the document that told it."""

    place: str
    entry: CatalogEntry


def read_documents(documents: Mapping[str, Any], now: datetime) -> list[Told]:
    """The versions of a document, valid from and recorded at `now` where it does not say; raises BadCatalog."""
    mistakes = [Mistake(name, f"unknown; one of {', '.join(MODELS)}") for name in documents if name not in MODELS]
    told: list[Told] = []
    for name, place, document in _each(documents):
        try:
            told.append(Told(place, _read(name, document, now)))
        except ValidationError as why:
            mistakes += [Mistake(".".join([place, *map(str, error["loc"])]), error["msg"]) for error in why.errors()]
        except BadCatalog as why:
            mistakes += [Mistake(f"{place}.{mistake.field}", mistake.message) for mistake in why.mistakes]
    if mistakes:
        raise BadCatalog(mistakes)
    return told


def content_of(entry: CatalogEntry) -> dict[str, Any]:
    """What a version says, without when it holds, when it was told and what it was pinned to."""
    return entry.model_dump(mode="json", exclude=set(BOOKKEEPING))


def code_id(shop: str, code: str) -> str:
    """The id of a promo code: codes compare without case."""
    return f"{shop}/{code.strip().casefold()}"


def _each(documents: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for name in MODELS:
        listed = documents.get(name) or []
        if not isinstance(listed, list):
            raise BadCatalog([Mistake(name, "must be a list")])
        for index, document in enumerate(listed):
            yield name, f"{name}.{index}", document


def _read(name: str, document: Any, now: datetime) -> CatalogEntry:
    if not isinstance(document, Mapping):
        raise BadCatalog([Mistake("", "must be an object")])
    model = MODELS[name]
    unknown = [Mistake(field, "unknown field") for field in document if field not in model.model_fields]
    if unknown:
        raise BadCatalog(unknown)
    told = {field: value for field, value in document.items() if field not in PINNED and field != "kind"}
    told = {"valid_from": now, "recorded_at": now} | {field: value for field, value in told.items() if value is not None}
    return model.model_validate(_with_own_id(model, told))


def _with_own_id(model: type[CatalogEntry], told: dict[str, Any]) -> dict[str, Any]:
    """The id of what is named by its shop: a code by shop and code, a policy by its shop alone."""
    shop, code = told.get("shop"), told.get("code")
    if model not in {Code, Policy} or not isinstance(shop, str) or (model is Code and not isinstance(code, str)):
        return told
    right = code_id(shop, str(code)) if model is Code else shop
    if told.get("id", right) != right:
        raise BadCatalog(
            [Mistake("id", f"the id of this {'code' if model is Code else 'policy'} is {right!r}; it may be left out")]
        )
    return told | {"id": right}
