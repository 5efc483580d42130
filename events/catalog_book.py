"""Every version of the catalog in memory, found by name or as of a time."""

from bisect import bisect_right, insort
from collections.abc import Iterator
from math import inf

from events.catalog import CatalogEntry, Code, Collaboration, Link
from events.moments import to_ms
from events.policy import Policy


class UnknownVersion(LookupError):
    """A version that the catalog does not hold (yet)."""


class CatalogBook:
    """Grows only. Adding the same version twice changes nothing; versions never change."""

    def __init__(self) -> None:
        self._by_ref: dict[tuple[str, str], CatalogEntry] = {}
        self._history: dict[tuple[str, str], list[tuple[int, str]]] = {}
        self._slugs: dict[str, str] = {}

    def add(self, entry: CatalogEntry) -> bool:
        """Keep a version; False if it was known."""
        if (entry.kind, entry.ref) in self._by_ref:
            return False
        self._by_ref[entry.kind, entry.ref] = entry
        insort(self._history.setdefault((entry.kind, entry.id), []), (to_ms(entry.valid_from), entry.ref))
        if isinstance(entry, Link):
            self._slugs[entry.slug] = entry.id
        return True

    def find(self, kind: str, ref: str) -> CatalogEntry | None:
        """The version named `id@valid-from`."""
        return self._by_ref.get((kind, ref))

    def as_of(self, kind: str, id: str, at_ms: int) -> CatalogEntry | None:
        """The version in force at a time: the one with the latest valid-from that is not after it."""
        history = self._history.get((kind, id), [])
        place = bisect_right(history, (at_ms, "\uffff"))
        return self._by_ref[kind, history[place - 1][1]] if place else None

    def next_change(self, kind: str, id: str, at_ms: int) -> float:
        """When the version after the one in force at a time begins, in milliseconds since 1970; infinity if there is none."""
        history = self._history.get((kind, id), [])
        place = bisect_right(history, (at_ms, "\uffff"))
        return history[place][0] if place < len(history) else inf

    def latest(self, kind: str, id: str) -> CatalogEntry | None:
        """The version with the latest valid-from, even if that lies ahead."""
        history = self._history.get((kind, id), [])
        return self._by_ref[kind, history[-1][1]] if history else None

    def link_of_slug(self, slug: str, at_ms: int) -> Link | None:
        """The link version behind /r/{slug} at a time."""
        entry = self.as_of("link", self._slugs.get(slug, ""), at_ms)
        return entry if isinstance(entry, Link) and entry.slug == slug else None

    def link(self, ref: str) -> Link:
        """A link version; raises UnknownVersion."""
        entry = self.find("link", ref)
        if not isinstance(entry, Link):
            raise UnknownVersion(f"link {ref}")
        return entry

    def code(self, ref: str) -> Code:
        """A code version; raises UnknownVersion."""
        entry = self.find("code", ref)
        if not isinstance(entry, Code):
            raise UnknownVersion(f"code {ref}")
        return entry

    def collaboration(self, ref: str) -> Collaboration:
        """A collaboration version; raises UnknownVersion."""
        entry = self.find("collaboration", ref)
        if not isinstance(entry, Collaboration):
            raise UnknownVersion(f"collaboration {ref}")
        return entry

    def policy(self, ref: str) -> Policy:
        """A shop's policy version; raises UnknownVersion."""
        entry = self.find("policy", ref)
        if not isinstance(entry, Policy):
            raise UnknownVersion(f"policy {ref}")
        return entry

    def ids(self, kind: str) -> list[str]:
        """All ids of a kind, sorted."""
        return sorted(id for a_kind, id in self._history if a_kind == kind)

    def __iter__(self) -> Iterator[CatalogEntry]:
        return iter(list(self._by_ref.values()))

    def __len__(self) -> int:
        return len(self._by_ref)
