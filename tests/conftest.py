"""What every test may rely on; and in which order the files run."""

import os

import pytest

from tests.order import place

os.environ["JDK_JAVA_OPTIONS"] = "-XX:TieredStopAtLevel=1"
"""A broker of a test lives for seconds: compiling its code a second time, and better, took a third of its whole work."""


def pytest_configure(config: pytest.Config) -> None:
    """xdist would begin with the files of most tests, and those of one long test would be left for the end."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long come first; within a file nothing moves."""
    items.sort(key=lambda item: place(item.path))
