"""Routes of trained models: asked of the warehouse's process, because an embedded warehouse belongs to it alone."""

from typing import Any, Literal

from fastapi import APIRouter, Depends, HTTPException
from pydantic import Field

from affluent.files.refusals import BadChoice
from affluent.keeping_up import Busy
from affluent.replay.window import Window
from affluent.training.question import Question
from affluent.training.trainer import Trainer, UnknownModel
from dashboards.api.access import needs
from runtime.settings import Role, Settings


class Asked(Window):
    """The body of a question."""

    model: Literal["markov", "shapley"] = "markov"
    order: int = Field(1, ge=1, le=5)
    samples: int = Field(1000, ge=2, le=1_000_000)

    def question(self) -> Question:
        """As the trainer asks it."""
        return Question(self.model, self.period, self.order, self.samples)


def training_routes(trainer: Trainer, settings: Settings) -> APIRouter:
    """Worked out in threads of the server's: a reader looks, a writer trains."""
    router = APIRouter(prefix="/v1/models")
    reader, writer = ([Depends(needs(role, settings))] for role in (Role.READER, Role.WRITER))

    @router.post("", dependencies=writer)
    def train(asked: Asked) -> dict[str, Any]:
        """Learn a model from the orders and clicks of a window and store it; the answer is the model."""
        try:
            return trainer.train(asked.question())
        except Busy as why:
            raise HTTPException(409, str(why)) from None
        except BadChoice as why:
            raise HTTPException(422, str(why)) from None

    @router.get("", dependencies=reader)
    def trained() -> list[dict[str, Any]]:
        """Every model that was trained."""
        return trainer.models()

    @router.get("/{version}", dependencies=reader)
    def one(version: str) -> dict[str, Any]:
        """A model, whole, and what it credits each creator of the orders of its window, beside what is payable."""
        try:
            return trainer.model(version)
        except UnknownModel as why:
            raise HTTPException(404, str(why)) from None

    return router
