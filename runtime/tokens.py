"""Who is calling: opaque bearer tokens, kept only as SHA-256."""

import hashlib
import hmac

from runtime.settings import Role, Settings

INCLUDES = {
    Role.READER: {Role.READER},
    Role.WRITER: {Role.READER, Role.WRITER},
    Role.SERVICE: {Role.READER, Role.WRITER, Role.SERVICE},
    Role.FINANCE: {Role.READER, Role.FINANCE},
}
"""What is proposed by who may write is published by finance: nobody's token can do both."""


def fingerprint(token: str) -> str:
    """What AFFLUENT_TOKENS holds of a token: SHA-256, hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def role_of(token: str, settings: Settings) -> Role | None:
    """The role of a token, None for a stranger; compared in constant time."""
    mine = fingerprint(token)
    found = [role for known, role in settings.tokens.items() if hmac.compare_digest(known.lower(), mine)]
    return found[0] if found else None


def may(role: Role | None, needed: Role) -> bool:
    """Whether a role includes what is needed: a service writes, a writer reads, finance reads and publishes."""
    return role is not None and needed in INCLUDES[role]


def bearer(authorization: str | None) -> str:
    """The token of an `Authorization: Bearer …` header; empty if there is none."""
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
