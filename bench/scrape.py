"""What a process of ours says about itself while it is measured: its metrics, over HTTP."""

import json
from collections.abc import Mapping

import httpx
from prometheus_client.parser import text_string_to_metric_families

from runtime.settings import Role
from runtime.tokens import fingerprint

TOKEN = "bench"  # noqa: S105  of a process that lives for a minute on the loopback
TOKENS = json.dumps({fingerprint(TOKEN): Role.SERVICE})
"""For AFFLUENT_TOKENS of a process that is to be asked."""


class Scrape:
    """The metrics and the readiness of one process."""

    def __init__(self, port: int) -> None:
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{port}", headers={"authorization": f"Bearer {TOKEN}"}, timeout=20)

    def is_ready(self) -> bool:
        """Whether it does its job now."""
        try:
            return self._client.get("/readyz").status_code == 200
        except httpx.TransportError:
            return False

    def totals(self) -> Mapping[str, float]:
        """Every sample by name, summed over its labels; what has a half of the sink also by `name/half`."""
        found: dict[str, float] = {}
        for family in text_string_to_metric_families(self._client.get("/metrics").raise_for_status().text):
            for sample in family.samples:
                half = sample.labels.get("half")
                for name in (sample.name, f"{sample.name}/{half}") if half else (sample.name,):
                    found[name] = found.get(name, 0.0) + sample.value
        return found
