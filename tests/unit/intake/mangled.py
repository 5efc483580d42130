"""Good records as the collector writes them, with something done to them: to a field, to the way of writing, to a byte."""

import json
import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from collector.records import record_of
from events.topics import BY_NAME, CLICKS, SALES
from runtime.kafka_records import Record
from tests.unit.intake.records import a_click, a_record

EXAMPLES = sorted(Path(__file__).parents[3].glob("events/examples/affluent.[cs]*.v1/*.json"))
TEXTS = [
    "", " ", "spring", "spring@0", "a b", "a\n", "\na", "a\0", "a\x1f", "a\x7f", "\u2028", "\u0130", "\u017fEK", "\ufeffx",
    "a/b", "a+b=", "a@b", "x" * 64, "x" * 65, "x" * 128, "x" * 129, "\U0001f600" * 255, "\U0001f600" * 256, "EUR", "eur", "XXX",
    "m\u00eda", "placed", "cancelled", "refund", "chargeback", "shipped", "product", "bot", "29", "-1", "true", "null",
]  # fmt: skip
DAYS = [
    "2026-11-18",
    "1970-01-01",
    "1969-12-31",
    "2199-12-31",
    "2200-01-01",
    "0001-01-01",
    "0000-01-01",
    "2025-02-29",
    "20261118",
]
TIMES = ["10:00:00", "23:59:59.999", "10:00:00.1234567", "09:59:59.9999996", "10:00:00.123456", "24:00:00", "23:59:60", "10:00"]
OFFSETS = ["Z", "z", "+00:00", "-00:00", "+0000", "+14:00", "-12:00", "+23:59", "+24:00", "", " Z"]
NUMBERS = [0, -1, 1, 1.0, 1e3, 0.1, 2**31 - 1, 2**31, 2**50, 2**50 + 1, -(2**50), -(2**50) - 1, 2**53 + 1, 2**63, 2**64, 10**400]

moments = st.builds("{}{}{}{}".format, *map(st.sampled_from, (DAYS, ["T", "t", " ", "_", ""], TIMES, OFFSETS)))
atoms = st.sampled_from([None, True, False, *TEXTS, *NUMBERS]) | moments
values = atoms | st.lists(atoms, max_size=3) | st.dictionaries(st.sampled_from(["line_id", "amount", "a"]), atoms, max_size=2)


def written_by_the_collector() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in EXAMPLES:
        if path.parent.name in (CLICKS.name, SALES.name):
            event = BY_NAME[path.parent.name].model.validate_json(path.read_bytes())  # type: ignore[union-attr]
            told = event.model_copy(update={"received_at": event.event_at})
            yield path.parent.name, json.loads(record_of(told).value)
    click = a_click(received_at="2026-11-18T10:00:00.250000+00:00", link_version="spring@0")
    yield CLICKS.name, click | {"flags": ["bot"], "referrer_host": "www.example"}


GOOD = list(written_by_the_collector())


def nodes(body: dict[str, Any]) -> list[dict[str, Any]]:
    lines = body.get("lines")
    return [body, *(line for line in lines if isinstance(line, dict))] if isinstance(lines, list) else [body]


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A good record with something done to it: to its fields, to how it is written, to its bytes."""
    topic, good = draw(st.sampled_from(GOOD))
    body = json.loads(json.dumps(good))
    for _ in range(draw(st.integers(0, 2))):
        node = draw(st.sampled_from(nodes(body)))
        name = draw(st.sampled_from([*node, "colour", "link_version", "codes", "test"]))
        if draw(st.integers(0, 3)):
            node[name] = draw(values)
        else:
            node.pop(name, None)
    raw = draw(st.sampled_from(WAYS))(body, draw(st.randoms(use_true_random=False)))
    damage, junk = draw(st.sampled_from(DAMAGE)), draw(st.binary(max_size=2))
    return a_record(damage(raw, draw(st.randoms(use_true_random=False)), junk), topic)


def each_field_changed(good: dict[str, Any]) -> Iterator[bytes]:
    """Every value in every place, of the record and of its first line; and every name left out."""
    for node, name in [(place, name) for place, one in enumerate(nodes(good)[:2]) for name in [*one, "colour"]]:
        own = nodes(good)[node].get(name)
        many = [own * 1000, own * 1001, own * 20, own * 21] if isinstance(own, list) else []
        for value in [*TEXTS, *NUMBERS, None, True, [], {}, [[]], [{}], *([text] for text in TEXTS), *many]:
            body = json.loads(json.dumps(good))
            nodes(body)[node][name] = value
            yield as_the_collector(body)
        body = json.loads(json.dumps(good))
        nodes(body)[node].pop(name, None)
        yield as_the_collector(body)


def each_moment_changed(good: dict[str, Any]) -> Iterator[bytes]:
    for name in ("event_at", "received_at", "ordered_at"):
        for parts in product(DAYS, ["T", "t", " ", "_", ""], TIMES, OFFSETS) if name in good else ():
            raw = as_the_collector(good | {name: "".join(parts)})
            yield raw
            yield raw.replace(b"9996", b"999\\u0036")


def as_the_collector(body: dict[str, Any], rng: random.Random | None = None) -> bytes:
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()


def with_blanks(body: dict[str, Any], rng: random.Random) -> bytes:
    return json.dumps(body, indent=rng.choice((None, 1))).encode()


def in_disorder(body: dict[str, Any], rng: random.Random) -> bytes:
    return as_the_collector(dict(rng.sample(list(body.items()), len(body))), rng)


def told_twice(body: dict[str, Any], rng: random.Random) -> bytes:
    """A name is given twice, before or after its own place, with its own value or another."""
    raw, node = as_the_collector(body, rng), rng.choice(nodes(body))
    name = rng.choice([*node, "colour"])
    value = rng.choice([node.get(name), 1, "twice", None])
    more, there = as_the_collector({name: value}, rng)[1:-1], as_the_collector(node, rng)
    return raw.replace(there, rng.choice((b"{" + more + b"," + there[1:], there[:-1] + b"," + more + b"}")))


def escaped(body: dict[str, Any], rng: random.Random) -> bytes:
    raw = as_the_collector(body, rng)
    place = rng.choice([n for n, byte in enumerate(raw) if chr(byte).isalnum()])
    return raw[:place] + rf"\u{raw[place]:04x}".encode() + raw[place + 1 :]


def with_a_constant(body: dict[str, Any], rng: random.Random) -> bytes:
    return as_the_collector(body, rng)[:-1] + rng.choice((b',"more":NaN}', b',"amount":-Infinity}', b',"more":1e999}', b"}"))


def whole(raw: bytes, rng: random.Random, junk: bytes) -> bytes:
    return raw


def replaced(raw: bytes, rng: random.Random, junk: bytes) -> bytes:
    place = rng.randrange(len(raw))
    return raw[:place] + junk + raw[place + rng.randrange(3) :]


def around(raw: bytes, rng: random.Random, junk: bytes) -> bytes:
    return rng.choice((junk + raw, raw + junk, raw + b" \n", b"\xef\xbb\xbf" + raw, raw + raw))


WAYS = (as_the_collector, as_the_collector, with_blanks, in_disorder, told_twice, escaped, with_a_constant)
DAMAGE = (whole, whole, whole, replaced, around)
