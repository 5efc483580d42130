"""Decisions and late touches as rows: the document once, one row for each model, and one that the sums are made of."""

import msgspec

from consumers.credited import credit_rows
from consumers.place import Place, Row, Rows, Undecodable, all_fit, fits
from events.decision import Decision, decode_decision, decode_late
from warehouse.tables import ATTRIBUTIONS, DECISIONS, LATE


def decision_rows(place: Place, raw: bytes) -> Rows:
    """The rows of one decision document. Raises Undecodable."""
    try:
        decision = decode_decision(raw)
        where = place.columns()
        document, models = _document_row(decision, raw.decode(), where), _models_row(decision, where)
        return [(DECISIONS, document), (ATTRIBUTIONS, models), *credit_rows(decision, where[:3])]
    except (msgspec.MsgspecError, ValueError) as why:
        raise Undecodable(f"not a decision: {why}") from why


def _document_row(decision: Decision, document: str, where: Row) -> Row:
    return (
        decision.shop, decision.order, decision.version, decision.currency,
        fits(decision.gross), fits(decision.refunded), fits(decision.net), decision.status, decision.reason, decision.policy,
        decision.ordered_at, decision.received, decision.newest, list(decision.events), document, *where,
    )  # fmt: skip


def _models_row(decision: Decision, where: Row) -> Row:
    """A row that stands for one of each model; the shares of all of them are laid end to end, as six lists of one length."""
    credits = decision.credits
    shares = [share for credit in credits for share in credit.shares]
    return (
        decision.shop, decision.order, decision.version, decision.currency, decision.gross, decision.refunded, decision.net,
        decision.status, decision.reason, decision.ordered_at, decision.received, decision.newest, *where,
        [credit.model for credit in credits], all_fit([credit.unattributed for credit in credits]),
        [len(credit.shares) for credit in credits],
        [share.creator for share in shares], [share.campaign for share in shares], [share.collaboration for share in shares],
        [share.content or "" for share in shares], [share.placement or "" for share in shares],
        all_fit([share.amount for share in shares]),
    )  # fmt: skip


def late_rows(place: Place, raw: bytes) -> Rows:
    """The row of one late touch. Raises Undecodable."""
    try:
        late = decode_late(raw)
    except (msgspec.MsgspecError, ValueError) as why:
        raise Undecodable(f"not a late touch: {why}") from why
    told = (late.id, late.shop, late.order, late.type, late.touch, late.ref, late.at, late.received, late.limit)
    return [(LATE, (*told, *place.columns()))]
