"""Dead letters, catalog versions and alerts as rows."""

from base64 import b64encode

from pydantic import ValidationError

from consumers.place import Place, Row, Rows, Undecodable, fits
from events.alert import Alert
from events.catalog import CATALOG as CATALOG_MODEL
from events.dead_letter import DeadLetter, DeadReason
from events.ids import derived_id
from events.moments import from_ms, to_ms
from events.topics import RAW
from warehouse.tables import ALERTS, CATALOG, DEAD_LETTERS, DELIVERIES, NEWEST

RAW_NAMES = {topic.name for topic in RAW}
BELOW_FACTS = 2**63
"""Taken from a dead letter's rank: a delivery that became a fact after all has its home there."""


def dead_letter_rows(place: Place, raw: bytes) -> Rows:
    """The letter; and the delivery that it was, if it came from outside. Raises Undecodable."""
    try:
        letter = DeadLetter.model_validate_json(raw)
    except ValidationError as why:
        raise Undecodable(f"not a dead letter: {why.error_count()} errors") from why
    return letter_rows(place, letter)


def letter_rows(place: Place, letter: DeadLetter) -> Rows:
    """Rows of a letter; its id is derived from what it holds, so the same letter written twice is one."""
    source = (letter.topic, letter.partition, letter.offset)
    key = None if letter.key is None else b64encode(letter.key).decode()
    value = b64encode(letter.value).decode()
    id = derived_id(letter.topic, str(letter.partition), str(letter.offset), letter.reason, key or "", value)
    told = (*source, id, letter.reason, letter.detail, to_ms(letter.at), key, value)
    if letter.topic not in RAW_NAMES:
        return [(DEAD_LETTERS, (*told, *place.columns()))]
    home = (*source, "dead_letter", "", "", "", to_ms(letter.at), place.topic)
    where = (place.epoch, place.partition, place.offset, 0, place.rank() - BELOW_FACTS)
    return [(DEAD_LETTERS, (*told, *place.columns())), (DELIVERIES, (*home, *where))]


def dead_letter_of(place: Place, at_ms: int, key: bytes | None, value: bytes, why: Undecodable) -> DeadLetter:
    """A letter about a record that the sink itself can't read."""
    return DeadLetter(
        topic=place.topic,
        partition=place.partition,
        offset=place.offset,
        reason=DeadReason.INVALID,
        detail=str(why)[:2000],
        at=from_ms(at_ms),
        key=None if key is None else b64encode(key),
        value=b64encode(value),
    )


def catalog_rows(place: Place, raw: bytes) -> Rows:
    """The row of one version of one thing in the catalog, and the same as what may be its newest. Raises Undecodable."""
    try:
        entry = CATALOG_MODEL.validate_json(raw)
    except ValidationError as why:
        raise Undecodable(f"not a catalog version: {why.error_count()} errors") from why
    names = (getattr(entry, field, "") for field in ("name", "code", "slug"))
    name = next((name for name in names if name), "")
    since, document, where = to_ms(entry.valid_from), raw.decode(), place.columns()
    version = (entry.kind, entry.id, entry.ref, name, since, to_ms(entry.recorded_at), document, *where)
    return [(CATALOG, version), (NEWEST, (entry.kind, entry.id, name, since, document, *where[:3]))]


def alert_rows(place: Place, raw: bytes) -> Rows:
    """The row of one transition of an alert. Raises Undecodable."""
    try:
        told = Alert.model_validate_json(raw)
        return [(ALERTS, (*_alert(told), *place.columns()))]
    except (ValidationError, ValueError) as why:
        raise Undecodable(f"not an alert: {why}") from why


def _alert(told: Alert) -> Row:
    moments = (told.opened_at, told.window_from, told.window_to, told.recorded_at)
    return (
        told.id, told.alert, told.transition, told.rule, told.campaign, told.brand, told.currency,
        *(to_ms(moment) for moment in moments), told.ending or "",
        fits(told.net), fits(told.cost), fits(told.orders), told.target_roas,
        told.expected_orders, told.average_order, told.average_of or "", fits(told.at_stake),
    )  # fmt: skip
