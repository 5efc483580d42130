"""Whether a process does its job, asked over HTTP as an orchestrator would."""

from collections.abc import Callable

import httpx

Question = Callable[[], str]
"""Empty if the process does its job now, else what it waits for."""


def asks(url: str, seconds: float = 2) -> Question:
    """The question that GET {url}/readyz answers."""
    client = httpx.Client(trust_env=False, timeout=seconds)  # a proxy of the environment has no business on loopback

    def waits_for() -> str:
        try:
            answer = client.get(f"{url}/readyz")
        except httpx.HTTPError as why:
            return f"{url}: {why}"
        return "" if answer.status_code == 200 else _status(answer)

    return waits_for


def _status(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["status"])
    except (ValueError, KeyError, TypeError):
        return f"/readyz answers {answer.status_code}"
