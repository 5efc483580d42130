"""Bundling loses nothing, keeps each entity's order and keeps within its limits."""

from hypothesis import given
from hypothesis import strategies as st

from events.addressing import partition_of
from events.facts import Clicked, Delivery
from events.journal import MAX_BYTES, MAX_MESSAGES, decode_bundle
from events.messages import Envelope
from intake.bundler import Bundler, ClosedBundle

PARTITIONS = 3

messages = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from([10, 300, 5_000, 100_000, 300_000])),
    max_size=60,
)


def an_envelope(visitor: int, number: int, text: int) -> Envelope:
    body = Clicked(f"c{number}", number, number, "x" * text, "x@1", f"v{visitor}")
    return Envelope(f"v:v{visitor}", body, Delivery(0, 0, number))


def bundled(envelopes: list[tuple[Envelope, int]]) -> list[ClosedBundle]:
    bundler = Bundler(PARTITIONS)
    closed = [bundle for envelope, size in envelopes for bundle in bundler.add(envelope, size)]
    return [*closed, *bundler.flush()]


def by_partition(envelopes: list[Envelope]) -> list[list[Envelope]]:
    return [[one for one in envelopes if partition_of(one.key, PARTITIONS) == number] for number in range(PARTITIONS)]


@given(messages)
def test_every_message_is_in_exactly_one_bundle_in_the_order_it_came(drawn: list[tuple[int, int]]) -> None:
    envelopes = [(an_envelope(visitor, number, text), text) for number, (visitor, text) in enumerate(drawn)]
    found: list[list[Envelope]] = [[] for _ in range(PARTITIONS)]
    for bundle in bundled(envelopes):
        found[bundle.partition].extend(decode_bundle(bundle.value))
    assert found == by_partition([envelope for envelope, _ in envelopes])


@given(messages)
def test_a_bundle_keeps_within_its_limits_unless_one_message_alone_is_larger(drawn: list[tuple[int, int]]) -> None:
    envelopes = [(an_envelope(visitor, number, text), text) for number, (visitor, text) in enumerate(drawn)]
    for bundle in bundled(envelopes):
        assert 1 <= bundle.messages == len(decode_bundle(bundle.value)) <= MAX_MESSAGES
        assert bundle.messages == 1 or len(bundle.value) <= MAX_BYTES


def test_a_bundle_closes_at_two_hundred_messages() -> None:
    bundles = bundled([(an_envelope(1, number, 5), 5) for number in range(MAX_MESSAGES * 2 + 1)])
    assert [bundle.messages for bundle in bundles] == [MAX_MESSAGES, MAX_MESSAGES, 1]


def test_flushing_twice_closes_nothing_twice() -> None:
    bundler = Bundler(PARTITIONS)
    assert list(bundler.add(an_envelope(1, 1, 5), 5)) == []
    assert len(list(bundler.flush())) == 1
    assert list(bundler.flush()) == []
