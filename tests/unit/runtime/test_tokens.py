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
    ("role", "includes"),
    [
        (None, []),
        (Role.READER, [Role.READER]),
        (Role.WRITER, [Role.READER, Role.WRITER]),
        (Role.SERVICE, [Role.READER, Role.WRITER, Role.SERVICE]),
        (Role.FINANCE, [Role.READER, Role.FINANCE]),
    ],
)
def test_each_role_includes_the_smaller_ones_and_finance_does_not_write(role: Role | None, includes: list[Role]) -> None:
    assert [needed for needed in Role if may(role, needed)] == includes


@pytest.mark.parametrize(
    ("header", "token"), [(None, ""), ("", ""), ("Basic abc", ""), ("Bearer abc", "abc"), ("bearer  abc ", "abc"), ("abc", "")]
)
def test_a_token_is_what_follows_bearer(header: str | None, token: str) -> None:
    assert bearer(header) == token
