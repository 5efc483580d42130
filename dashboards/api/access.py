"""Who may ask: every route needs a bearer token; the page also takes the cookie it gave out."""

from collections.abc import Callable

from fastapi import HTTPException, Request

from runtime.settings import Role, Settings
from runtime.tokens import bearer, may, role_of

COOKIE = "affluent_token"


def needs(role: Role, settings: Settings) -> Callable[[Request], None]:
    """A dependency that lets a role through: 401 for a stranger, 403 for a role that is too low."""

    def check(request: Request) -> None:
        mine = role_of(bearer(request.headers.get("authorization")), settings)
        if mine is None:
            raise HTTPException(401, "a bearer token is needed", {"WWW-Authenticate": "Bearer"})
        if not may(mine, role):
            raise HTTPException(403, f"a {role} token is needed, this one is a {mine}'s")

    return check


def may_look(token: str, settings: Settings) -> bool:
    """Whether a token opens the page."""
    return may(role_of(token, settings), Role.READER)
