"""Runs reach MLflow with their parameters and scores; a dead MLflow costs one warning."""

from __future__ import annotations

import math
import socket
import sqlite3
from contextlib import closing
from time import monotonic

import pytest

from core import tracking
from core.tracking import Run
from tests import child

RUNS = [
    Run(
        f"kmeans k={k}",
        {"k": k, "algorithm": "kmeans"},
        {"silhouette": 0.4 + k / 100, "inertia": 1e9 / k},
        {"city": "x"},
    )
    for k in range(2, 5)
]


@pytest.fixture
def database(tmp_path, monkeypatch):
    file = tmp_path / "deep" / "mlflow.db"
    monkeypatch.setenv("PATROLIQ_DATA", str(file.parent))
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    return file


@pytest.mark.slow
def test_every_run_is_stored_under_its_parent(database):
    assert tracking.record("hotspots of x", RUNS, Run("build 1", {"recent": 500}, {"rows": 12.0}))
    with closing(sqlite3.connect(database)) as connection:
        (parent,) = connection.execute("SELECT run_uuid FROM runs WHERE name = 'build 1'").fetchone()
        children = connection.execute(
            "SELECT r.name, r.status, p.value, m.value FROM runs r "
            "JOIN tags t ON t.run_uuid = r.run_uuid AND t.key = 'mlflow.parentRunId' AND t.value = ? "
            "JOIN params p ON p.run_uuid = r.run_uuid AND p.key = 'k' "
            "JOIN metrics m ON m.run_uuid = r.run_uuid AND m.key = 'silhouette' ORDER BY p.value",
            (parent,),
        ).fetchall()
    assert children == [(f"kmeans k={k}", "FINISHED", str(k), pytest.approx(0.4 + k / 100)) for k in range(2, 5)]


@pytest.mark.slow
def test_undefined_scores_are_left_out(database):
    assert tracking.record("x", [Run("one zone", {}, {"silhouette": None, "davies_bouldin": math.nan, "inertia": 3.0})])
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT key, value FROM metrics").fetchall() == [("inertia", 3.0)]


def test_a_closed_port_costs_one_warning(monkeypatch, caplog):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://ann:secret@127.0.0.1:{port}")
    assert not tracking.record("x", RUNS)
    (line,) = caplog.messages
    assert "did not take the runs" in line
    assert "secret" not in line


@pytest.mark.slow
def test_a_silent_server_is_given_up_after_one_try(monkeypatch, caplog):
    monkeypatch.setattr(tracking, "_PATIENCE_S", 1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://ann:secret@127.0.0.1:{port}")
        started = monotonic()
        assert not tracking.record("x", RUNS)
    assert monotonic() - started < 20  # MLflow's own patience is two minutes, eight times over
    assert len(caplog.messages) == 1
    assert "secret" not in caplog.text


def test_importing_the_module_does_not_load_mlflow():
    assert child.run("import sys, core.tracking; print('mlflow' in sys.modules)") == "False\n"
