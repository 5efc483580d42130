"""The application with its tokens, and somebody who asks it without a socket."""

import asyncio
from typing import Any

import httpx
from fastapi import FastAPI

from runtime.settings import Role, Settings
from runtime.tokens import fingerprint

TOKENS = {role: f"token-of-a-{role}" for role in Role}
SETTINGS = Settings(tokens={fingerprint(token): role for role, token in TOKENS.items()})


class Browser:
    """Asks the application without a socket; keeps cookies."""

    def __init__(self, app: FastAPI) -> None:
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://affluent")

    def get(self, path: str, **more: Any) -> httpx.Response:
        return asyncio.run(self._client.get(path, **more))

    def post(self, path: str, **more: Any) -> httpx.Response:
        return asyncio.run(self._client.post(path, **more))


def by(role: Role) -> dict[str, str]:
    return {"Authorization": f"Bearer {TOKENS[role]}"}
