"""Routes of the dead letters: list them, send them again."""

import threading
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query
from kafka.errors import KafkaError
from pydantic import BaseModel, ConfigDict

from dashboards.api.access import needs
from dashboards.letters import Send, letters, replay
from runtime.settings import Role, Settings
from warehouse.connect import Warehouse


class Replay(BaseModel):
    """Which letters to send again: some by id, or all that never were."""

    model_config = ConfigDict(extra="forbid")

    letters: list[str] | None = None
    all: bool = False
    force: bool = False


def dead_letters(warehouse: Warehouse, settings: Settings, send: Send) -> APIRouter:
    """Reading needs a reader's token, sending again a writer's."""
    router = APIRouter(prefix="/v1/dead-letters")
    one_at_a_time = threading.Lock()

    @router.get("", dependencies=[Depends(needs(Role.READER, settings))])
    def list_letters(limit: Annotated[int, Query(ge=1, le=10_000)] = 100) -> list[dict[str, Any]]:
        """The newest dead letters with their bytes (base64)."""
        return letters(warehouse, limit)

    @router.post("/replay", dependencies=[Depends(needs(Role.WRITER, settings))])
    def replay_letters(order: Replay) -> list[dict[str, str]]:
        """Send letters again; a letter that was sent again before is left alone unless forced."""
        if order.all == (order.letters is not None):
            raise HTTPException(422, "letters: name some, or say all")
        try:
            with one_at_a_time:
                return replay(warehouse, send, order.letters, order.force)
        except KafkaError as why:
            raise HTTPException(503, f"Kafka did not take it: {why}") from None

    return router
