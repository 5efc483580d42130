"""The house stays small, open and its own: sizes, names, imports, addresses."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests import order

ROOT = Path(__file__).parents[2]
OURS = tuple(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
MAX_FILE, MAX_FUNCTION = 200, 25
NAMES_OF_NOTHING = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc", "core"}
TEXT = {".py", ".sql", ".md", ".toml", ".yml", ".yaml", ".json", ".sh", ".xml", ".properties", ".lock", ".cfg", ""}
ADDRESSES = re.compile(
    "|".join(
        (
            r"(?<![\w.])/(?:home|root|Users|work|farm)/\w",
            r"(?<![\w/])\.\./" + "shared",
            r"pypi[.]org|files[.]python[h]osted|repo1?[.]maven|registry[.]npmjs|proxy[.]golang|index-url\s+http",
        )
    )
)
UNFINISHED = re.compile(r"#.*\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")


def names() -> list[str]:
    """What git keeps, and what it would be given next."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return listed.stdout.splitlines()


TRACKED = [path for name in names() if (path := ROOT / name).is_file()]
PYTHON = [path for path in TRACKED if path.suffix == ".py"]
PRODUCT = [path for path in PYTHON if path.relative_to(ROOT).parts[0] in OURS]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines that hold the function's statements; its docstring and the functions inside it are left out."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    inside = [
        node for statement in body for node in ast.walk(statement) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    own = set(range(body[0].lineno, (body[-1].end_lineno or 0) + 1)) if body else set()
    return len(own - {line for node in inside for line in range(node.lineno, (node.end_lineno or 0) + 1)})


def test_no_file_is_longer_than_200_lines() -> None:
    long = {shown(path): count for path in PYTHON if (count := len(path.read_text().splitlines())) > MAX_FILE}
    assert long == {}


def test_no_function_is_longer_than_25_lines() -> None:
    long = {
        f"{shown(path)}:{function.name}": count
        for path in PRODUCT
        for function in functions(path)
        if (count := lines_of(function)) > MAX_FUNCTION
    }
    assert long == {}


def test_every_name_says_what_a_thing_is_for() -> None:
    assert [shown(path) for path in PYTHON if NAMES_OF_NOTHING & set(path.relative_to(ROOT).with_suffix("").parts)] == []


def test_every_module_opens_with_what_it_is_for() -> None:
    silent = [shown(path) for path in PRODUCT if not ast.get_docstring(ast.parse(path.read_text()))]
    assert silent == []


def test_init_files_hold_a_sentence_and_nothing_else() -> None:
    inits = [path for path in PRODUCT if path.name == "__init__.py"]
    assert [shown(path) for path in inits if len(ast.parse(path.read_text()).body) > 1] == []


def test_nothing_is_left_for_later_in_a_comment() -> None:
    assert [shown(path) for path in PYTHON if UNFINISHED.search(path.read_text())] == []


def test_the_tree_names_no_machine_path_and_no_registry() -> None:
    found = {
        f"{shown(path)}:{number}": match.group()
        for path in TRACKED
        if path.suffix in TEXT and path != Path(__file__)
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if (match := ADDRESSES.search(line))
    }
    assert found == {}


def test_every_file_that_is_to_run_first_is_there() -> None:
    assert [name for name in order.FIRST if order.TESTS / name not in PYTHON] == []
    assert len(order.PLACES) == len(order.FIRST)


def test_no_file_is_a_link() -> None:
    assert [name for name in names() if (ROOT / name).is_symlink()] == [], "on another machine it leads elsewhere, or nowhere"


def test_no_dependency_ships_a_package_with_one_of_our_names() -> None:
    owners = packages_distributions()
    assert {name: taken for name in OURS if (taken := set(owners.get(name, ())) - {"affluent"})} == {}


def test_every_package_of_ours_is_built_and_checked() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    rooms = {path.parent.name for path in ROOT.glob("*/py.typed")}
    assert set(OURS) == rooms == set(settings["mypy"]["packages"]) == set(settings["importlinter"]["root_packages"])


def test_migrations_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "warehouse" / "migrations").glob("[0-9]*.sql"))
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers


@pytest.mark.parametrize("tool", ["lint-imports"])
def test_the_import_table_holds(tool: str) -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
