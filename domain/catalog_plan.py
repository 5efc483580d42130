"""What applying a catalog document would do: new versions, pinned to the terms they have, and the difference to show."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from domain.catalog_documents import BOOKKEEPING, BadCatalog, Mistake, Told, content_of, read_documents
from domain.catalog_rules import Limits, mistakes_of, slugs_of
from events.catalog import KINDS, CatalogEntry, Code, Collaboration, Link
from events.catalog_book import CatalogBook
from events.moments import to_ms

ROUNDS: tuple[tuple[str, ...], ...] = (
    ("brand", "campaign", "creator"),
    ("collaboration",),
    ("content", "placement"),
    ("link", "code", "policy"),
)
"""Kinds in an order in which each finds what it refers to."""

PINS = {"collaboration": ("campaign", "campaign_version")} | dict.fromkeys(
    ("link", "code"), ("collaboration", "collaboration_version")
)
"""Kind to (kind of its terms, the field that names their version)."""

ChangeKind = Literal["new", "changed", "unchanged", "follows"]


class Change(NamedTuple):
    """One line of the difference; `fields` has (old, new) for each field that differs."""

    kind: str
    id: str
    ref: str
    change: ChangeKind
    fields: dict[str, tuple[Any, Any]]


class Plan(NamedTuple):
    """New versions in the order in which they may be told, and the difference they make."""

    versions: tuple[CatalogEntry, ...]
    difference: tuple[Change, ...]


def plan_catalog(book: CatalogBook, documents: Mapping[str, Any], now: datetime, limits: Limits) -> Plan:
    """Compare documents with the book. The book is not changed; raises BadCatalog with every mistake found."""
    planning = _Planning(book, limits)
    told = read_documents(documents, now)
    for kinds in ROUNDS:
        planning.take([one for one in told if one.entry.kind in kinds])
        planning.follow(kinds)
    if planning.mistakes:
        raise BadCatalog(planning.mistakes)
    return Plan(tuple(planning.versions), tuple(planning.changes))


class _Planning:
    """The book as it will be, growing version by version."""

    def __init__(self, book: CatalogBook, limits: Limits) -> None:
        self.book = CatalogBook()
        for entry in book:
            self.book.add(entry)
        self.slugs = slugs_of(self.book)
        self.limits = limits
        self.versions: list[CatalogEntry] = []
        self.changes: list[Change] = []
        self.mistakes: list[Mistake] = []

    def take(self, told: Sequence[Told]) -> None:
        """The versions of one round, oldest first; what they refer to within the round is added before they are judged."""
        fresh = []
        for one in sorted(told, key=lambda one: (_rank(one.entry.kind), to_ms(one.entry.valid_from))):
            entry = self._pinned(one)
            if entry is not None and self._is_fresh(one.place, entry):
                fresh.append(Told(one.place, entry))
                self._add(entry)
        for one in fresh:
            self.mistakes += mistakes_of(one, self.book, self.limits, self.slugs)
            if isinstance(one.entry, Link):
                self.slugs.setdefault(one.entry.slug, one.entry.id)

    def follow(self, kinds: Sequence[str]) -> None:
        """Terms change at a time: whatever hangs on them at that time gets a version that is pinned to the new ones."""
        for kind in kinds:
            if kind in PINS:
                of_kind, field = PINS[kind]
                for terms in self._terms_to_check(kind, of_kind):
                    for entry in list(self._hanging_on(terms, kind, field)):
                        self._add_follower(entry, terms, field)

    def _terms_to_check(self, kind: str, of_kind: str) -> list[CatalogEntry]:
        """New terms, and all terms of what is new itself: it may begin before terms that are known already."""
        fresh = {terms.ref for terms in self.versions if terms.kind == of_kind}
        named = {getattr(entry, of_kind) for entry in self.versions if entry.kind == kind}
        found = [terms for terms in self.book if terms.kind == of_kind and (terms.ref in fresh or terms.id in named)]
        return sorted(found, key=lambda terms: to_ms(terms.valid_from))

    def _hanging_on(self, terms: CatalogEntry, kind: str, field: str) -> Iterator[CatalogEntry]:
        at_ms = to_ms(terms.valid_from)
        for id in self.book.ids(kind):
            entry = self.book.as_of(kind, id, at_ms)
            older = entry is not None and to_ms(entry.valid_from) < at_ms
            if entry and older and getattr(entry, terms.kind) == terms.id and getattr(entry, field) != terms.ref:
                yield entry

    def _add_follower(self, entry: CatalogEntry, terms: CatalogEntry, field: str) -> None:
        # Told when both were: history that states its receipts must follow as it would have, live.
        moved = {"valid_from": terms.valid_from, "recorded_at": max(entry.recorded_at, terms.recorded_at), field: terms.ref}
        follower = entry.model_copy(update=moved)
        self._add(follower)
        self.changes.append(Change(entry.kind, entry.id, follower.ref, "follows", {field: (getattr(entry, field), terms.ref)}))

    def _pinned(self, told: Told) -> CatalogEntry | None:
        """The version with its terms pinned; None, with a mistake noted, if there are none at its time."""
        entry = told.entry
        if not isinstance(entry, Collaboration | Link | Code):
            return entry
        kind, field = PINS[entry.kind]
        named = getattr(entry, kind)
        if named is None:
            return entry
        terms = self.book.as_of(kind, named, to_ms(entry.valid_from))
        if terms is None:
            self.mistakes.append(Mistake(f"{told.place}.{kind}", self._why_no_terms(kind, named, entry)))
            return None
        return entry.model_copy(update={field: terms.ref})

    def _why_no_terms(self, kind: str, named: str, entry: CatalogEntry) -> str:
        if self.book.latest(kind, named) is None:
            return f"there is no {kind} {named!r}"
        return f"{kind} {named!r} is not valid yet at {entry.valid_from.isoformat()}, when {entry.id!r} begins"

    def _is_fresh(self, place: str, entry: CatalogEntry) -> bool:
        """Whether a version says something new; notes the change, or the mistake of changing what never changes."""
        same = self.book.find(entry.kind, entry.ref)
        before = same or self.book.as_of(entry.kind, entry.id, to_ms(entry.valid_from))
        fields = _differences(before, entry)
        if same is not None and fields:
            what = ", ".join(f"{name} was {old!r}" for name, (old, _) in fields.items())
            self.mistakes.append(Mistake(f"{place}.valid_from", f"{entry.ref} exists and a version never changes: {what}"))
            return False
        change: ChangeKind = "unchanged" if before and not fields else "changed" if before else "new"
        ref = before.ref if before and not fields else entry.ref
        self.changes.append(Change(entry.kind, entry.id, ref, change, fields))
        return change != "unchanged"

    def _add(self, entry: CatalogEntry) -> None:
        self.book.add(entry)
        self.versions.append(entry)


def _rank(kind: str) -> int:
    return KINDS.index(kind)


def _differences(before: CatalogEntry | None, after: CatalogEntry) -> dict[str, tuple[Any, Any]]:
    old, new = content_of(before) if before else {}, content_of(after)
    return {
        name: (old.get(name), new[name])
        for name in new
        if name not in BOOKKEEPING and old.get(name) != new[name] and (before or name != "id")
    }
