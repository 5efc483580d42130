"""A server that answers as Grafana's OpenAPI says, keeps what it is given, and notes every request or answer that breaks it."""

import json
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from tests.grafana.openapi import Api, Json

TOKEN = "glsa_a-token-of-this-test"
VIEWER = "glsa_a-viewers-token"
WRITES = ("POST", "PUT", "DELETE")
Told = tuple[int, Json]


class Grafana:
    """Folders and dashboards by uid, as they were saved."""

    def __init__(self) -> None:
        self.api = Api()
        self.folders: dict[str, Json] = {}
        self.dashboards: dict[str, Json] = {}
        self.provisioned: set[str] = set()
        self.forbids_what_is_missing = False
        self.calls: list[str] = []
        self.writes = 0
        self.violations: list[str] = []
        self.before_saving: Callable[[], None] = lambda: None
        self.app = FastAPI(openapi_url=None)
        self.app.add_route("/elsewhere/{path:path}", lambda request: HTMLResponse("<p>Please sign in"))
        self.app.add_route("/{path:path}", self._answer, methods=["GET", "POST", "PUT", "DELETE"])

    def touch(self, uid: str, **fields: Any) -> None:
        """Somebody saves a dashboard in the browser."""
        there = self.dashboards[uid]["dashboard"]
        there |= fields | {"version": there["version"] + 1}

    async def _answer(self, request: Request) -> Response:
        asked = self.api.operation(request.method, request.url.path)
        if asked is None:
            self.violations.append(f"no such route: {request.method} {request.url.path}")
            return JSONResponse({"message": "Not found"}, 404)
        sent = json.loads(await request.body() or b"null")
        if asked.takes is not None:
            self.violations += [f"{asked.name} {fault}" for fault in self.api.faults(asked.takes, sent)]
        self.calls.append(asked.name)
        status, answer = self._refusal(request) or self._done(asked.name, request.url.path.rpartition("/")[2], sent)
        self._judge(asked.name, asked.answers, status, answer)
        return JSONResponse(answer, status)

    def _judge(self, name: str, answers: dict[int, Json], status: int, answer: Json) -> None:
        if status not in answers:
            self.violations.append(f"{name} never answers {status}")
        else:
            self.violations += [f"{name} {status} {fault}" for fault in self.api.faults(answers[status], answer)]

    def _refusal(self, request: Request) -> Told | None:
        if request.headers.get("authorization") not in (f"Bearer {TOKEN}", f"Bearer {VIEWER}"):
            return 401, {"message": "Invalid API key"}
        if request.headers["authorization"].endswith(VIEWER) and request.method in WRITES:
            return 403, {"message": "You'll need additional permissions to perform this action."}
        return None

    def _done(self, name: str, uid: str, sent: Json) -> Told:
        return {
            "getFolderByUID": self._folder,
            "createFolder": self._create_folder,
            "updateFolder": self._update_folder,
            "getDashboardByUID": self._dashboard,
            "postDashboard": self._save,
        }[name](uid, sent)

    def _folder(self, uid: str, sent: Json) -> Told:
        return (200, self.folders[uid]) if uid in self.folders else self._missing("folder not found")

    def _create_folder(self, uid: str, sent: Json) -> Told:
        self.writes += 1
        uid = sent["uid"]
        self.folders[uid] = {"id": 7, "uid": uid, "title": sent["title"], "version": 1, "url": f"/dashboards/f/{uid}"}
        return 200, self.folders[uid]

    def _update_folder(self, uid: str, sent: Json) -> Told:
        self.writes += 1
        self.folders[uid] |= {"title": sent["title"], "version": self.folders[uid]["version"] + 1}
        return 200, self.folders[uid]

    def _dashboard(self, uid: str, sent: Json) -> Told:
        return (200, self.dashboards[uid]) if uid in self.dashboards else self._missing("Dashboard not found")

    def _missing(self, message: str) -> Told:
        """Grafana 13 gives an Editor 403, and an Admin 404."""
        return (
            (403, {"message": "Permissions needed: folders:read"})
            if self.forbids_what_is_missing
            else (404, {"message": message})
        )

    def _save(self, uid: str, sent: Json) -> Told:
        self.before_saving()
        given = sent["dashboard"]
        uid, there = given["uid"], self.dashboards.get(given["uid"])
        if uid in self.provisioned:
            return 400, {"message": "Cannot save provisioned dashboard"}
        if there and not sent["overwrite"] and given.get("version") != there["dashboard"]["version"]:
            return 412, {"message": "The dashboard has been changed by someone else", "status": "version-mismatch"}
        self.writes += 1
        number = there["dashboard"]["id"] if there else len(self.dashboards) + 1
        version = there["dashboard"]["version"] + 1 if there else 1
        self.keep(uid, given | {"id": number, "version": version}, sent["folderUid"])
        named = {"uid": uid, "id": number, "version": version, "url": f"/d/{uid}", "title": given["title"]}
        return 200, named | {"status": "success", "folderUid": sent["folderUid"]}

    def keep(self, uid: str, dashboard: Json, folder: str) -> None:
        """As Grafana shows it to whoever asks."""
        meta = {"folderUid": folder, "version": dashboard["version"], "provisioned": uid in self.provisioned, "type": "db"}
        self.dashboards[uid] = {"dashboard": dashboard, "meta": meta}
