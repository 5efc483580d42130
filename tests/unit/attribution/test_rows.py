"""Rows and messages of the previous release are read as they are: what is new has a default."""

import msgspec

from domain.attribution.rows import APPLIED_BYTES, CustomerRow, OrderRow, decode_row, encode_row
from domain.finance.net_revenue import return_of, telling_of
from events.facts import Ordered
from events.journal import decode_bundle, encode_bundle
from events.messages import Devices, Envelope, Join
from tests.unit.attribution.sale_parts import a_refund, an_order


def test_an_order_s_row_without_policy_products_and_what_comes_last_is_read() -> None:
    tellings, returns = {"e0": telling_of(an_order())}, {"r0": return_of(a_refund(5))}
    row = OrderRow(shop="s", order="o", tellings=tellings, returns=returns, applied=7)
    raw = encode_row(row)
    fields = msgspec.msgpack.decode(raw[APPLIED_BYTES:])
    fields[5]["e0"] = fields[5]["e0"][:11]
    fields[6]["r0"] = fields[6]["r0"][:5]
    before = raw[:APPLIED_BYTES] + msgspec.msgpack.encode(fields[:-1])
    again = decode_row(before)
    assert isinstance(again, OrderRow)
    assert (again.applied, again.closed, again.tellings["e0"].policy) == (7, False, "")
    assert (again.tellings["e0"].products, again.returns["r0"].lines, again.returns["r0"].amount) == ((), (), 5)


def test_a_customer_s_row_without_first_orders_is_read() -> None:
    raw = encode_row(CustomerRow(devices={"V": 1}, orders={}, firsts={"s/o": (1, 2)}))
    before = raw[:APPLIED_BYTES] + msgspec.msgpack.encode(msgspec.msgpack.decode(raw[APPLIED_BYTES:])[:-1])
    assert decode_row(before) == CustomerRow(devices={"V": 1}, orders={}, firsts={})


def test_messages_without_the_new_fields_are_read() -> None:
    told = (Envelope("o:s/o", an_order()), Envelope("c:s/x", Join("s/o", 5, (), "a", 3, 4)), Envelope("o:s/o", Devices((), "a")))
    schema, messages = msgspec.msgpack.decode(encode_bundle(told))
    shorter = [[key, body[:-cut], *rest] for (key, body, *rest), cut in zip(messages, (1, 4, 3), strict=True)]
    order, join, devices = (each.body for each in decode_bundle(msgspec.msgpack.encode([schema, shorter])))
    assert isinstance(order, Ordered)
    assert (order.policy, join, devices) == ("", Join("s/o", 5, (), "a"), Devices((), "a"))
