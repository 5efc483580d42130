"""Decisions and late touches as rows: the document once, one row for each model, and one that the sums are made of."""

import msgspec

from consumers.credited import credit_rows
from consumers.place import Place, Row, Rows, Undecodable, fits
from events.decision import Decision, Share, decode_decision, decode_late
from warehouse.tables import ATTRIBUTIONS, DECISIONS, LATE


def decision_rows(place: Place, raw: bytes) -> Rows:
    """The rows of one decision document. Raises Undecodable."""
    try:
        decision = decode_decision(raw)
        where = place.columns()
        models = _model_rows(decision, where)
        return [(DECISIONS, _document_row(decision, raw.decode(), where)), *models, *credit_rows(decision, where[:3])]
    except (msgspec.MsgspecError, ValueError) as why:
        raise Undecodable(f"not a decision: {why}") from why


def _document_row(decision: Decision, document: str, where: Row) -> Row:
    return (
        decision.shop, decision.order, decision.version, decision.currency,
        fits(decision.gross), fits(decision.refunded), fits(decision.net), decision.status, decision.reason, decision.policy,
        decision.ordered_at, decision.received, decision.newest, list(decision.events), document, *where,
    )  # fmt: skip


def _model_rows(decision: Decision, where: Row) -> Rows:
    shop, order, version = decision.shop, decision.order, decision.version
    same = (
        decision.currency, decision.gross, decision.refunded, decision.net, decision.status, decision.reason,
        decision.ordered_at, decision.received, decision.newest, *where,
    )  # fmt: skip
    return [
        (ATTRIBUTIONS, (shop, order, credit.model, version, *_shares(credit.shares), fits(credit.unattributed), *same))
        for credit in decision.credits
    ]


def _shares(shares: tuple[Share, ...]) -> Row:
    """Creators, campaigns, collaborations, contents, placements, amounts: six lists of one length, nearly always of one."""
    if len(shares) == 1:
        [one] = shares
        return [one.creator], [one.campaign], [one.collaboration], [one.content or ""], [one.placement or ""], [fits(one.amount)]
    return (
        [share.creator for share in shares], [share.campaign for share in shares],
        [share.collaboration for share in shares], [share.content or "" for share in shares],
        [share.placement or "" for share in shares], [fits(share.amount) for share in shares],
    )  # fmt: skip


def late_rows(place: Place, raw: bytes) -> Rows:
    """The row of one late touch. Raises Undecodable."""
    try:
        late = decode_late(raw)
    except (msgspec.MsgspecError, ValueError) as why:
        raise Undecodable(f"not a late touch: {why}") from why
    told = (late.id, late.shop, late.order, late.type, late.touch, late.ref, late.at, late.received, late.limit)
    return [(LATE, (*told, *place.columns()))]
