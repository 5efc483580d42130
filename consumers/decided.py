"""Decisions and late touches as rows: the document once, and one row for each model."""

import msgspec

from consumers.place import Place, Row, Rows, Undecodable, fits
from events.decision import Credit, Decision, decode_decision, decode_late
from warehouse.tables import ATTRIBUTIONS, DECISIONS, LATE


def decision_rows(place: Place, raw: bytes) -> Rows:
    """The rows of one decision document. Raises Undecodable."""
    try:
        decision = decode_decision(raw)
        models = [(ATTRIBUTIONS, _model_row(place, decision, credit)) for credit in decision.credits]
        return [(DECISIONS, _document_row(place, decision, raw.decode())), *models]
    except (msgspec.MsgspecError, ValueError) as why:
        raise Undecodable(f"not a decision: {why}") from why


def _document_row(place: Place, decision: Decision, document: str) -> Row:
    return (
        decision.shop, decision.order, decision.version, decision.currency,
        fits(decision.gross), fits(decision.refunded), fits(decision.net), decision.status, decision.reason, decision.policy,
        decision.ordered_at, decision.received, decision.newest, list(decision.events), document, *place.columns(),
    )  # fmt: skip


def _model_row(place: Place, decision: Decision, credit: Credit) -> Row:
    shares = credit.shares
    return (
        decision.shop, decision.order, credit.model, decision.version,
        [share.creator for share in shares], [share.campaign for share in shares],
        [share.collaboration for share in shares], [share.content or "" for share in shares],
        [share.placement or "" for share in shares], [fits(share.amount) for share in shares], fits(credit.unattributed),
        decision.currency, decision.gross, decision.refunded, decision.net, decision.status, decision.reason,
        decision.ordered_at, decision.received, decision.newest, *place.columns(),
    )  # fmt: skip


def late_rows(place: Place, raw: bytes) -> Rows:
    """The row of one late touch. Raises Undecodable."""
    try:
        late = decode_late(raw)
    except (msgspec.MsgspecError, ValueError) as why:
        raise Undecodable(f"not a late touch: {why}") from why
    told = (late.id, late.shop, late.order, late.type, late.touch, late.ref, late.at, late.received, late.limit)
    return [(LATE, (*told, *place.columns()))]
