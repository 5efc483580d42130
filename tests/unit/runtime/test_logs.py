"""A log line is one JSON object, whatever somebody put into it."""

import json
import logging
import sys

import pytest

from runtime.logs import MAX_FIELD, OneLine


def line(message: str, *arguments: object, trace: bool = False) -> str:
    record = logging.LogRecord("a.room", logging.WARNING, __file__, 1, message, arguments, sys.exc_info() if trace else None)
    return OneLine().format(record)


@pytest.mark.parametrize("told", ["plain", "two\nlines", 'a "quote"', "\x1b[31mred", "ünï\u2028code", "x" * 5000])
def test_a_line_is_one_line_of_json(told: str) -> None:
    text = line("%s", told)
    assert text.isascii()
    assert "\n" not in text
    assert json.loads(text)["says"] == told[:MAX_FIELD]


def test_a_trace_travels_in_its_line() -> None:
    try:
        raise ValueError("planted")
    except ValueError:
        text = line("failed", trace=True)
    assert "planted" in json.loads(text)["trace"]
    assert "\n" not in text
