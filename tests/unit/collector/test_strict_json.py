"""JSON that could be read in two ways is not read at all."""

import pytest

from collector.strict_json import MAX_DEPTH, NotJson, read_json


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"{", id="unfinished"),
        pytest.param(b'{"total": 1, "total": 2}', id="a key twice"),
        pytest.param(b'{"a": [{"b": 1, "b": 1}]}', id="a key twice, deep inside"),
        pytest.param(b'{"total": NaN}', id="NaN"),
        pytest.param(b"[-Infinity]", id="infinity"),
        pytest.param(b"\xff\xfe", id="not UTF-8"),
        pytest.param(b"[" * 100_000, id="bottomless"),
        pytest.param(b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), id="too deep"),
        pytest.param(b'{"id": ' + b"9" * 5000 + b"}", id="an endless number"),
    ],
)
def test_what_is_not_strict_json_is_refused(raw: bytes) -> None:
    with pytest.raises(NotJson):
        read_json(raw)


def test_numbers_stay_exact() -> None:
    assert read_json(b'{"id": 9007199254740993, "rate": 0.065, "big": 1e400}') == {
        "id": 9007199254740993,
        "rate": "0.065",
        "big": "1e400",
    }
