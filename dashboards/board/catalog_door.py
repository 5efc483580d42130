"""The collector's catalog API, asked over HTTP with the token of whoever looks: the board may do what its reader may."""

from typing import Any

import httpx

from dashboards.board.deals import Deals, Wish, by_field, taken

TIMEOUT_S = 15.0
OK, FORBIDDEN, UNAUTHORIZED = 200, 403, 401


class NoCatalog(Exception):
    """The collector does not answer, or not to this token; the message says what to do."""


class CatalogDoor:
    """Blocking: called from threads."""

    def __init__(self, collector_url: str) -> None:
        self._url = collector_url

    def deals(self, token: str) -> Deals:
        """The catalog as it is; raises NoCatalog."""
        answer = self._ask("GET", "/v1/catalog", token)
        if answer.status_code != OK:
            raise NoCatalog(f"The collector answers {answer.status_code}: {answer.text[:200]}")
        return Deals(answer.json())

    def make(self, token: str, wish: Wish) -> dict[str, str]:
        """Add a link and a code; returns mistakes by field, none if it is done. Raises NoCatalog."""
        if wish.mistakes:
            return wish.mistakes
        plan = self._ask("POST", "/v1/catalog/plan", token, wish.documents)
        mistakes = _refused(plan) or taken(plan.json())
        return mistakes or _refused(self._ask("POST", "/v1/catalog/apply", token, wish.documents))

    def _ask(self, method: str, path: str, token: str, body: Any = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}"}
        try:
            with httpx.Client(base_url=self._url, headers=headers, timeout=TIMEOUT_S, trust_env=False) as collector:
                return collector.request(method, path, json=body)
        except httpx.HTTPError as why:
            name = type(why).__name__
            raise NoCatalog(
                f"The collector does not answer at {self._url} ({name}). See affluent status; it is tried again."
            ) from why


def _refused(answer: httpx.Response) -> dict[str, str]:
    if answer.status_code == OK:
        return {}
    if answer.status_code in (FORBIDDEN, UNAUTHORIZED):
        return {"form": "This board was opened with a reader's token. Links are made with a writer's."}
    try:
        return by_field(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return {"form": f"The collector answers {answer.status_code}."}
