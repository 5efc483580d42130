"""Terms as they might have been: a catalog document laid over a book. What it says of a thing holds for every version of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from domain.catalog_documents import MODELS, BadCatalog, Mistake, Told, code_id
from domain.catalog_plan import PINS
from domain.catalog_rules import Limits, mistakes_of
from events.catalog import CATALOG, CatalogEntry
from events.catalog_book import CatalogBook
from events.moments import EPOCH, to_ms

KINDS = {"campaigns": "campaign", "collaborations": "collaboration", "codes": "code", "policies": "policy"}
"""What an overlay may hold: what terms are made of, in the order in which they refer to each other."""
FIXED = frozenset({"kind", "recorded_at", "campaign_version", "collaboration_version"})
NO_LIMITS = Limits(100_000, 100_000)
"""The batch reads all facts there are: its terms may be longer than those that the stream keeps state for."""


def overlaid(book: CatalogBook, documents: Mapping[str, Any]) -> CatalogBook:
    """A new book, the old one with the documents' fields laid over; fields that are left out stay as they are.

    A code that is not in the catalog is added, known from its `valid_from` on: as if nobody had forgotten to enter it. So is the
    policy of a shop that had none, for ever. Nothing else can be added. Raises BadCatalog with every mistake.
    """
    laying = _Laying(book)
    laying.mistakes += [Mistake(name, f"unknown; one of {', '.join(KINDS)}") for name in documents if name not in KINDS]
    for name in KINDS:
        listed = documents.get(name) or []
        if not isinstance(listed, list):
            laying.mistakes.append(Mistake(name, "must be a list"))
            continue
        for index, told in enumerate(listed):
            laying.lay(name, f"{name}.{index}", told)
    return laying.book()


class _Laying:
    """The book as it will be, and what is wrong with what is laid over it."""

    def __init__(self, book: CatalogBook) -> None:
        self.mistakes: list[Mistake] = []
        self._entries = {(entry.kind, entry.ref): entry for entry in book}
        self._changed: list[Told] = []

    def lay(self, name: str, place: str, told: Any) -> None:
        """One object of the document over every version of what it names."""
        wrong = list(_wrong_fields(name, told))
        self.mistakes += [Mistake(f"{place}.{field}".rstrip("."), message) for field, message in wrong]
        if not wrong:
            for version in self._versions(KINDS[name], place, told):
                self._take(place, version)

    def book(self) -> CatalogBook:
        """What came of it; raises BadCatalog."""
        book = CatalogBook()
        for entry in self._entries.values():
            book.add(entry)
        self.mistakes += [mistake for one in self._changed for mistake in mistakes_of(one, book, NO_LIMITS, {})]
        if self.mistakes:
            raise BadCatalog(list(dict.fromkeys(self.mistakes)))
        return book

    def _versions(self, kind: str, place: str, told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        id = _id_of(kind, told)
        known = [entry.model_dump(mode="json") for entry in self._entries.values() if (entry.kind, entry.id) == (kind, id)]
        if not known and kind == "code" and "valid_from" in told:
            yield {**told, "kind": kind, "id": id, "recorded_at": told["valid_from"]}
        elif not known and kind == "policy":
            yield {**told, "kind": kind, "id": id, "valid_from": EPOCH, "recorded_at": EPOCH}
        elif not known:
            self.mistakes.append(Mistake(f"{place}.id", f"there is no {kind} {id!r}"))
        elif "valid_from" in told:
            self.mistakes.append(Mistake(f"{place}.valid_from", "what is laid over holds for every version, from the first on"))
        else:
            yield from ({**version, **told, "id": id} for version in known)

    def _take(self, place: str, version: dict[str, Any]) -> None:
        try:
            entry = self._pinned(CATALOG.validate_python(version))
        except ValidationError as why:
            self.mistakes += [Mistake(".".join([place, *map(str, error["loc"][1:])]), error["msg"]) for error in why.errors()]
            return
        self._entries[entry.kind, entry.ref] = entry
        self._changed.append(Told(place, entry))

    def _pinned(self, entry: CatalogEntry) -> CatalogEntry:
        """Pinned to the terms that it now names, if it did not name them before."""
        of_kind, field = PINS.get(entry.kind, ("", ""))
        named, pin = getattr(entry, of_kind, None), getattr(entry, field, None)
        if named is None or (pin and pin.rpartition("@")[0] == named):
            return entry
        known = [one for one in self._entries.values() if (one.kind, one.id) == (of_kind, named)]
        terms = _in_force(known, entry.valid_from)
        return entry.model_copy(update={field: terms.ref}) if terms else entry


def _id_of(kind: str, told: Mapping[str, Any]) -> Any:
    """What an object names: a code by shop and code, a policy by its shop, all else by its id."""
    if kind == "code":
        return told.get("id") or code_id(str(told.get("shop")), str(told.get("code")))
    return told.get("shop") if kind == "policy" else told.get("id")


def _wrong_fields(name: str, told: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(told, Mapping):
        yield "", "must be an object"
        return
    for field in told:
        if field in FIXED or field not in MODELS[name].model_fields:
            yield field, "can't be laid over" if field in FIXED else "unknown field"


def _in_force(versions: Sequence[CatalogEntry], at: datetime) -> CatalogEntry | None:
    """The version at a time, or the first one where the thing began later."""
    known = sorted(versions, key=lambda one: to_ms(one.valid_from))
    begun = [one for one in known if one.valid_from <= at]
    return next(iter(begun[-1:] or known[:1]), None)
