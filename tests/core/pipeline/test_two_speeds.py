"""The core is published first; what enriches it follows as a further build."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap

import pandas as pd
import pytest

from core import pipeline
from core.cities.city import load_city
from core.errors import MissingBuildError
from core.hotspots.methods import METHODS
from core.hotspots.setting import Algorithm
from core.hotspots.tables import CHOICES, PROOF
from core.pipeline import run
from core.pipeline.step import Outcome, Step
from core.records.tables import CLEANING, QUALITY
from core.store import CONTENT, BuildInProgressError, Store
from tests.core.pipeline import made


def clean(work, _report) -> Outcome:
    work.draft.write_json(CLEANING, {"rows": work.request.recent})
    facts = {"counts": {"kept": work.request.recent}, "period": {"last": "2024-05-01"}}
    return Outcome(1, 1, facts)


def fold(work, _report) -> Outcome:
    work.draft.write_json("fold", 1)
    return Outcome(1, 1)


def prove(work, _report) -> Outcome:
    work.draft.write_json("proof", work.draft.view().json("fold"))
    return Outcome(1, 1)


def shade(work, _report) -> Outcome:
    work.draft.write_json("shade", 1)
    return Outcome(1, 1)


FOLD = Step("fold", "Folding", fold, writes=("fold",))
CORE = (Step("records", "Cleaning", clean, writes=(CLEANING,), parameters=lambda work: work.request.recent), FOLD)
ENRICH = (Step("proof", "Proving", prove, writes=("proof",), after=("fold",)),)


@pytest.fixture
def steps(monkeypatch):
    """Replace the steps by some that take no time."""

    def replace(core=CORE, enrich=ENRICH) -> None:
        monkeypatch.setattr(run, "CORE", core)
        monkeypatch.setattr(run, "ENRICH", enrich)

    monkeypatch.setattr(run.tracking, "record", lambda *_: True)
    replace()
    return replace


@pytest.fixture
def make(city, steps, tmp_path):  # noqa: ARG001 (no step takes time)
    (tmp_path / "export.csv").write_text("ID\n1\n")

    def build_core(recent: int = 5):
        return pipeline.build(city, pipeline.Request(load_city("demo"), (tmp_path / "export.csv",), None, recent))

    return build_core


def enrich(city: Store):
    return pipeline.enrich(city, load_city("demo"))


def test_the_core_serves_before_the_rest_and_says_what_is_to_come(city, make):
    core = make()
    assert city.current() == core
    assert core.pending == ("proof",)
    assert core.json("fold") == 1
    with pytest.raises(MissingBuildError, match=r"lacks proof\.json, which is still to be computed; .* enrich --city"):
        core.json("proof")


def test_the_further_build_holds_the_core_and_the_rest(city, make):
    core = make()
    further = enrich(city)
    assert city.current() == further != core
    assert further.pending == ()
    assert further.json("proof") == 1
    assert not further.faults()
    kept = {name: file for name, file in further.manifest["files"].items() if name in {"cleaning.json", "fold.json"}}
    assert kept == {name: core.manifest["files"][name] for name in kept}
    assert made.repeated(further) == ["proof"]
    assert further.json(QUALITY)["steps"] == further.manifest["steps"]
    same = ("title", "sources", "rows", "period", "cutoff", "parameters", "code", "city", "content")
    assert {name: further.manifest[name] for name in same} == {name: core.manifest[name] for name in same}


def test_a_build_that_lacks_nothing_is_not_enriched_again(city, make):
    make()
    further = enrich(city)
    assert enrich(city) == further
    assert make() == further
    assert len(city.builds()) == 2


def test_what_still_holds_is_taken_over_by_the_next_core(city, make):
    make()
    further = enrich(city)
    core = make(recent=6)
    assert core.pending == ()
    assert core.json("proof") == 1
    assert core.manifest["steps"]["proof"]["kept_from"] == further.id
    assert made.repeated(core) == ["records"]


def test_what_no_longer_holds_is_left_out_of_the_core_and_computed_anew(city, steps, make):
    make()
    enrich(city)
    steps(core=(CORE[0], Step("fold", "Folding", fold, writes=("fold",), parameters=lambda _: "another")))
    core = make()
    assert core.pending == ("proof",)
    assert not core.has("proof")
    assert made.repeated(enrich(city)) == ["proof"]


def test_another_step_is_computed_beside_those_that_are_there(city, steps, make):
    make()
    first = enrich(city)
    steps(enrich=(*ENRICH, Step("shade", "Shading", shade, writes=("shade",))))
    second = enrich(city)
    assert made.repeated(second) == ["shade"]
    assert second.json("proof") == first.json("proof")


def test_without_a_build_there_is_nothing_to_enrich(city):
    with pytest.raises(MissingBuildError, match="no build of demo yet"):
        enrich(city)


def test_a_city_is_enriched_by_one_process_at_a_time(city, make):
    make()
    with city.draft(), pytest.raises(BuildInProgressError, match=f"Process {os.getpid()} is building demo"):
        enrich(city)


def test_a_step_that_fails_leaves_the_core_serving(city, steps, make):
    def fail(_work, _report) -> Outcome:
        raise MissingBuildError

    steps(enrich=(Step("proof", "Proving", fail, writes=("proof",), after=("fold",)),))
    core = make()
    with pytest.raises(MissingBuildError):
        enrich(city)
    assert city.current() == core
    assert [path.name for path in core.path.parent.iterdir()] == [core.id]


def test_an_enriched_build_is_of_the_content_of_its_core(city, make, monkeypatch):
    with monkeypatch.context() as earlier:
        earlier.setattr("core.store.draft.CONTENT", CONTENT - 1)
        make()
    further = enrich(city)
    assert further.has("proof")
    assert further.manifest["content"] == CONTENT - 1


KILLED = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    from core import pipeline
    from core.cities.city import load_city
    from core.store import Store

    def report(share, message):
        if message == sys.argv[2]:
            os.kill(os.getpid(), signal.SIGKILL)

    pipeline.enrich(Store(Path(sys.argv[1]), "demo"), load_city("demo"), report)
""")


@pytest.mark.slow
def test_the_finalists_are_proven_and_a_kill_on_the_way_leaves_the_core_serving(city, exports, tmp_path):
    core = made.build(city, exports.full)
    assert core.pending == ("contests", "proof")
    for moment in ("Holding the finalists against their null", "Draw 3 of 99", "Publishing"):
        done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), moment], check=False, capture_output=True)
        assert done.returncode == -signal.SIGKILL
        assert Store(tmp_path, "demo").current() == core
    further = enrich(city)
    proof = pd.DataFrame(further.json(PROOF))
    finalists = {name for choice in further.json(CHOICES) for name in choice["finalists"]}
    assert sorted(proof["name"]) == sorted(finalists)
    assert proof["p"].between(0.01, 1).all()
    assert (proof["draws"] == 99).all()
    methods = proof["name"].str.partition("_")[0].map(lambda name: METHODS[Algorithm(name)])
    assert proof["statistic"].tolist() == [method.null.value for method in methods]
    assert city.current() == further
