"""A truth log that begins with a catalog of three creators."""

import pytest

from tests.unit.oracle.truth_parts import DAY, LATENESS_S, Log, T, collaboration


@pytest.fixture
def log(tmp_path):
    log = Log(tmp_path / "truth.jsonl")
    log.catalog(
        T - 100 * DAY,
        campaigns=[{"id": "summer", "allowed_lateness_s": LATENESS_S}],
        collaborations=[collaboration("ann"), collaboration("bob", "click_first"), collaboration("cat")],
        links=[{"id": f"l-{name}", "collaboration": name, "content": f"reel-{name}"} for name in ("ann", "bob", "cat")],
        codes=[
            {"id": "k-ann", "shop": "shop", "code": "ANN10", "collaboration": "ann"},
            {"id": "k-bob", "shop": "shop", "code": "BOB10", "collaboration": "bob"},
            {"id": "k-all", "shop": "shop", "code": "WELCOME"},
            {"id": "k-old", "shop": "shop", "code": "OLD", "collaboration": "cat", "valid_to": T - DAY},
        ],
    )
    return log
