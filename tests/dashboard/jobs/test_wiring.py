"""Every kind has stores, a row and callbacks of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from dash import Dash, html

from core.errors import BadParameterError
from core.store import Store
from dashboard import jobs
from dashboard.ids import Job
from dashboard.jobs.kinds import BEST

if TYPE_CHECKING:
    from pathlib import Path

KINDS = (BEST, replace(BEST, name="other", title="Counting sheep"))
PARTS = {part.of(kind.name) for part in Job for kind in KINDS}


@pytest.fixture
def app(tmp_path: Path) -> Dash:
    app = Dash("jobs", background_callback_manager=jobs.manager(tmp_path))
    jobs.register(app, Store(tmp_path, "demo"), KINDS)
    app.layout = html.Div(jobs.build_job_bar(KINDS))
    return app


def test_every_part_of_every_kind_is_in_the_job_bar_once():
    ids = [part.id for part in jobs.build_job_bar(KINDS)._traverse() if getattr(part, "id", None)]
    assert sorted(ids) == sorted(PARTS)


def test_no_row_is_shown_before_its_job_runs():
    rows = [row for row in jobs.build_job_bar(KINDS).children if getattr(row, "className", None) == "job"]
    assert [row.hidden for row in rows] == [True, True]


def test_a_kind_is_wired_to_its_own_parts_alone(app: Dash):
    callbacks = app.server.test_client().get("/_dash-dependencies").json
    works = {one["output"]: one for one in callbacks if one.get("background")}
    assert set(works) == {f"{Job.RESULT.of(kind.name)}.data" for kind in KINDS}
    for kind in KINDS:
        work = works[f"{Job.RESULT.of(kind.name)}.data"]
        assert [one["id"] for one in work["inputs"]] == [Job.STARTED.of(kind.name)]
        assert set(work["running"]["running"]) == {f"{Job.ROW.of(kind.name)}.hidden"}


def test_nothing_is_wired_that_is_not_in_the_job_bar(app: Dash):
    callbacks = app.server.test_client().get("/_dash-dependencies").json
    named = {one["id"] for callback in callbacks for part in ("inputs", "state") for one in callback[part]}
    assert Job.CANCEL.of("other") in named
    assert named <= PARTS


def test_a_number_of_jobs_that_makes_no_sense_stops_the_start(app: Dash, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PATROLIQ_JOBS", "none")
    with pytest.raises(BadParameterError):
        jobs.register(app, Store(tmp_path, "demo"), KINDS)
