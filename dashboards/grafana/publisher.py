"""Brings a folder and its dashboards to a Grafana, and writes only what is not there as it should be."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple

from grafana_api.grafana_api import GrafanaClientError, GrafanaException
from grafana_api.grafana_face import GrafanaFace
from requests.exceptions import JSONDecodeError, RequestException

from dashboards.grafana.address import Address

FOLDER, TITLE = "affluent", "affluent"
MESSAGE = "affluent dashboards push"
URL, TOKEN = "AFFLUENT_GRAFANA_URL or --grafana", "AFFLUENT_GRAFANA_TOKEN or --token-file"
NOT_THERE = (403, 404)
"""Grafana 13 forbids an Editor what does not exist. If it is there after all, making it fails, and nothing is overwritten."""
THEIRS = ("id", "version")
"""What Grafana writes into a dashboard: no part of its content."""

Json = dict[str, Any]


class CannotPush(Exception):
    """Grafana did not do what it was asked; the message says why and which setting to look at."""


class Became(StrEnum):
    """What a push did to one thing."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class Pushed(NamedTuple):
    """A folder or dashboard, and what became of it."""

    what: str
    title: str
    became: Became


def push(grafana: GrafanaFace, address: Address, dashboards: Sequence[Json]) -> Iterator[Pushed]:
    """The folder, then each dashboard, said as soon as it is done; raises CannotPush.

    Compares by content, so that a second push writes nothing; whoever saved a dashboard in between is not overwritten.
    """
    yield _asked(address, partial(_folder, grafana))
    for dashboard in dashboards:
        yield _asked(address, partial(_dashboard, grafana, dashboard))


def content(dashboard: Mapping[str, Any]) -> Json:
    """A dashboard without what Grafana writes into it."""
    return {name: value for name, value in dashboard.items() if name not in THEIRS}


def _folder(grafana: GrafanaFace) -> Pushed:
    found = _found(lambda: grafana.folder.get_folder(FOLDER))
    if found is None:
        grafana.folder.create_folder(TITLE, FOLDER)
        return Pushed("folder", TITLE, Became.CREATED)
    if found["title"] == TITLE:
        return Pushed("folder", TITLE, Became.UNCHANGED)
    grafana.folder.update_folder(FOLDER, TITLE, version=found.get("version"))
    return Pushed("folder", TITLE, Became.UPDATED)


def _dashboard(grafana: GrafanaFace, dashboard: Json) -> Pushed:
    title = dashboard["title"]
    found = _found(lambda: grafana.dashboard.get_dashboard(dashboard["uid"]))
    if found is None:
        _save(grafana, content(dashboard))
        return Pushed("dashboard", title, Became.CREATED)
    there, meta = found["dashboard"], found["meta"]
    if content(there) == content(dashboard) and meta.get("folderUid") == FOLDER:
        return Pushed("dashboard", title, Became.UNCHANGED)
    if meta.get("provisioned"):
        raise CannotPush(
            f"this Grafana reads {title!r} from its provisioning files, which differ: renew deploy/grafana/dashboards there"
        )
    _save(grafana, content(dashboard) | {name: there[name] for name in THEIRS if name in there})
    return Pushed("dashboard", title, Became.UPDATED)


def _save(grafana: GrafanaFace, dashboard: Json) -> None:
    grafana.dashboard.update_dashboard({"dashboard": dashboard, "folderUid": FOLDER, "overwrite": False, "message": MESSAGE})


def _found(ask: Callable[[], Json]) -> Json | None:
    try:
        return ask()
    except GrafanaClientError as why:
        if why.status_code in NOT_THERE:
            return None
        raise


def _asked(address: Address, ask: Callable[[], Pushed]) -> Pushed:
    try:
        return ask()
    except GrafanaException as why:
        raise CannotPush(_said(address, why)) from None
    except (JSONDecodeError, KeyError, TypeError):
        raise CannotPush(f"{address} ({URL}) does not answer as a Grafana does") from None
    except RequestException as why:
        raise CannotPush(f"no Grafana answers at {address} ({URL}): {type(why).__name__}") from None


def _said(address: Address, why: GrafanaException) -> str:
    told = why.response.get("message", "") if isinstance(why.response, dict) else ""
    reasons = {
        401: f"{address} does not accept the token of {TOKEN}",
        403: f"{address} does not let the token of {TOKEN} do this: its account needs the role Editor",
        412: f"{address} refuses: somebody else saved in between, or has a dashboard of that title; look, and push again",
    }
    reason = reasons.get(why.status_code, f"{address} answered {why.status_code}")
    return f"{reason} ({told})" if told else reason
