"""An importer and a marketer: history in batches, and the catalog at its time."""

import httpx

from affluent.world.doors.asking import Asking
from affluent.world.doors.imports import item
from affluent.world.plot.contracts import Telling
from affluent.world.plot.history import Batch
from affluent.world.plot.moments import iso

ACCEPTED = 200


class Refused(Exception):
    """A door refused what the world told; the message is its answer."""


class Importer:
    """Speaks to /v1/… with a service token; both calls raise Refused or Unanswered."""

    def __init__(self, collector: str, token: str, asking: Asking) -> None:
        self._collector, self._asking = collector, asking
        self._headers = {"Authorization": f"Bearer {token}"}

    def tell(self, batch: Batch) -> None:
        """One batch through its door."""
        number = self._asking.log.intends(batch.door, list(batch.told))
        answer = self._post(number, f"/v1/{batch.door}", {"events": [item(told) for told in batch.told]})
        self._asking.log.ok(number, [{"id": id} for id in answer["event_ids"]], len(batch.told))

    def apply(self, telling: Telling) -> None:
        """A set of catalog entries."""
        stamps = {"valid_from": telling.valid_from, "recorded_at": telling.recorded_at}
        number = self._asking.log.intends("catalog", [], entries=telling.entries, **stamps)
        moments = {name: iso(moment) for name, moment in stamps.items()}
        body = {name: [entry | moments for entry in listed] for name, listed in telling.entries.items()}
        self._post(number, "/v1/catalog/apply", body)
        self._asking.log.ok(number, [], 0)

    def _post(self, number: int, path: str, body: object) -> dict[str, list[str]]:
        answer = self._asking.until_answered(
            number, lambda: httpx.Request("POST", self._collector + path, headers=self._headers, json=body)
        )
        if answer.status_code != ACCEPTED:
            self._asking.log.fail(number, answer.status_code)
            raise Refused(f"{path}: {answer.status_code} {answer.text[:1000]}")
        said = answer.json()
        return said if isinstance(said, dict) else {}
