"""The rules of the house that no linter knows, read from the source itself."""

from __future__ import annotations

import ast
import re
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("core", "dashboard", "scripts")
SOURCES = sorted(chain.from_iterable((ROOT / room).rglob("*.py") for room in ROOMS))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

MOST_LINES = 400
LONGEST_BODY = 40
NAMELESS = {"util", "utils", "helper", "helpers", "common", "misc", "base", "manager", "managers"}
RENAMED = {
    ("core.columns", "col"): "a query names up to a dozen columns, and should be read as a query",
}
TOP_LEVEL = {
    *("dashboard", "core", "assets", "scripts", "tests"),
    *("Procfile", "requirements.txt", "README.md", "pyproject.toml", "Dockerfile", "docker-compose.yml"),
    *("render.yaml", "app.json", "CHANGELOG.md", "DECISIONS.md", "LICENSE", "data", "benchmarks.json"),
}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def within(path: Path, *homes: str) -> bool:
    return any(name_of(path) == home or name_of(path).startswith(f"{home}/") for home in homes)


def imports(tree: ast.AST) -> set[str]:
    """Modules that a file imports, wherever in it; those only for type checkers included."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def aliases(tree: ast.AST) -> set[tuple[str, str]]:
    """Modules of our own that a file imports under another name, with that name."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            home = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
            found |= {(home + alias.name, alias.asname) for alias in node.names if alias.asname}
    return {(name, other) for name, other in found if is_ours(name)}


def is_ours(name: str) -> bool:
    place = ROOT.joinpath(*name.split("."))
    return place.is_dir() or place.with_suffix(".py").is_file()


def attributes(tree: ast.AST) -> set[str]:
    """Names that are read from something, as in `frame.to_parquet`."""
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def texts(tree: ast.AST) -> list[str]:
    """Strings of a file, without docstrings, in upper case."""
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [node.value.upper() for node in constants if id(node) not in prose]


def touches_parquet(tree: ast.AST) -> bool:
    calls = {"read_parquet", "to_parquet", "from_parquet", "write_parquet", "ParquetFile"} & attributes(tree)
    modules = any(module.split(".")[0] == "pyarrow" for module in imports(tree))
    sql = any("READ_PARQUET(" in text or "PARQUET_SCAN(" in text or "FORMAT PARQUET" in text for text in texts(tree))
    return bool(calls) or modules or sql


def reads_the_environment(tree: ast.AST) -> bool:
    names = {"environ", "environb", "getenv", "getenvb", "putenv"}
    return bool(names & attributes(tree)) or bool({f"os.{name}" for name in names} & imports(tree))


@pytest.fixture(scope="module")
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}


def test_mlflow_is_imported_by_tracking_alone(trees):
    guilty = {
        name_of(path)
        for path, tree in trees.items()
        if any(module.split(".")[0] == "mlflow" for module in imports(tree)) and not within(path, "core/tracking.py")
    }
    assert not guilty
    assert any(module.startswith("mlflow") for module in imports(trees[ROOT / "core/tracking.py"]))


def test_parquet_is_touched_by_the_store_alone(trees):
    guilty = {name_of(path) for path, tree in trees.items() if touches_parquet(tree) and not within(path, "core/store")}
    assert not guilty
    assert touches_parquet(trees[ROOT / "core/store/parquet.py"])


def test_the_environment_is_read_by_the_settings_alone(trees):
    guilty = {
        name_of(path)
        for path, tree in trees.items()
        if reads_the_environment(tree) and not within(path, "core/settings.py")
    }
    assert not guilty
    assert reads_the_environment(trees[ROOT / "core/settings.py"])


@pytest.mark.parametrize("path", SOURCES + TESTS, ids=name_of)
def test_files_are_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the first statement to the last, the docstring left out."""
    body = function.body
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) and len(body) > 1:
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def test_functions_are_short(trees):
    guilty = {
        f"{name_of(path)}:{node.lineno} {node.name} ({body_lines(node)} lines)"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and body_lines(node) > LONGEST_BODY
    }
    assert not guilty


def test_modules_are_named_by_what_they_hold():
    parts = {part for path in SOURCES + TESTS for part in path.relative_to(ROOT).with_suffix("").parts}
    assert not parts & NAMELESS


def test_every_module_says_what_it_is(trees):
    assert not [name_of(path) for path, tree in trees.items() if not ast.get_docstring(tree)]


def test_every_package_says_what_it_is():
    folders = {path.parent for path in SOURCES if within(path, "core", "dashboard")}
    without = [name_of(folder) for folder in folders if not (folder / "__init__.py").is_file()]
    assert not without, "test_every_module_says_what_it_is reads the docstring of those that there are"


def test_every_module_of_our_own_keeps_its_name_at_import():
    found = {path: aliases(ast.parse(path.read_text(encoding="utf-8"))) for path in SOURCES + TESTS}
    guilty = {name_of(path): names - RENAMED.keys() for path, names in found.items() if names - RENAMED.keys()}
    assert not guilty, "import it under its own name; where two modules share one, import what you need from them"
    assert set().union(*found.values()) == RENAMED.keys(), "what is no longer renamed leaves the list"


def test_the_top_level_is_as_the_customer_dictates():
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - {"__pycache__", "mlruns"} <= TOP_LEVEL


def test_the_readme_names_files_and_folders_that_exist():
    named = set(re.findall(r"`((?:core|dashboard|assets|scripts|tests)/[\w/.-]+)`", (ROOT / "README.md").read_text()))
    assert len(named) > 10, "the test looks at the names there are"
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_no_path_of_a_machine_stands_in_the_project():
    home = str(Path.home())
    files = [path for path in SOURCES + TESTS if path != Path(__file__)]
    files += [ROOT / name for name in ("README.md", "Procfile", "pyproject.toml", "scripts/server", "scripts/test")]
    guilty = [name_of(path) for path in files if path.exists() and f"{home}/" in path.read_text(encoding="utf-8")]
    assert not guilty


@pytest.mark.parametrize(
    ("code", "check"),
    [
        ("import pandas as pd\npd.read_parquet('x')", touches_parquet),
        ("import pyarrow.parquet", touches_parquet),
        ("from pyarrow import parquet", touches_parquet),
        ("query = f\"SELECT * FROM read_parquet('{path}')\"", touches_parquet),
        ("query = f'COPY ({sql}) TO x (format parquet)'", touches_parquet),
        ("import os\nos.environ['A']", reads_the_environment),
        ("from os import getenv", reads_the_environment),
        ("import core.store as shelf", aliases),
        ("from core import store as shelf", aliases),
        ("if TYPE_CHECKING:\n    from core.records import portal as source", aliases),
    ],
)
def test_the_rules_catch_what_they_forbid(code, check):
    assert check(ast.parse(code))


def test_only_modules_of_our_own_keep_their_names():
    assert not aliases(ast.parse("import numpy as np\nfrom core.places.fold import Fold as Given\nimport core.store"))


def test_the_rules_leave_prose_alone():
    assert not touches_parquet(ast.parse('"""Calls read_parquet() in the store."""\nx = "a parquet file"'))
