"""Brings a warehouse to the shape this release needs: numbered .sql files, each applied once, none ever changed."""

import hashlib
import re
from dataclasses import dataclass
from importlib.resources import files

from warehouse.connect import Warehouse
from warehouse.tables import MIGRATIONS

RECORD = """CREATE TABLE IF NOT EXISTS migrations (
    name String, sha256 String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplacingMergeTree(applied_at) ORDER BY name"""
ENGINE = re.compile(r"ENGINE\s*=\s*(\w+)", re.IGNORECASE)
ENGINES = {"MergeTree", "ReplacingMergeTree"}


class BadMigration(Exception):
    """A shipped migration was changed, or uses an engine that must not be used; the message names it."""


@dataclass(frozen=True)
class Migration:
    """One file: every statement of it may run again."""

    name: str
    sql: str

    @property
    def sha256(self) -> str:
        """Of its text: what a warehouse remembers of it."""
        return hashlib.sha256(self.sql.encode()).hexdigest()

    def statements(self) -> list[str]:
        """Raises BadMigration on a strange engine: a failed ENGINE=Kafka makes a chDB directory unusable for ever."""
        strange = set(ENGINE.findall(self.sql)) - ENGINES
        if strange:
            raise BadMigration(f"migration {self.name} uses engine {', '.join(sorted(strange))}")
        bare = re.sub(r"--[^\n]*", "", self.sql)
        return [statement.strip() for statement in bare.split(";") if statement.strip()]


def shipped() -> list[Migration]:
    """Every migration of this release, in order."""
    found = [entry for entry in (files("warehouse") / "migrations").iterdir() if entry.name.endswith(".sql")]
    return [Migration(entry.name.removesuffix(".sql"), entry.read_text()) for entry in sorted(found, key=lambda e: e.name)]


def migrate(warehouse: Warehouse) -> list[str]:
    """Apply what is missing and return its names; running it twice, or twice at once, changes nothing."""
    warehouse.create_database()
    warehouse.run(RECORD)
    applied = {row["name"]: row["sha256"] for row in warehouse.rows("SELECT name, sha256 FROM migrations FINAL")}
    new = [migration for migration in shipped() if not _is_applied(migration, applied)]
    for migration in new:
        for statement in migration.statements():
            warehouse.run(statement)
        warehouse.insert(MIGRATIONS, [(migration.name, migration.sha256)])
    return [migration.name for migration in new]


def _is_applied(migration: Migration, applied: dict[str, str]) -> bool:
    if migration.name not in applied:
        return False
    if applied[migration.name] != migration.sha256:
        raise BadMigration(f"migration {migration.name} is not the one this warehouse was made with: add a new file instead")
    return True
