"""The ledger's promises: entries sum to the decision in force, nothing booked changes, twice is once."""

from itertools import pairwise

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from domain.finance.commission import commission_of
from domain.finance.ledger import Account, Amounts, Cause, Entry, balance_of, book, owed
from domain.finance.restatement import restated_version, restatement_of
from events.decision import SCHEMA, Commission, Credit, Decision, Share, pack_version

NOW = 1_790_000_000_000
WHO = (("ada", "spring", "ada-spring"), ("ben", "spring", "ben-spring"), ("ada", "autumn", "ada-autumn"))
PLACED = pack_version(1, 5, 0)


def decision(version: int, gross: int, refunded: int, shares: tuple[tuple[int, int], ...], **more: str) -> Decision:
    """`shares`: (place in WHO, amount); what they leave is unattributed."""
    net = gross - refunded
    given = tuple(Share(*WHO[who], None, None, amount) for who, amount in shares)
    paid = tuple(Commission(*WHO[who], amount, 80_000, commission_of(amount, 80_000)) for who, amount in shares)
    fields = {"status": "placed", "reason": "won", "policy": "policy@1", "currency": "EUR"} | more
    return Decision(
        schema=SCHEMA, shop="s", order="1", version=version, ordered_at=NOW, received=NOW, newest=NOW, gross=gross,
        refunded=refunded, net=net, credits=(Credit("payable", given, net - sum(amount for _, amount in shares)),),
        candidates=(), events=(), commissions=paid, **fields,
    )  # fmt: skip


@st.composite
def histories(draw: st.DrawFn) -> list[Decision]:
    """Versions of one order, rising: amounts, shares and currency as they come; the last ones perhaps restated."""
    made, streamed = [], draw(st.lists(st.integers(0, 2**40), min_size=1, max_size=8, unique=True))
    versions = sorted(pack_version(1, offset, 0) for offset in streamed)
    versions += [restated_version(1, versions[-1])] * draw(st.booleans())
    for version in versions:
        shares = draw(st.lists(st.tuples(st.integers(0, 2), st.integers(-10_000, 10_000)), max_size=3))
        status, currency = draw(st.sampled_from(("placed", "cancelled"))), draw(st.sampled_from(("EUR", "EUR", "JPY")))
        gross, refunded = draw(st.integers(0, 10_000)), draw(st.integers(0, 10_000))
        made.append(decision(version, gross, refunded, tuple(shares), status=status, currency=currency))
    return made


@given(histories())
def test_entries_sum_to_the_decision_in_force_after_each_of_them(history: list[Decision]) -> None:
    entries = book(history, [], NOW)
    for each in history:
        assert balance_of(entry for entry in entries if entry.version <= each.version) == owed(each)


@given(histories(), st.data())
def test_it_does_not_matter_in_how_many_goes_decisions_are_booked(history: list[Decision], data: st.DataObject) -> None:
    booked: list[Entry] = []
    for seen in sorted(data.draw(st.lists(st.integers(1, len(history)), max_size=4))):
        before = list(booked)
        booked += book(history[:seen], booked, NOW)
        assert booked[: len(before)] == before
    booked += book(history, booked, NOW)
    assert booked == book(history, [], NOW)
    assert book(history, booked, NOW + 1) == []


@given(histories())
def test_ids_are_unique_no_entry_is_empty_and_a_correction_names_the_first_entry_of_its_account(history: list[Decision]) -> None:
    entries, firsts = book(history, [], NOW), dict[Account, str]()
    assert len({entry.id for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.amounts != Amounts(0, 0)
        assert entry.corrects == firsts.get(entry.account, "")
        firsts.setdefault(entry.account, entry.id)


def test_an_order_by_hand_is_sold_refunded_restated_and_refunded_again() -> None:
    sold, back = decision(PLACED, 1255, 0, ((0, 1255),)), decision(PLACED + 256, 1255, 255, ((0, 1000),))
    restated = msgspec.structs.replace(decision(0, 1255, 255, ((1, 1000),)), version=restated_version(1, back.version))
    all_back = decision(restated_version(1, PLACED + 512), 1255, 1255, ((1, 0),))
    entries = book([sold, back, restated, all_back], [], NOW)
    assert [(entry.cause, entry.account.creator, *entry.amounts) for entry in entries] == [
        (Cause.SALE, "ada", 1255, 100), (Cause.REFUND, "ada", -255, -20),
        (Cause.RESTATEMENT, "ada", -1000, -80), (Cause.RESTATEMENT, "ben", 1000, 80), (Cause.RESTATEMENT, "ben", -1000, -80),
    ]  # fmt: skip
    assert [entry.corrects for entry in entries] == ["", entries[0].id, entries[0].id, "", entries[3].id]
    assert balance_of(entries) == {}


def test_every_other_cause_is_told_by_what_changed() -> None:
    history = [
        decision(PLACED, 1000, 0, ((0, 1000),)), decision(PLACED + 256, 1000, 0, ((1, 1000),)),
        decision(PLACED + 512, 1200, 0, ((1, 1200),)), decision(PLACED + 768, 0, 0, ((1, 0),), status="cancelled"),
    ]  # fmt: skip
    causes = [entry.cause for entry in book(history, [], NOW)]
    assert causes == [Cause.SALE, Cause.REATTRIBUTION, Cause.REATTRIBUTION, Cause.EDIT, Cause.CANCELLATION]


def test_a_restated_version_is_above_every_streamed_one_and_grows_with_it() -> None:
    streamed = [pack_version(epoch, offset, 0) for epoch, offset in ((1, 5), (1, 2**44 - 1), (2047, 9))]
    restated = [restated_version(number, version) for number in (1, 2, 2047) for version in streamed[:2]]
    assert max(streamed) < min(restated)
    assert all(lower < higher for lower, higher in pairwise(restated))
    assert [restatement_of(version) for version in (*streamed, *restated)] == [0, 0, 0, 1, 1, 2, 2, 2047, 2047]
