"""Path transforms: which touches of a journey are looked at. Pure; a touch keeps its own time and id."""

from collections.abc import Callable, Hashable, Sequence

Channels = Sequence[Hashable]
"""The channel of each touch, oldest touch first."""


def everything(channels: Channels) -> list[int]:
    """Every touch."""
    return list(range(len(channels)))


def collapse(channels: Channels) -> list[int]:
    """The first of each run of one channel: A A B A is A B A."""
    return [place for place, channel in enumerate(channels) if not place or channel != channels[place - 1]]


def first_of_each(channels: Channels) -> list[int]:
    """The first touch of each channel: A A B A is A B."""
    seen: dict[Hashable, int] = {}
    for place, channel in enumerate(channels):
        seen.setdefault(channel, place)
    return sorted(seen.values())


def last_of_each(channels: Channels) -> list[int]:
    """The last touch of each channel: A A B A is B A."""
    return sorted({channel: place for place, channel in enumerate(channels)}.values())


TRANSFORMS: dict[str, Callable[[Channels], list[int]]] = {
    "all": everything,
    "collapse": collapse,
    "first": first_of_each,
    "last": last_of_each,
    "unique": everything,
}
"""name → places that stay. `unique` is what fractribution calls the path as it is; its `exposure` is our `collapse`."""
