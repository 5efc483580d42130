"""Writes deploy/grafana/dashboards: `python -m dashboards.grafana.build`. Needs the SDK, which only developers have."""

import json
from pathlib import Path
from typing import Any

from grafana_foundation_sdk.cog.encoder import JSONEncoder

from dashboards.grafana.campaign import campaign
from dashboards.grafana.overview import overview

HERE = Path("deploy/grafana/dashboards")
DASHBOARDS = {"overview": overview, "campaign": campaign}


def main(to: Path = HERE) -> None:
    """Write each dashboard."""
    to.mkdir(parents=True, exist_ok=True)
    for name, text in texts().items():
        (to / name).write_text(text)


def texts() -> dict[str, str]:
    """Every file and what stands in it."""
    return {f"{name}.json": as_text(built().build()) for name, built in DASHBOARDS.items()}


def as_text(dashboard: Any) -> str:
    """JSON that changes only where the dashboard does."""
    plain = json.loads(json.dumps(dashboard, cls=JSONEncoder))
    return json.dumps(_placed(plain), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _placed(plain: dict[str, Any]) -> dict[str, Any]:
    """The SDK hides links and annotations in a menu; ours stand on the dashboard."""
    for shown in (*plain["links"], *plain["annotations"]["list"]):
        shown.pop("placement", None)
    return plain


if __name__ == "__main__":
    main()
