"""The keys of the sink are the engine's."""

import pytest

from warehouse.connect import Warehouse
from warehouse.keys import key_of


@pytest.mark.parametrize("names", [("ann",), ("ann", "spring", ""), ("Zoë", "été", "🎬"), ("",)])
def test_the_engine_finds_what_the_sink_wrote(warehouse: Warehouse, names: tuple[str, ...]) -> None:
    [row] = warehouse.rows("SELECT xxHash64({text:String}) AS key", {"text": "\0".join(names)})
    assert row["key"] == key_of(*names)
