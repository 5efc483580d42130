"""What can't be right: signed nonsense that must end as a dead letter, and requests that must be refused."""

import httpx

from affluent.world.doors.asking import Asking
from affluent.world.doors.shops import Delivery, Shops

SIGNED_NONSENSE: tuple[tuple[str, bytes], ...] = (
    ("orders/create", b"this is not JSON"),
    ("orders/create", b'{"id": 1, "id": 2}'),
    ("orders/create", b'["an", "order"]'),
    ("orders/paid", b'{"id": 9007199254740993, "currency": "EUR", "created_at": "2026-01-01T00:00:00Z"}'),
    ("orders/updated", b'{"id": 5, "currency": "DOUBLOON", "created_at": "2026-01-01T00:00:00Z", "line_items": []}'),
    ("refunds/create", b'{"id": 6, "order_id": 5, "refund_line_items": [{"subtotal": "1.00"}]}'),
    ("orders/create", b"\xff\xfe\x00{}"),
)
MISTAKES: tuple[bytes, ...] = (
    b'[{"kind": "click"}]',
    b'{"kind": "placed", "shop": "s", "order_id": "1", "lines": [{"line_id": "1", "amount": 1.5}]}',
    b"[" * 100,
    b'{"kind": "gossip"}',
)


class Attacker:
    """Sends the one or the other."""

    def __init__(self, collector: str, shops: Shops, asking: Asking) -> None:
        self._collector, self._shops, self._asking = collector, shops, asking

    def attack(self, shop: str, which: int) -> None:
        """Signed nonsense half of the time; else something without a right to be heard."""
        if which % 2:
            topic, body = SIGNED_NONSENSE[which // 2 % len(SIGNED_NONSENSE)]
            self._shops.send(Delivery(shop, topic, body, ({"tells": "dead", "body": repr(body)},)))
        elif which % 4:
            self._shops.send(Delivery(shop, "orders/create", b'{"id": 7}', ()), signature="bm90IG91cnM=")
        else:
            self._ask("POST", "/v1/events", MISTAKES[which // 4 % len(MISTAKES)])
            self._ask("GET", "/r/no-such-link", b"")

    def _ask(self, method: str, path: str, body: bytes) -> None:
        number = self._asking.log.intends("hostile", [], path=path, body=repr(body))
        answer = self._asking.until_answered(number, lambda: httpx.Request(method, self._collector + path, content=body))
        self._asking.log.fail(number, answer.status_code)
