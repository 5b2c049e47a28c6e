"""The code behind a step: found from the source, no more and no less."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from core.pipeline import code
from core.pipeline.steps import CORE, ENRICH

if TYPE_CHECKING:
    from pathlib import Path

MODULES = {step.name: step.run.__module__ for step in (*CORE, *ENRICH)}


def write(root: Path, **sources: str) -> Path:
    """Write modules of a package `core`; `a__b` is core/a/b.py."""
    for name, source in sources.items():
        path = root.joinpath("core", *name.split("__", 1)).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
    return root


def behind(root: Path) -> set[str]:
    return code.modules_behind("core.step", root) - {"core.step"}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import core.a.b", {"core.a.b"}),
        ("import core.a.b as b, os", {"core.a.b"}),
        ("from core.a import b", {"core.a.b"}),
        ("from core.a.b import thing", {"core.a.b"}),
        ("from core.a import thing", {"core.a"}),
        ("from .a import b", {"core.a.b"}),
        ("def work():\n    from core.a import b", {"core.a.b"}),
        ("try:\n    import core.a.b\nexcept ImportError:\n    pass", {"core.a.b"}),
        ("if TYPE_CHECKING:\n    from core.a import b", set()),
        (
            "if typing.TYPE_CHECKING:\n    from core.a import b\nelse:\n    from core import c",
            {"core.c"},
        ),
        ("from core.errors import PatrolError\nfrom core import store", set()),
        ("from os import path", set()),
        ("text = 'import core.c'", set()),
    ],
)
def test_what_a_source_imports_is_found(tmp_path, source, found):
    write(tmp_path, a____init__="", a__b="", c="", errors="", store____init__="")
    assert behind(write(tmp_path, step=source)) == found


def test_imports_are_followed_to_their_end_and_round_in_circles(tmp_path):
    write(tmp_path, step="from core.a import fit", a____init__="from core.a.lloyd import fit", a__other="import core.c")
    write(tmp_path, a__lloyd="from core.b import move", b="import core.a.lloyd", c="")
    assert behind(tmp_path) == {"core.a", "core.a.lloyd", "core.b"}


def test_the_hash_follows_the_code_behind_and_the_data_beside_it(tmp_path):
    def found() -> str:
        return code.hash_of("core.step", tmp_path)

    write(tmp_path, step="from core.a import b", a__b="A = 1", a__other="B = 1", c__d="")
    first = found()
    (tmp_path / "core/a/__pycache__").mkdir()
    (tmp_path / "core/a/__pycache__/b.pyc").write_text("compiled")
    (tmp_path / "core/a/notes.txt").write_text("not read")
    (tmp_path / "core/c/table.csv").write_text("1")
    write(tmp_path, a__other="B = 2")
    assert found() == first
    write(tmp_path, a__b="A = 2")
    second = found()
    assert second != first
    (tmp_path / "core/a/table.csv").write_text("1")
    third = found()
    assert third not in {first, second}
    (tmp_path / "core/a/table.csv").write_text("2")
    assert found() not in {first, second, third}


@pytest.fixture(scope="module")
def copied(tmp_path_factory) -> Path:
    """The project's own `core`, to be changed."""
    root = tmp_path_factory.mktemp("copy")
    shutil.copytree(code.ROOT / "core", root / "core", ignore=shutil.ignore_patterns("__pycache__"))
    return root


@pytest.mark.parametrize(
    ("changed", "repeated"),
    [
        ("records/heaping.py", {"records"}),
        ("places/fold_writer.py", {"fold"}),
        ("places/boundaries.py", {"territories"}),
        ("hotspots/kmeans/lloyd.py", {"sweeps", "choice", "proof"}),
        ("hotspots/evidence/holdout.py", {"sweeps", "choice", "proof"}),
        ("hotspots/evidence/proof.py", {"proof"}),
        ("hotspots/choice.py", {"choice"}),
        ("context/points.py", {"context"}),
        ("cities/city.py", set()),
        ("hotspots/elbow.py", set()),
        ("pipeline/steps/sweeps.py", {"sweeps"}),
        ("pipeline/steps/__init__.py", set()),
        ("pipeline/run.py", set()),
        ("records/demo/sampling.py", set()),
        ("store/draft.py", set()),
        ("errors.py", set()),
        ("language.py", set()),
    ],
)
def test_a_deep_change_repeats_the_steps_that_reach_it(copied, changed, repeated):
    path = copied / "core" / changed
    before = {name: code.hash_of(module, copied) for name, module in MODULES.items()}
    source = path.read_text()
    path.write_text(source + "\nCHANGED = True\n")
    after = {name: code.hash_of(module, copied) for name, module in MODULES.items()}
    path.write_text(source)
    assert {name for name in MODULES if before[name] != after[name]} == repeated


def test_what_never_decides_exists():
    for name in code.NEVER_DECIDE:
        path = code.ROOT.joinpath(*name.split("."))
        assert path.is_dir() or path.with_suffix(".py").is_file()
