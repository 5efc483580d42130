"""The doors' models and the journal's structs are one vocabulary: this holds them together field by field."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from pydantic import BaseModel

from events.addressing import partition_of
from events.catalog import Code
from events.click import Click, ClickFlag
from events.cost import Cost, CostKind
from events.engagement import Engagement, Provenance
from events.facts import Delivery
from events.journal import decode_bundle, encode_bundle
from events.messages import Envelope
from events.moments import to_ms
from events.sale import Line, LineKind, OrderEvent, RefundEvent, RefundLine
from intake.translation import (
    click_envelope,
    code_envelope,
    cost_envelope,
    engagement_envelope,
    order_envelope,
    refund_envelope,
)

AT, RECEIVED = 1_700_000_000_000, 1_700_000_005_000
CAME_IN = Delivery(1, 3, 99)
MOMENT = datetime(2023, 11, 14, 22, 0, tzinfo=UTC)
COMMON: dict[str, Any] = {"event_id": "e-1", "event_at": MOMENT, "received_at": MOMENT}
RENAMED = {
    "event_id": "id",
    "event_at": "at",
    "received_at": "received",
    "visitor_id": "visitor",
    "customer_id": "customer",
    "click_id": "click",
    "order_id": "order",
    "line_id": "line",
    "product_id": "product",
    "recorded_at": "recorded",
}

CLICK = Click(
    **COMMON,
    link="l",
    link_version="l@5",
    visitor_id="v",
    flags=(ClickFlag.BOT, ClickFlag.PREFETCH),
    referrer_host="x.example",
)
LINE = Line(line_id="1", amount=5, discount=2, tax=1, quantity=3, kind=LineKind.GIFT_CARD, product_id="p")
ORDER = OrderEvent(
    **COMMON,
    kind="edited",
    shop="s",
    order_id="o",
    ordered_at=MOMENT,
    currency="EUR",
    lines=(LINE,),
    codes=("MIA10",),
    customer_id="c",
    visitor_id="v",
    click_id="k",
    test=True,
)
BACK = RefundLine(line_id="1", amount=5, tax=1, kind=LineKind.TIP)
REFUND = RefundEvent(**COMMON, kind="chargeback", shop="s", order_id="o", currency="JPY", lines=(BACK,), adjustment=7)
SEEN = Engagement(
    **COMMON,
    content="reel",
    provenance=Provenance.PUBLIC,
    views=1,
    reach=2,
    likes=3,
    comments=4,
    shares=5,
    saves=6,
)
COST = Cost(
    **COMMON,
    kind=CostKind.AGENCY,
    campaign="ca",
    collaboration="co",
    content="ct",
    amount=9,
    currency="EUR",
    accrues_from=date(2023, 1, 2),
    accrues_to=date(2023, 1, 3),
)
CODE = Code(id="mia", valid_from=MOMENT, recorded_at=MOMENT, shop="s", code=" Mia10 ", collaboration="co", valid_to=MOMENT)

ENVELOPES = [
    pytest.param(CLICK, click_envelope(CLICK, "l@5", AT, RECEIVED, CAME_IN), "v:v", id="a click"),
    pytest.param(ORDER, order_envelope(ORDER, AT, RECEIVED, CAME_IN, to_ms(MOMENT), "s@5"), "o:s/o", id="an order"),
    pytest.param(REFUND, refund_envelope(REFUND, AT, RECEIVED, CAME_IN), "o:s/o", id="a refund"),
    pytest.param(SEEN, engagement_envelope(SEEN, AT, RECEIVED, CAME_IN), "f:e-1", id="an engagement"),
    pytest.param(COST, cost_envelope(COST, AT, RECEIVED, CAME_IN), "f:e-1", id="a cost"),
    pytest.param(CODE, code_envelope(CODE), "k:s/mia10", id="a code"),
]
CATALOG_ONLY = {"id", "kind", "collaboration", "collaboration_version", "exclusive"}
"""What a code's entity does not ask: its version's ref names them."""


def journal_form(value: Any) -> Any:
    if isinstance(value, datetime):
        return to_ms(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return tuple(map(journal_form, value))
    if isinstance(value, BaseModel):
        return {RENAMED.get(name, name): journal_form(getattr(value, name)) for name in type(value).model_fields}
    return value


def struct_form(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(struct_form, value))
    if isinstance(value, msgspec.Struct):
        return {name: struct_form(getattr(value, name)) for name in value.__struct_fields__}
    return value


@pytest.mark.parametrize(("event", "envelope", "key"), ENVELOPES)
def test_every_field_of_the_model_reaches_the_struct_and_the_struct_has_no_other(
    event: BaseModel, envelope: Envelope, key: str
) -> None:
    expected = journal_form(event)
    if isinstance(event, Code):
        expected = {name: told for name, told in expected.items() if name not in CATALOG_ONLY} | {"ref": event.ref}
    else:
        expected |= {"at": AT, "received": RECEIVED}
    if isinstance(event, OrderEvent):
        expected["policy"] = "s@5"
    if isinstance(event, RefundEvent):
        expected["lines"] = tuple({"discount": 0, "quantity": 0, "product": None} | line for line in expected["lines"])
    assert struct_form(envelope.body) == expected


@pytest.mark.parametrize(("event", "envelope", "key"), ENVELOPES)
def test_an_envelope_is_addressed_and_survives_the_journal(event: BaseModel, envelope: Envelope, key: str) -> None:
    assert envelope.key == key
    assert envelope.delivery == (None if isinstance(event, Code) else CAME_IN)
    assert decode_bundle(encode_bundle((envelope,))) == (envelope,)
    assert 0 <= partition_of(envelope.key, 4) < 4


def test_a_click_without_consent_is_a_fact_for_nobody() -> None:
    unseen = CLICK.model_copy(update={"visitor_id": None})
    assert click_envelope(unseen, "l@5", AT, RECEIVED, CAME_IN).key == "f:e-1"
