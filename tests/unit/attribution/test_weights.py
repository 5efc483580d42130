"""A shop's policy sets the weights of the models that have any, and the decision names them."""

from pathlib import Path

import pytest

from domain.attribution.models import Shape, Weights
from domain.attribution.policy import DEFAULT, Arbitration
from events.decision import Decision
from events.moments import DAY_MS
from tests.unit.attribution.sale_parts import Sale, an_order, terms

PAGE = Path(__file__).parents[3] / "docs/attribution.md"
OWN = DEFAULT._replace(weights=Weights(Shape(10, 70, 20), Shape(0, 30, 70), Shape(1, 0, 0), DAY_MS))


def decided(policy: Arbitration, creators: str = "ann ben cleo") -> Decision:
    sale = Sale(policy).told(an_order())
    for days, name in zip((3, 2, 1), creators.split(), strict=False):
        sale.click(terms(name), days)
    return sale.decide()


def amounts(decision: Decision) -> dict[str, list[int]]:
    return {each.model: [share.amount for share in each.shares] for each in decision.credits}


@pytest.mark.parametrize(
    ("model", "usual", "own"),
    [
        ("position_based", [400, 200, 400], [100, 700, 200]),
        ("j_shaped", [200, 200, 600], [300, 700]),
        ("inverse_j", [600, 200, 200], [1000]),
        ("time_decay", [301, 332, 367], [143, 286, 571]),
        ("linear", [334, 333, 333], [334, 333, 333]),
    ],
)
def test_the_policy_says_how_the_models_weigh(model: str, usual: list[int], own: list[int]) -> None:
    assert amounts(decided(DEFAULT))[model] == usual
    assert amounts(decided(OWN))[model] == own


def test_a_decision_names_its_weights() -> None:
    assert decided(DEFAULT).weights == "weights@1"
    assert decided(OWN).weights == "weights@1 position=10/70/20 j=0/30/70 inverse_j=1/0/0 half_life_ms=86400000"


def test_the_example_of_the_page() -> None:
    policy = DEFAULT._replace(weights=Weights(Shape(30, 40, 30), half_life=3 * DAY_MS))
    sale = Sale(policy).told(an_order()).click(terms("ann"), 6).click(terms("ben"), 3).click(terms("cleo"), 0)
    decision = sale.decide()
    assert amounts(decision)["position_based"] == [300, 400, 300]
    assert amounts(decision)["time_decay"] == [143, 286, 571]
    assert f"`{decision.weights}`" in PAGE.read_text()


def test_nobody_is_paid_otherwise_and_whoever_is_alone_has_all_of_it() -> None:
    assert decided(OWN).credits[0] == decided(DEFAULT).credits[0]
    assert decided(OWN, "ann ann").credits == decided(DEFAULT, "ann ann").credits
