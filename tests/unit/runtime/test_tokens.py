"""Who may do what."""

import pytest

from runtime.settings import Role, Settings
from runtime.tokens import bearer, fingerprint, may, role_of

SETTINGS = Settings(tokens={fingerprint("r"): Role.READER, fingerprint("s").upper(): Role.SERVICE})


def test_a_token_is_known_by_its_fingerprint_only() -> None:
    assert role_of("r", SETTINGS) == Role.READER
    assert role_of("s", SETTINGS) == Role.SERVICE
    assert [role_of(stranger, SETTINGS) for stranger in ("", "x", fingerprint("r"))] == [None, None, None]


@pytest.mark.parametrize(
    ("role", "reads", "writes", "serves"),
    [
        (None, False, False, False),
        (Role.READER, True, False, False),
        (Role.WRITER, True, True, False),
        (Role.SERVICE, True, True, True),
    ],
)
def test_each_role_includes_the_smaller_ones(role: Role | None, reads: bool, writes: bool, serves: bool) -> None:
    assert [may(role, needed) for needed in (Role.READER, Role.WRITER, Role.SERVICE)] == [reads, writes, serves]


@pytest.mark.parametrize(
    ("header", "token"), [(None, ""), ("", ""), ("Basic abc", ""), ("Bearer abc", "abc"), ("bearer  abc ", "abc"), ("abc", "")]
)
def test_a_token_is_what_follows_bearer(header: str | None, token: str) -> None:
    assert bearer(header) == token
