"""Published contracts of other systems: data beside the checkout, not in it."""

import os
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parents[1]


def contract(name: str) -> Path:
    """A file of the contracts' folder; where it is absent the test is skipped by name, with CI=true it fails."""
    found = next((path for parent in ROOT.parents if (path := parent / "shared" / "contracts" / name).is_file()), None)
    if found is None:
        missing(f"contract {name}")
    return found


def missing(what: str) -> NoReturn:
    """Skip the test that needs this; with CI=true, fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI=true allows no skip")
    pytest.skip(f"{what} is missing")
