"""Documentation that cannot rot: every file:function it names exists, its links lead somewhere, its example works."""

import ast
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from affluent.commands.catalog import CatalogYaml
from domain.catalog_plan import plan_catalog
from domain.catalog_rules import Limits
from events.catalog import KINDS
from events.catalog_book import CatalogBook

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
NAMED = re.compile(r"`([a-z_/]+\.py):([a-z_]+)`")
LINKED = re.compile(r"\]\(([^)#:]+)\)")


def _functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in PAGES])
def test_every_function_that_a_page_names_exists(page: Path) -> None:
    named = NAMED.findall(page.read_text())
    assert [f"{file}:{function}" for file, function in named if function not in _functions(ROOT / file)] == []


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in PAGES])
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    assert [link for link in LINKED.findall(page.read_text()) if not (page.parent / link).exists()] == []


def test_the_walk_names_enough_functions_to_be_a_walk() -> None:
    assert len(NAMED.findall((ROOT / "docs/architecture.md").read_text())) > 25


def test_the_example_catalog_can_be_applied() -> None:
    [example] = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/catalog.md").read_text(), re.DOTALL)
    planned = plan_catalog(CatalogBook(), yaml.load(example, CatalogYaml), datetime(2026, 1, 1, tzinfo=UTC), Limits(90, 30))
    assert {entry.kind for entry in planned.versions} == set(KINDS)
