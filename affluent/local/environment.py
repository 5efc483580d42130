"""Every AFFLUENT_… variable of a local stack, so that any process can be started against it."""

import json
import os
import shlex
from collections.abc import Mapping
from pathlib import Path

from affluent.local.credentials import Credentials
from affluent.local.folder import write_private
from runtime.settings import Role, Settings
from runtime.tokens import fingerprint

NAMES = frozenset(f"AFFLUENT_{field.upper()}" for field in Settings.model_fields)
FILE = "settings.env"
HOST = "127.0.0.1"


def stack_settings(data: Path, ports: Mapping[str, int], credentials: Credentials, told: Mapping[str, str]) -> dict[str, str]:
    """What the stack decides itself, over what the operator (and `told`) set."""
    operators = {name: value for name, value in os.environ.items() if name in NAMES}
    folders = {name: str((data / name).absolute()) for name in ("warehouse", "spool", "streams")}
    return operators | {
        "AFFLUENT_KAFKA": f"{HOST}:{ports['broker']}",
        "AFFLUENT_KAFKA_SECURITY": "PLAINTEXT",
        "AFFLUENT_REPLICATION": "1",
        "AFFLUENT_HOST": HOST,
        "AFFLUENT_WAREHOUSE": f"chdb://{folders['warehouse']}",
        "AFFLUENT_COLLECTOR_PORT": str(ports["collector"]),
        "AFFLUENT_INTAKE_PORT": str(ports["intake"]),
        "AFFLUENT_STREAMS_PORT": str(ports["streams"]),
        "AFFLUENT_WAREHOUSE_PORT": str(ports["warehouse"]),
        "AFFLUENT_COLLECTOR_URL": f"http://{HOST}:{ports['collector']}",
        "AFFLUENT_API_URL": f"http://{HOST}:{ports['warehouse']}",
        "AFFLUENT_SPOOL": folders["spool"],
        "AFFLUENT_STREAMS_DIR": str(Path(folders["streams"]) / "1"),
        "AFFLUENT_STREAMS_SESSION_S": "8",  # one machine: a worker that is silent for so long is dead
        **_secrets(credentials),
        **told,
    }


def _secrets(credentials: Credentials) -> dict[str, str]:
    tokens = {fingerprint(credentials.token): Role.SERVICE, fingerprint(credentials.finance_token): Role.FINANCE}
    return {
        "AFFLUENT_TOKEN": credentials.token,
        "AFFLUENT_TOKENS": json.dumps(tokens),
        "AFFLUENT_CLICK_SECRET": credentials.click_secret,
        "AFFLUENT_CUSTOMER_SECRET": credentials.customer_secret,
        "AFFLUENT_SHOPIFY_SECRETS": json.dumps(credentials.shopify),
    }


def of_worker(settings: Mapping[str, str], number: int, port: int) -> dict[str, str]:
    """The settings of the n-th Faust worker: a port and a working directory of its own."""
    folder = Path(settings["AFFLUENT_STREAMS_DIR"]).with_name(str(number))
    return {**settings, "AFFLUENT_STREAMS_PORT": str(port), "AFFLUENT_STREAMS_DIR": str(folder)}


def save_settings(data: Path, settings: Mapping[str, str]) -> None:
    """Write DIR/settings.env; a shell can read it: `set -a; . DIR/settings.env`."""
    write_private(data / FILE, "".join(f"{name}={shlex.quote(value)}\n" for name, value in sorted(settings.items())))


def load_settings(data: Path) -> dict[str, str]:
    """Read DIR/settings.env back; raises FileNotFoundError."""
    lines = (data / FILE).read_text().splitlines()
    pairs = (line.partition("=") for line in lines if line)
    return {name: shlex.split(value)[0] if value else "" for name, _, value in pairs}
