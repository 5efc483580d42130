"""A decision's version only grows with the journal, and carries where it stands."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.decision import pack_version, unpack_version
from events.journal import SCHEMA, Bundle, decode_bundle

places = st.tuples(st.integers(0, 4095), st.integers(0, 2**44 - 1), st.integers(0, 255))


@given(places, places)
def test_versions_are_ordered_as_their_places_are(one: tuple[int, int, int], other: tuple[int, int, int]) -> None:
    assert (pack_version(*one) < pack_version(*other)) == (one < other)
    assert unpack_version(pack_version(*one)) == one
    assert pack_version(*one) < 2**64


@pytest.mark.parametrize("raw", [b"", b"\xc1", b"{}", msgspec.msgpack.encode([SCHEMA + 1, []])])
def test_a_bundle_that_this_release_can_t_read_is_refused(raw: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode_bundle(raw)
    assert decode_bundle(msgspec.msgpack.encode(Bundle(SCHEMA, ()))) == ()
