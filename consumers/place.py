"""Where a row came from, and which of two rows with one key came first."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from events.decision import pack_version
from warehouse.tables import Table

HIGHEST = 2**64 - 1
INT64 = 2**63

Row = tuple[Any, ...]
Rows = Iterable[tuple[Table, Row]]


class Place(NamedTuple):
    """A record on one of the topics that the sink reads."""

    epoch: int
    topic: str
    partition: int
    offset: int

    def rank(self, index: int = 0) -> int:
        """Falls as the topic grows, so that of rows with one key the first is kept."""
        return HIGHEST - pack_version(self.epoch, self.offset, index)

    def columns(self) -> Row:
        """What a table fed straight from a topic ends with."""
        return self.epoch, self.partition, self.offset, self.rank()

    def columns_of(self, index: int) -> Row:
        """What a table fed from inside a bundle ends with."""
        return self.epoch, self.partition, self.offset, index, self.rank(index)


class Undecodable(Exception):
    """A record that no release of ours wrote, or a newer one did; the message says what is wrong with it."""


def fits(amount: int) -> int:
    """An integer that a column can hold; raises ValueError."""
    if not -INT64 <= amount < INT64:
        raise ValueError(f"{amount} does not fit a column")
    return amount


def all_fit(amounts: list[int]) -> list[int]:
    """Integers that a column can hold; raises ValueError. Two looks at all of them cost less than one at each."""
    if amounts:
        fits(min(amounts))
        fits(max(amounts))
    return amounts
