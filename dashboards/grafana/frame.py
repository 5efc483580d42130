"""What every dashboard has: its place in Grafana, its variables, the way to the others, rows of panels with ids that stay."""

from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.builders import stat, table, timeseries
from grafana_foundation_sdk.models import dashboard as model

from dashboards.grafana.panels.books import alert_marks
from dashboards.grafana.variables import variables

TAG = "affluent"


Panel = stat.Panel | table.Panel | timeseries.Panel


class Frame:
    """A dashboard being filled from the top; panels are numbered as they come."""

    def __init__(self, uid: str, title: str, about: str) -> None:
        self._built = build.Dashboard(title).uid(uid).description(about).tags([TAG]).readonly().refresh("1m")
        self._built.time("now-28d", "now").timezone("utc").tooltip(model.DashboardCursorSync.CROSSHAIR)
        self._last = 0

    def row(self, title: str, *panels: tuple[Panel, int, int]) -> None:
        """A headline and its panels, each with width (of 24) and height."""
        self._built.with_row(build.Row(title).id(self._next()))
        for panel, width, height in panels:
            self._built.with_panel(panel.id(self._next()).span(width).height(height))

    def dashboard(self, one_campaign: bool) -> build.Dashboard:
        """What was built, with everything around it."""
        for variable in variables(one_campaign):
            self._built.with_variable(variable)
        others = build.DashboardLink("Dashboards").type(model.DashboardLinkType.DASHBOARDS).tags([TAG]).as_dropdown(True)
        return self._built.annotation(alert_marks()).link(others.include_vars(True).keep_time(True))

    def _next(self) -> int:
        self._last += 1
        return self._last
