"""A costly folder is filled once for all workers of a run, and again only if that failed."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.once import make_once


@pytest.fixture
def workers(tmp_path, monkeypatch):
    """Two workers of one run, each with a folder of its own in that of the run."""
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    return [SimpleNamespace(getbasetemp=lambda name=name: tmp_path / name) for name in ("gw0", "gw1")]


def test_two_workers_share_what_one_of_them_made(workers):
    made = []

    def make(folder):
        (folder / "data").write_text("x")
        made.append(folder)

    first, second = (make_once(worker, "city", make) for worker in workers)
    assert first == second
    assert made == [first]
    assert (second / "data").read_text() == "x"


def test_what_failed_half_way_is_made_anew(workers):
    def fail(folder):
        (folder / "half").touch()
        raise OSError("The disk is full.")

    with pytest.raises(OSError, match="full"):
        make_once(workers[0], "city", fail)
    folder = make_once(workers[1], "city", lambda folder: (folder / "whole").touch())
    assert [path.name for path in folder.iterdir()] == ["whole"]


def test_a_run_without_workers_keeps_to_its_own_folder(workers, tmp_path, monkeypatch):
    monkeypatch.delenv("PYTEST_XDIST_WORKER")
    (tmp_path / "gw0").mkdir()
    assert make_once(workers[0], "city", Path.is_dir).parent == tmp_path / "gw0"
