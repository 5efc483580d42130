"""A worker's rows as if people had clicked and bought before, made directly: what state is there before a measurement begins."""

from collections.abc import Iterator
from random import Random

from bench.traffic import people as person
from bench.traffic.contracts import catalog
from bench.traffic.written_rows import Row
from domain.attribution.rows import CustomerRow, DeviceRow, encode_row
from events.addressing import DEVICE, customer_key, partition_of
from events.catalog import Link
from events.ids import derived_id
from events.messages import Touch
from events.moments import DAY_MS

KINDS = 500
"""So many different device rows; each is used for many people."""
SINCE_MS = 6 * DAY_MS


def known_people(people: int, touches: int, now_ms: int, partitions: int) -> Iterator[Row]:
    """The row of every device, with that many touches of the last six days, and of every buyer, with all their devices."""
    kinds = [_device_row(number, touches, now_ms) for number in range(KINDS)]
    for number in range(people):
        visitors = [person.visitor(number, device) for device in range(person.devices(number))]
        for visitor in visitors:
            yield _row(DEVICE + visitor, bytes(bytearray(kinds[number % KINDS])), partitions)
        row = CustomerRow(devices=dict.fromkeys(visitors, now_ms - SINCE_MS))
        yield _row(customer_key(person.shop(number), person.customer(number)), encode_row(row), partitions)


def _row(key: str, value: bytes, partitions: int) -> Row:
    return Row(key.encode(), value, partition_of(key, partitions))


def _device_row(number: int, touches: int, now_ms: int) -> bytes:
    rng = Random(number)  # noqa: S311  to be predictable is the point
    links = [entry.ref for entry in catalog() if isinstance(entry, Link)]
    row = DeviceRow()
    for each in range(touches):
        id, at = derived_id("touch", str(number), str(each)), now_ms - rng.randrange(SINCE_MS)
        row.touches[id] = Touch(id, at, at, rng.choice(links))
    return encode_row(row)
