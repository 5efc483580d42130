"""How does this campaign do? One campaign against its targets, its creators and contents, and every model's say."""

from grafana_foundation_sdk.builders.dashboard import Dashboard

from dashboards.grafana.frame import Frame
from dashboards.grafana.panels import books, figures, tables


def campaign() -> Dashboard:
    """The dashboard."""
    frame = Frame(tables.CAMPAIGN, "Campaigns: one campaign", "How does this campaign do against its targets, and who brings it?")
    frame.row(
        "Against its targets",
        (figures.returns(), 7, 5),
        (figures.target(), 5, 5),
        (figures.revenue(), 7, 5),
        (figures.cost(), 5, 5),
    )
    frame.row("Day by day", (figures.money_over_time(), 14, 9), (figures.traffic_over_time(), 10, 9))
    frame.row("Who brings it", (tables.creators(tables.CAMPAIGN), 24, 10), (tables.contents(), 24, 10))
    frame.row("What other models say", (tables.models(), 8, 10), (tables.models_by_creator(), 16, 10))
    frame.row("Alerts and orders", (books.open_alerts(), 24, 6), (tables.latest_orders(), 24, 12))
    return frame.dashboard(one_campaign=True)
