"""Which code decides over a step's result, found from the source.

A module decides if the step's own module imports it, itself or through others, at the
top of a file or inside a function. Imports for type checkers alone do not count, and
neither does a package's `__init__` unless a name is taken from it. Tables and settings
(`.csv`, `.toml`) that lie beside a module that decides count with it.
"""

from __future__ import annotations

import ast
import hashlib
from functools import cache
from importlib.util import resolve_name
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[2]
"""Folder that holds the package `core`."""
_PACKAGE = "core"
_DATA = {".toml", ".csv"}

NEVER_DECIDE = (
    *("core.errors", "core.language", "core.progress", "core.settings", "core.store", "core.tracking"),
    *("core.pipeline.step", "core.pipeline.work"),
)
"""Modules, and packages with all that is in them, that never decide over a result: they say what went wrong and how
far the work is, in whichever language, where files lie and how they are written, and note what was tried. Should the
store come to write the same result otherwise, `core.store.build.CONTENT` is raised, which is a part of every key."""


def hash_of(module: str, root: Path = ROOT) -> str:
    """Hash the source of all modules behind a module, and the data beside them."""
    files = {_file(name, root) for name in modules_behind(module, root)} - {None}
    folders = {file.parent for file in files if file}
    data = {path for folder in folders for path in folder.iterdir() if path.suffix in _DATA}
    return _digest((file for file in files | data if file), root)


def version() -> str:
    """Hash everything in `core`: the version of the code that made a build."""
    kinds = {".py", *_DATA}
    return _digest((path for path in (ROOT / _PACKAGE).rglob("*.*") if path.suffix in kinds), ROOT)


def modules_behind(module: str, root: Path = ROOT) -> set[str]:
    """Name the modules of `core` that decide over what a module does, the module itself included."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        file = _file(name, root)
        if file is None or name in found or _never_decides(name):
            continue
        found.add(name)
        package = name if file.stem == "__init__" else name.rpartition(".")[0]
        for member, base in _imports(file.read_text(encoding="utf-8"), package):
            waiting.append(member if _file(member, root) else base)
    return found


def _never_decides(module: str) -> bool:
    return any(f"{module}.".startswith(f"{each}.") for each in NEVER_DECIDE)


def _file(module: str, root: Path) -> Path | None:
    """Find the file of a module of `core`; None for anything else."""
    if module.partition(".")[0] != _PACKAGE:
        return None
    path = root.joinpath(*module.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


@cache
def _imports(source: str, package: str) -> tuple[tuple[str, str], ...]:
    """List what a source imports, each as the module that it may be and the module that it is taken from."""
    found: list[tuple[str, str]] = []
    for node in _running(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [(alias.name, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), package)
            found += [(f"{base}.{alias.name}", base) for alias in node.names]
    return tuple(found)


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """Walk what can run: everything but the blocks for type checkers."""
    yield node
    for child in _children(node):
        yield from _running(child)


def _children(node: ast.AST) -> Iterable[ast.AST]:
    if isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
        return node.orelse
    return ast.iter_child_nodes(node)


def _digest(files: Iterable[Path], root: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(str(file.relative_to(root)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()
