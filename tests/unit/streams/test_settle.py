"""One bundle: what it changes, and what happens when an entity fails."""

import pytest

from domain.attribution import entities
from domain.attribution.entity import World
from domain.attribution.horizons import Horizons
from domain.attribution.policy import PoliciesOf
from domain.attribution.rows import CodeRow, decode_row
from events.addressing import DEVICE
from events.catalog_book import CatalogBook, UnknownVersion
from events.facts import Clicked, Ordered
from events.journal import decode_bundle
from events.messages import CodeVersion, Envelope, Watch
from events.moments import from_ms
from events.policy import Policy
from streams.results import set_aside
from streams.settle import Bundle, Settled, settle

WORLD = World(lambda kind, ref: None, Horizons(), 4, 1, ("0:0",))


def a_click(number: int, visitor: str = "V") -> Envelope:
    return Envelope(DEVICE + visitor, Clicked(f"t{number}", number, number, "L", "L@0", visitor))


def a_code() -> Envelope:
    return Envelope("k:s/ada", CodeVersion("s", "ADA", "s/ada@0", 0, 0))


class Broken:
    """A device entity that fails on one click, after it has changed its row."""

    def __init__(self, click: str) -> None:
        self.click, self.real = click, entities.HANDLERS["v:"]

    def __call__(self, row, key, body, replayed, world):  # type: ignore[no-untyped-def]
        said = self.real(row, key, body, replayed, world)
        if getattr(body, "id", "") == self.click:
            raise RuntimeError("planted")
        return said


def rows_of(settled: Settled) -> dict[str, bytes]:
    return {key: raw for key, raw in settled.rows.items() if raw is not None}


def test_rows_of_a_bundle_are_written_once_with_the_position_of_their_newest_message() -> None:
    settled = settle({}, [Bundle(0, 7, (a_click(1), a_click(2)))], WORLD)
    row = decode_row(rows_of(settled)["v:V"])
    assert (list(row.touches), row.applied) == (["t1", "t2"], 7 << 8 | 1)  # type: ignore[union-attr]


def test_a_fact_for_no_entity_changes_nothing() -> None:
    settled = settle({}, [Bundle(0, 0, (Envelope("f:x", a_click(1).body),))], WORLD)
    assert not any(settled)


def test_an_entity_that_fails_is_suspended_alone_and_its_half_change_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(entities.HANDLERS, "v:", Broken("t2"))
    settled = settle({}, [Bundle(0, 0, (a_click(1), a_click(2), a_click(3), a_code()))], WORLD)
    device = decode_row(rows_of(settled)["v:V"])
    assert [envelope.body.id for _, envelope, _ in settled.set_aside] == ["t2", "t3"]  # type: ignore[union-attr]
    assert (list(device.touches), device.suspended) == (["t1"], True)  # type: ignore[union-attr]
    assert isinstance(decode_row(rows_of(settled)["k:s/ada"]), CodeRow)


def test_replaying_what_was_set_aside_lets_the_entity_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setitem(entities.HANDLERS, "v:", Broken("t2"))
        failed = settle({}, [Bundle(0, 0, (a_click(1), a_click(2), a_click(3)))], WORLD)
    letter = set_aside(failed.set_aside[0].bundle, failed.set_aside)
    again = settle(rows_of(failed), [Bundle(0, 1, decode_bundle(letter.value))], WORLD)
    device = decode_row(rows_of(again)["v:V"])
    assert (sorted(device.touches), device.suspended, again.set_aside) == (["t1", "t2", "t3"], False, [])  # type: ignore[union-attr]


def test_a_version_that_is_not_there_yet_is_waited_for_before_it_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object) -> None:
        raise UnknownVersion("link L@0")

    monkeypatch.setitem(entities.HANDLERS, "v:", unknown)
    with pytest.raises(UnknownVersion):
        settle({}, [Bundle(0, 0, (a_click(1),))], WORLD)
    assert len(settle({}, [Bundle(0, 0, (a_click(1),))], WORLD, patient=False).set_aside) == 1


def test_an_order_waits_for_the_policy_that_the_door_pinned_to_it() -> None:
    book = CatalogBook()
    world = WORLD._replace(policies=PoliciesOf(book))
    order = Ordered("e", "placed", 5, 5, "s", "O", 5, "EUR", (), policy="s@5")
    bundle = Bundle(0, 0, (Envelope("o:s/O", order),))
    with pytest.raises(UnknownVersion, match="policy s@5"):
        settle({}, [bundle], world)
    book.add(Policy(id="s", shop="s", valid_from=from_ms(5), recorded_at=from_ms(900)))
    [decision] = settle({}, [bundle], world).decisions
    assert decision.policy == "s@5"


def test_what_is_said_again_after_a_crash_is_the_same() -> None:
    watch = Envelope("v:V", Watch("s/O", 10, 10, "v:V@10"))
    bundle = Bundle(0, 3, (a_click(1), watch))
    first = settle({}, [bundle], WORLD)
    again = settle(rows_of(first), [bundle], WORLD)
    assert set(first.sends) <= set(again.sends)
    assert rows_of(first) == rows_of(again)
