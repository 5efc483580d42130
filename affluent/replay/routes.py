"""Routes of replays and restatements: asked of the warehouse's process, because an embedded warehouse belongs to it alone."""

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import Field

from affluent.keeping_up import Busy
from affluent.replay.desk import Desk
from affluent.replay.replay import Question
from affluent.replay.restating import MayNotPublish, UnknownRestatement
from affluent.replay.window import Window
from dashboards.api.access import needs
from domain.catalog_documents import BadCatalog
from events.catalog_book import UnknownVersion
from runtime.settings import Role, Settings
from runtime.tokens import bearer

T = TypeVar("T")


class Asked(Window):
    """The body of a question."""

    policy: dict[str, Any] = Field(default_factory=dict)
    late: bool = False

    def question(self) -> Question:
        """As the replay asks it."""
        return Question(self.policy, self.period, self.late)


def replay_routes(desk: Desk, settings: Settings) -> APIRouter:
    """Worked out in threads of the server's: a reader replays, a writer proposes, finance publishes."""
    router = APIRouter(prefix="/v1")
    reader, writer, finance = ([Depends(needs(role, settings))] for role in (Role.READER, Role.WRITER, Role.FINANCE))

    @router.post("/replay", dependencies=reader)
    def decide_again(asked: Asked) -> dict[str, Any]:
        """What other terms would have changed; changes nothing."""
        return _answered(lambda: desk.replay(asked.question()))

    @router.get("/restatements", dependencies=reader)
    def known() -> list[dict[str, Any]]:
        """Every restatement that was proposed; `number` is 0 until it is published."""
        return [one._asdict() for one in desk.restatements()]

    @router.post("/restatements", dependencies=writer)
    def propose(asked: Asked, request: Request) -> dict[str, Any]:
        """The same as a replay, kept as a proposal."""
        return _answered(lambda: desk.propose(asked.question(), _token(request)))

    @router.post("/restatements/{id}/publish", dependencies=finance)
    def publish(id: str, request: Request) -> dict[str, Any]:
        """Make the proposal the terms of its period."""
        return _answered(lambda: desk.publish(id, _token(request)))._asdict()

    return router


def _token(request: Request) -> str:
    return bearer(request.headers.get("authorization"))


def _answered(work: Callable[[], T]) -> T:
    """The work's result; what can't be is told as 404, 409 or 422."""
    try:
        return work()
    except UnknownRestatement as why:
        raise HTTPException(404, str(why)) from None
    except (Busy, MayNotPublish) as why:
        raise HTTPException(409, str(why)) from None
    except BadCatalog as why:
        raise HTTPException(422, str(why)) from None
    except UnknownVersion as why:
        raise HTTPException(422, f"the catalog has no {why}, which a click or a code names") from None
