"""What a trained model credits of the orders of its window, stored order by order."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from affluent.replay.facts import Period
from affluent.training.document import Document, values_of
from affluent.training.learning import decisions_of
from affluent.training.question import Enough
from consumers.credited import counts
from domain.attribution.trained import path_of, shares_of, weights_of
from events.decision import Decision, Model
from warehouse.connect import Warehouse
from warehouse.tables import TRAINED_CREDITS, TRAINED_MODELS


def store(warehouse: Warehouse, document: Document, period: Period, now_ms: int, enough: Enough) -> int:
    """Write the credits, then the model: who sees it sees all of it. Twice replaces each row; returns how many orders.

    Raises GivenUp.
    """
    weights, orders = weights_of(values_of(document)), 0
    for decisions in decisions_of(warehouse, period, enough):
        warehouse.insert(TRAINED_CREDITS, [(document["version"], *_credit(each, weights), now_ms) for each in decisions])
        orders += len(decisions)
    told = (document["version"], document["model"], *period, now_ms, json.dumps(document, ensure_ascii=False), now_ms)
    warehouse.insert(TRAINED_MODELS, [told])
    return orders


def _credit(decision: Decision, weights: Mapping[str, int]) -> tuple[Any, ...]:
    shares = shares_of(decision.net, path_of(decision), weights)
    paid: Counter[str] = Counter()
    for credit in decision.credits:
        for share in credit.shares if credit.model == Model.PAYABLE else ():
            paid[share.creator] += share.amount
    return (
        decision.shop, decision.order, decision.ordered_at, decision.version, decision.currency, decision.net, counts(decision),
        list(shares), list(shares.values()), [paid[creator] for creator in shares],
    )  # fmt: skip
