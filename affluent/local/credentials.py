"""The secrets of a local stack: made once, kept in its data folder, readable by their owner only."""

import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import BaseModel, Field

from affluent.local.folder import write_private

FILE = "credentials.json"


def _new_secret() -> str:
    return secrets.token_urlsafe(32)


class Credentials(BaseModel):
    """What a stack needs to know and nobody else may."""

    token: str = Field(default_factory=_new_secret)
    """The bootstrap service token."""
    finance_token: str = Field(default_factory=_new_secret)
    """What a restatement is published under: another token than it is proposed under."""
    click_secret: str = Field(default_factory=_new_secret)
    customer_secret: str = Field(default_factory=_new_secret)
    shopify: dict[str, tuple[str, ...]] = {}
    """Shop to the webhook secrets that are live for it."""


def credentials_of(data: Path, shops: Iterable[str] = (), told: Mapping[str, tuple[str, ...]] | None = None) -> Credentials:
    """A stack's secrets, the same at every start.

    `shops` get a webhook secret made up for them if they have none; `told` are the secrets that real shops gave.
    """
    path = data / FILE
    kept = Credentials.model_validate_json(path.read_bytes()) if path.exists() else Credentials()
    made_up = {shop: (_new_secret(),) for shop in shops}
    now = kept.model_copy(update={"shopify": made_up | kept.shopify | dict(told or {})})
    write_private(path, now.model_dump_json(indent=2) + "\n")
    return now
