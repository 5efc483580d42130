"""Every line of the peers' table in docs/attribution.md: the policy written there pays who is written there."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from domain.attribution.policy import arbitration_of
from domain.attribution.terms import Terms
from events.catalog import CodeRule
from events.policy import Policy
from tests.unit.attribution.sale_parts import Sale, an_order, paid, terms

PAGE = Path(__file__).parents[3] / "docs/attribution.md"
JOURNEYS = ("ann", "ben ann", "ann ben", "")
SYSTEMS = {
    "Modash", "impact.com", "Awin", "Refersion", "Everflow", "Aspire", "AffiliateWP", "GoAffPro", "Dub on Stripe",
    "Dub on Shopify", "Triple Whale", "Shopify Collabs",
}  # fmt: skip


def _rows() -> list[list[str]]:
    section = PAGE.read_text().split("## What others do")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


ROWS = _rows()


def _sale(told: dict[str, Any], clicks: str, codes: tuple[str, ...]) -> Sale:
    policy = Policy(id="s", shop="s", valid_from=PAST, recorded_at=PAST, **told.get("policy", {}))
    rule = CodeRule(told.get("collaboration", {}).get("code_rule", "code_first"))
    ben: Terms = terms("ben", rule=rule, exclusive=told.get("code", {}).get("exclusive", False))
    sale = Sale(arbitration_of(policy)).told(an_order(codes=codes)).code("BEN10", ben).code("HELLO", None)
    for age, name in enumerate(reversed(clicks.split())):
        sale.click(terms(name), age + 1)
    return sale


PAST = "2020-01-01T00:00:00Z"


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row[0]}: {row[1]}") for row in ROWS])
@pytest.mark.parametrize("codes", [("BEN10",), ("HELLO", "BEN10")], ids=["", "with a generic code"])
def test_the_policy_pays_as_the_system_documents(row: list[str], codes: tuple[str, ...]) -> None:
    told = yaml.safe_load(row[2].strip("`"))
    for clicks, expected in zip(JOURNEYS, row[3:], strict=True):
        parts = [] if expected == "nobody" else [[*part.split(), "1000"] for part in expected.split(", ")]
        decision = _sale(told, clicks, codes).decide()
        assert paid(decision) == {part[0]: int(part[1]) for part in parts}, clicks
        assert all(each.reason for each in decision.candidates)


def test_the_table_has_every_system_with_a_documented_rule() -> None:
    section = PAGE.read_text().split("## What others do")[1].split("\n## ")[0]
    assert [system for system in sorted(SYSTEMS) if system not in section] == []
    assert len(ROWS) >= len(SYSTEMS)


@pytest.mark.parametrize("clicks", ["ann", ""])
def test_a_generic_code_alone_never_suppresses_a_click(clicks: str) -> None:
    for row in ROWS:
        told = yaml.safe_load(row[2].strip("`"))
        decision = _sale(told, clicks, ("HELLO",)).decide()
        assert paid(decision) == ({"ann": 1000} if clicks else {})
