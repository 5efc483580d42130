"""A code's version that came too late is told as late only if it could have counted."""

import pytest

from domain.attribution.decide import decide
from domain.attribution.horizons import Horizons
from events.messages import CodeVersion
from tests.unit.attribution.sale_parts import Sale, T, an_order, reasons, terms

AFTERWARDS = T + Horizons().lateness + 1


@pytest.mark.parametrize(("begins", "recorded", "told", "why"), [
    pytest.param(T, AFTERWARDS, ["s/BEN10@1"], "unknown_code", id="one in force at the sale is late"),
    pytest.param(T + 1, AFTERWARDS, [], "unknown_code", id="one that began after the sale is not"),
    pytest.param(T + 1, T, [], "code_not_in_force", id="one that was known in time says why the code does not count"),
])  # fmt: skip
def test_a_version_is_late_only_if_it_could_have_counted(begins: int, recorded: int, told: list[str], why: str) -> None:
    sale = Sale().told(an_order(codes=("BEN10",)))
    sale.known["code", "s/BEN10@1"] = terms("ben")
    sale.row.versions["s/BEN10@1"] = CodeVersion("s", "BEN10", "s/BEN10@1", begins, recorded)
    decision, late = decide(sale.row, sale.world)
    assert [each.ref for each in late] == told
    assert reasons(decision) == {"BEN10": why}
