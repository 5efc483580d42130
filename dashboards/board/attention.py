"""What wants attention: open alerts with their evidence, and whether the books balance. Pure."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from dashboards.board.filters import Filter
from dashboards.board.formats import UNKNOWN, moment, money, ratio, whole, words
from dashboards.board.headline import Row, Shape, raw
from dashboards.reconcile import Sales
from domain.finance.reconcile import GRACE_S

Names = Mapping[tuple[str, str], str]


def alerts(rows: Iterable[Row], names: Names, chosen: Filter) -> Shape:
    """Each open alert of the brands and campaigns looked at, in its own currency, whatever the filter's is."""
    return {"notices": [_alert(row, names) for row in rows if row["is_open"] and _is_looked_at(row, chosen)]}


def _is_looked_at(row: Row, chosen: Filter) -> bool:
    brand_fits = not chosen.brands or row["brand"] in chosen.brands
    return brand_fits and (not chosen.campaigns or row["campaign"] in chosen.campaigns)


def _alert(row: Row, names: Names) -> Shape:
    currency = row["currency"]
    expected = UNKNOWN if row["expected_orders"] is None else whole(row["expected_orders"])
    facts = (
        ("Orders expected", expected, raw(row["expected_orders"])),
        ("Orders seen", whole(row["orders"]), raw(row["orders"])),
        ("Money at stake", money(row["at_stake"], currency), raw(row["at_stake"])),
        ("Net revenue", money(row["net"], currency), raw(row["net"])),
        ("Cost", money(row["cost"], currency), raw(row["cost"])),
        ("Target ROAS", ratio(Decimal(row["target_roas"])), raw(row["target_roas"])),
    )
    return {
        "id": row["alert"],
        "tone": "alert",
        "title": f"{names.get(('campaign', row['campaign']), row['campaign'])} is under its target",
        "text": f"Since {moment(row['since'])} UTC; judged over the whole campaign.",
        "href": Filter(campaigns=(row["campaign"],), currency=currency).address,
        "look": "",
        "link": "Look at this campaign",
        "facts": [{"label": label, "value": value, "raw": exact} for label, value, exact in facts],
    }


def books(sales: Sales, currency: str) -> Shape:
    """Where every delivery is, whether every order is decided, and whether the decisions are worth what the facts say."""
    counts = sales.counts
    homes = counts["facts"] + counts["duplicates"] + counts["dead_letters"]
    in_flight = sum(row["age"] < GRACE_S for row in sales.undecided)
    # decisions are stored before the facts that they rest on
    early = sum(row["age"] < GRACE_S and not row["facts_currency"] for row in sales.differing)
    apart = [row for row in sales.differing if row["age"] >= GRACE_S and row["facts_currency"] == currency]
    difference = sum(row["facts_net"] - row["known_net"] for row in apart)
    whole_homes, all_decided = homes == counts["deliveries"], counts["orders"] + early == counts["decided"] + in_flight
    stored = " + ".join(f"{whole(counts[home])} {words(home)}" for home in ("facts", "duplicates", "dead_letters"))
    orders = f"{whole(counts['orders'])} orders" + _on_their_way(early)
    decided = f"{whole(counts['decided'])} decisions" + _on_their_way(in_flight)
    return {
        "good": whole_homes and all_decided and not apart,
        "lines": [
            f"{whole(counts['deliveries'])} deliveries {_equals(whole_homes)} {stored}",
            f"{orders} {_equals(all_decided)} {decided}, difference {money(difference, currency)}",
        ],
    }


def _on_their_way(count: int) -> str:
    return f" + {whole(count)} on their way" if count else ""


def _equals(is_so: bool) -> str:
    return "=" if is_so else "≠"
