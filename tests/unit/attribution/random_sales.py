"""Random sales for the properties of the rules: journeys, contracts, policies, money, as hypothesis draws them."""

import os
from typing import Any, NamedTuple

from hypothesis import settings
from hypothesis import strategies as st

from domain.attribution.models import Shape, Weights
from domain.attribution.policy import Arbitration
from domain.attribution.terms import Conditions, Terms
from events.catalog import CodeRule
from events.facts import Ordered, Refunded, SaleLine
from events.moments import DAY_MS
from events.policy import Precedence, StackedCodes
from tests.unit.attribution.sale_parts import Sale, a_refund, an_order, conditions, terms

RULES = settings(max_examples=2000 if os.environ.get("CI") == "true" else 200, deadline=None)
"""For the properties of the rules alone: everybody else's examples stay as many as they are. No profile is registered: one
by the name of that in force (hypothesis takes "ci" where CI is set) would be everybody's."""

CREATORS = ("ann", "ben", "cleo", "dan")
CURRENCIES = ("EUR", "JPY", "KWD", "USD")
amounts = st.integers(0, 500_000)
collaborations = st.frozensets(st.sampled_from([f"{name}-spring" for name in CREATORS]), max_size=2)


class Click(NamedTuple):
    by: str
    days: float
    link: str
    flags: tuple[str, ...]


class Story(NamedTuple):
    """What a sale is made of."""

    policy: Arbitration
    contracts: dict[str, Terms]
    clicks: list[Click]
    codes: list[tuple[str, str | None, bool]]
    order: Ordered
    refunds: list[Refunded]

    def sale(self, **other: Any) -> Sale:
        """The sale of this story, or of one that differs in what is named."""
        story = self._replace(**other)
        sale = Sale(story.policy).told(story.order, *story.refunds)
        for click in story.clicks:
            contract = story.contracts[click.by]._replace(content=click.link)
            sale.click(contract, click.days, click.flags, f"{click.by}-{click.link}")
        for code, owner, exclusive in story.codes:
            sale.code(code, story.contracts[owner]._replace(exclusive=exclusive) if owner else None)
        return sale


shapes = st.builds(Shape, st.integers(0, 1_000_000), st.integers(0, 1_000_000), st.integers(1, 1_000_000))
policies = st.builds(
    Arbitration,
    st.just("s@1"),
    st.sampled_from(Precedence),
    st.integers(1, 5),
    st.integers(1, 5),
    st.sampled_from(StackedCodes),
    collaborations,
    collaborations,
    st.sampled_from([frozenset(), frozenset(), frozenset({"C"})]),
    st.sampled_from([0, 0, DAY_MS]),
    st.sampled_from([frozenset(), frozenset({"prefetch"})]),
    st.builds(Weights, shapes, shapes, shapes, st.integers(1, 90 * DAY_MS)),
)
money = st.tuples(st.integers(1, 5000), st.sampled_from(CURRENCIES))


def asked(**fields: Any) -> Conditions:
    return conditions(**{name: told for name, told in fields.items() if told})


conditions_asked = st.builds(
    asked,
    touches=st.sampled_from([None, None, frozenset({"click"}), frozenset({"code"})]),
    excluded_products=st.sampled_from([None, frozenset({"p0"}), frozenset({"p0", "p1"})]),
    minimum=st.none() | money,
    cap=st.none() | money,
    own_pseudonyms=st.sampled_from([None, None, None, frozenset({"C"})]),
)
contracts = st.fixed_dictionaries(
    {
        name: st.builds(
            terms,
            st.just(name),
            rule=st.sampled_from(CodeRule),
            lookback=st.integers(1, 40).map(lambda days: days * DAY_MS),
            commission_ppm=st.integers(0, 1_000_000),
            conditions=st.none() | conditions_asked,
        )
        for name in CREATORS
    }
)
clicks = st.builds(
    Click,
    st.sampled_from(CREATORS),
    st.floats(0, 45, allow_nan=False),
    st.sampled_from("abc"),
    st.sampled_from([(), (), (), ("bot",), ("prefetch",)]),
)
codes = st.lists(
    st.tuples(st.sampled_from(["K0", "K1", "K2"]), st.none() | st.sampled_from(CREATORS), st.booleans()),
    max_size=3,
    unique_by=lambda code: code[0],
)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    redeemed, currency = draw(codes), draw(st.sampled_from(CURRENCIES))
    products = draw(st.lists(st.tuples(amounts, st.sampled_from([None, "p0", "p1"])), min_size=1, max_size=3))
    lines = tuple(SaleLine(str(n), amount, product=product) for n, (amount, product) in enumerate(products))
    order = an_order(
        lines=lines, currency=currency, codes=tuple(code for code, _, _ in redeemed), customer=draw(st.sampled_from([None, "C"]))
    )
    back = draw(st.lists(amounts, max_size=3))
    refunds = [a_refund(amount, f"r{n}", currency=currency) for n, amount in enumerate(back)]
    return Story(draw(policies), draw(contracts), draw(st.lists(clicks, max_size=6)), redeemed, order, refunds)
