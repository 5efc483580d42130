"""Is it paying? Every campaign and creator of a filter, the state of the books, and the alerts that are open."""

from grafana_foundation_sdk.builders.dashboard import Dashboard

from dashboards.grafana.frame import Frame
from dashboards.grafana.panels import books, figures, tables


def overview() -> Dashboard:
    """The dashboard."""
    frame = Frame(tables.OVERVIEW, "Campaigns: overview", "Is it paying, and which campaign and creator bring it?")
    frame.row(
        "Is it paying?", (figures.revenue(), 8, 5), (figures.cost(), 5, 5), (figures.returns(), 6, 5), (figures.traffic(), 5, 5)
    )
    frame.row("Day by day", (figures.money_over_time(), 14, 9), (figures.traffic_over_time(), 10, 9))
    frame.row(
        "Who brings it",
        (tables.campaigns(), 24, 10),
        (tables.creators(tables.OVERVIEW), 14, 10),
        (tables.models(), 10, 10),
        (tables.trained(), 24, 6),
    )
    frame.row("Alerts", (books.open_alerts(), 24, 7))
    checks = (books.deliveries(), books.undecided(), books.unbalanced(), books.dead_letters())
    frame.row("Books", *((check, 6, 4) for check in checks))
    frame.row("Orders", (tables.coverage(), 24, 9), (tables.latest_orders(), 24, 12))
    return frame.dashboard(one_campaign=False)
