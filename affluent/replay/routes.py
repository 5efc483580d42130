"""Routes of the replay: asked of the warehouse's process, because an embedded warehouse belongs to it alone."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from affluent.replay.facts import Period
from affluent.replay.replay import Question, replay
from dashboards.api.access import needs
from domain.attribution.horizons import Horizons
from domain.catalog_documents import BadCatalog
from events.catalog_book import UnknownVersion
from runtime.settings import Role, Settings
from warehouse.connect import Warehouse

T = TypeVar("T")


class Asked(BaseModel):
    """The body of a question; moments in milliseconds since 1970, the period half-open."""

    model_config = ConfigDict(extra="forbid")

    policy: dict[str, Any] = Field(default_factory=dict)
    since: int = Field(ge=0)
    until: int = Field(ge=0, lt=2**43)
    late: bool = False

    def question(self) -> Question:
        """As the replay asks it."""
        return Question(self.policy, Period(self.since, self.until), self.late)


def horizons_of(settings: Settings) -> Horizons:
    """Those that the stream decides by."""
    return Horizons.of_days(settings.max_lookback_days, settings.max_lateness_days, settings.max_order_delay_days)


def replay_routes(warehouse: Warehouse, settings: Settings) -> APIRouter:
    """POST /v1/replay. Worked out in a thread of the server's; one question at a time, so that the sink has room."""
    router, horizons, turn = APIRouter(prefix="/v1"), horizons_of(settings), threading.Lock()

    @router.post("/replay", dependencies=[Depends(needs(Role.READER, settings))])
    def decide_again(asked: Asked) -> dict[str, Any]:
        """What other terms would have changed; changes nothing."""
        return in_turn(turn, lambda: replay(warehouse, asked.question(), horizons))

    return router


def in_turn(turn: threading.Lock, work: Callable[[], T]) -> T:
    """The work's result; 409 while other work of the kind is going on, 422 for terms that can't be."""
    if not turn.acquire(blocking=False):
        raise HTTPException(409, "another replay is going on: try again when it has ended")
    try:
        return work()
    except BadCatalog as why:
        raise HTTPException(422, str(why)) from None
    except UnknownVersion as why:
        raise HTTPException(422, f"the catalog has no {why}, which a click or a code names") from None
    finally:
        turn.release()
