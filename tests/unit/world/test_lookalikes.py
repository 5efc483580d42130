"""Two campaigns that differ only in what they sell."""

from decimal import Decimal

import pytest

from affluent.world.plot.cast import cast
from affluent.world.plot.history import SPAN, Batch, history
from affluent.world.plot.lookalikes import lookalikes
from domain.finance.net_revenue import net_of_lines
from domain.performance.standing import MILLION, Sold, Standing, expected, is_below
from events.facts import SaleLine

START = 1_790_000_000_000
COMMISSION = Decimal("0.08")
CAST = cast()
ENCORE, ECHO = (campaign.id for campaign in CAST.campaigns if campaign.target_roas)
CAMPAIGN_OF = {link.id: link.collaboration.campaign.id for link in CAST.links}


def clicks(told, campaign):
    return [one for one in told if one["tells"] == "click" and CAMPAIGN_OF[one["link"]] == campaign]


def net(order):
    return net_of_lines(
        SaleLine(line["line"], line["amount"], line["discount"], line["tax"], line["kind"]) for line in order["lines"]
    )


def stands(campaign, told):
    """As the alert's rule sees it, its commission counted as cost; the brand's orders are all that the history tells."""
    browsers = {one["visitor"] for one in clicks(told, campaign)}
    orders = [one for one in told if one["tells"] == "order" and one["visitor"] in browsers]
    all_euros = [one for one in told if one["tells"] == "order" and one["kind"] == "placed" and one["currency"] == "EUR"]
    earned = sum(map(net, orders))
    cost = sum(one["amount"] for one in told if one["tells"] == "cost" and one["campaign"] == campaign)
    target = int(next(one.target_roas for one in CAST.campaigns if one.id == campaign)) * MILLION
    return Standing(
        campaign, "nordlicht", "EUR", Sold(earned, len(orders)), cost + int(earned * COMMISSION), target, START, START + SPAN,
        of_brand=Sold(sum(map(net, all_euros)), len(all_euros)),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("stories", [1, 1200])
def test_one_lacks_many_orders_and_the_other_none(seed, stories):
    told = [one for batch in history(CAST, seed, START, stories) if isinstance(batch, Batch) for one in batch.told]
    once = list({one["id"] or n: one for n, one in enumerate(told)}.values())
    failing, healthy = stands(ECHO, once), stands(ENCORE, once)
    assert is_below(failing, MILLION // 2)
    assert expected(failing).orders >= 15
    assert not is_below(healthy, MILLION)
    assert healthy.own.orders >= 20


def test_they_are_clicked_and_paid_for_alike():
    told = lookalikes(CAST, 7, START)
    assert len(clicks(told, ENCORE)) == len(clicks(told, ECHO)) > 20
    costs = {
        campaign: [one["amount"] for one in told if one["tells"] == "cost" and one["campaign"] == campaign]
        for campaign in (ENCORE, ECHO)
    }
    assert costs[ENCORE] == costs[ECHO]


def test_nobody_else_clicks_on_them():
    known = {link.id for link in CAST.known_links}
    assert {CAMPAIGN_OF[link] for link in known} == {"summer", "launch", "bloom"}
