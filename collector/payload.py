"""A shop's JSON read field by field; whatever is wrong is named by its path."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from events.money import BadMoney, minor_units


class BadField(ValueError):
    """A field of a payload that cannot be what it should be."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field, self.message = field, message


class Node:
    """A place in a payload. `get` forgives absence (and null), `need` does not."""

    def __init__(self, value: Any, path: str = "") -> None:
        self.value, self.path = value, path

    def get(self, name: str) -> "Node | None":
        """A member; None if it is absent or null."""
        if not isinstance(self.value, dict):
            raise BadField(self.path or "body", "must be an object")
        value = self.value.get(name)
        return None if value is None else Node(value, f"{self.path}.{name}" if self.path else name)

    def need(self, name: str) -> "Node":
        """A member that must be there; raises BadField."""
        found = self.get(name)
        if found is None:
            raise BadField(f"{self.path}.{name}" if self.path else name, "is missing")
        return found

    def at(self, *names: str) -> "Node | None":
        """A member of a member …; None as soon as one is absent."""
        node: Node | None = self
        for name in names:
            node = node.get(name) if node else None
        return node

    def each(self, name: str) -> "Iterator[Node]":
        """The items of a list; none if it is absent."""
        listed = self.get(name)
        if listed is None:
            return
        if not isinstance(listed.value, list):
            raise BadField(listed.path, "must be a list")
        for index, value in enumerate(listed.value):
            yield Node(value, f"{listed.path}.{index}")

    def text(self) -> str:
        """Text, or a number's digits as they stood in the JSON."""
        if isinstance(self.value, bool) or not isinstance(self.value, str | int):
            raise BadField(self.path, "must be text")
        return str(self.value)

    def whole(self) -> int:
        """A whole number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise BadField(self.path, "must be a whole number")
        return self.value

    def money(self, currency: str) -> int:
        """Minor units; more decimals than the currency has are refused, not rounded."""
        try:
            return minor_units(self.text(), currency)
        except BadMoney as why:
            raise BadField(self.path, str(why)) from None

    def moment(self) -> datetime:
        """A point in time that says its offset."""
        try:
            moment = datetime.fromisoformat(self.text())
        except ValueError:
            raise BadField(self.path, "must be a time in ISO 8601") from None
        if moment.tzinfo is None:
            raise BadField(self.path, "must say its offset from UTC")
        return moment


def is_true(node: Node | None) -> bool:
    """Whether a flag is there and set."""
    return node is not None and node.value is True
