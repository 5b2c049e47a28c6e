from __future__ import annotations

from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from core import processes
from core.hotspots import methods, sweep
from core.hotspots.answer import find_zones
from core.hotspots.setting import Algorithm, Setting
from core.places.selection import Filters, select

SETTINGS = [
    Setting(k=4),
    Setting(Algorithm.HIERARCHICAL, k=4, concentration=0.5),
    Setting(Algorithm.DBSCAN, eps_m=300, min_samples=30),
]


@pytest.fixture(scope="module")
def swept(fold):
    told = []
    return sweep.sweep(
        fold, Filters(), SETTINGS, lambda share, message: told.append((share, message)), replicates=1
    ), told


def test_a_row_says_what_the_page_says(fold, swept):
    for setting, (_, row) in zip(SETTINGS, swept[0].table.iterrows(), strict=True):
        shown = find_zones(fold, Filters(), setting)
        assert row["silhouette"] == pytest.approx(shown.scores.silhouette)
        assert row["coverage"] == pytest.approx(shown.coverage)
        assert row["clusters"] == shown.clusters
        assert (swept[0].labels[row["name"]] == shown.labels).all()
        assert sweep.setting_of(row) == setting


def test_names_say_the_setting(swept):
    assert list(swept[0].table["name"]) == ["kmeans_k4", "hierarchical_k4_top50", "dbscan_eps300_min30"]


def test_progress_rises_to_the_end(swept):
    shares = [share for share, _ in swept[1]]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_sweep_on_other_processes_finds_the_same(fold, monkeypatch):
    tried = [Setting(k=k) for k in range(2, 2 + processes.WORTH_SPLITTING)]
    apart = sweep.sweep(fold, Filters(), tried, replicates=1)
    monkeypatch.setattr(processes, "WORTH_SPLITTING", len(tried) + 1)
    here = sweep.sweep(fold, Filters(), tried, replicates=1)
    pd.testing.assert_frame_equal(apart.table, here.table)
    assert all((apart.labels[name] == here.labels[name]).all() for name in here.labels)


def test_settings_follow_the_number_of_records():
    tried = sweep.settings_for(500_000, Algorithm.DBSCAN)
    assert {s.min_samples for s in tried if s.eps_m <= methods.SMALL_RADIUS_M} == {20, 50, 100}
    assert {s.min_samples for s in tried if s.eps_m > methods.SMALL_RADIUS_M} == {20, 100, 500}
    assert [s.min_samples for s in sweep.settings_for(1_000, Algorithm.DBSCAN)] == [5] * len(methods.EPS_TRIED_M)
    assert sweep.settings_for(1_000, Algorithm.DBSCAN, 0.2) == []
    assert [s.k for s in sweep.settings_for(1_000, Algorithm.KMEANS)] == list(range(2, 31))
    assert [s.k for s in sweep.settings_for(1_000, Algorithm.KMEANS, 0.1)] == [10, 20, 30]


def test_every_setting_is_listed_once_on_the_ground_that_its_algorithm_is_for():
    tried = sweep.every_setting(500_000, (0.2, 0.1))
    assert len(tried) == len(set(tried))
    ground = {algorithm: {s.concentration for s in tried if s.algorithm is algorithm} for algorithm in Algorithm}
    assert ground == {a: {1.0} if methods.METHODS[a].has_noise else {0.2, 0.1} for a in Algorithm}
    assert sweep.every_setting(500_000, (0.1, 0.1)) == sweep.every_setting(500_000, (0.1,))


def test_a_setting_with_more_zones_than_cells_is_left_out(fold):
    few = Filters(since=fold.last_day - timedelta(days=2), types=("NARCOTICS",))
    cells = len(np.unique(fold.cell[select(fold, few).weight > 0]))
    assert 2 <= cells < 30
    half = int(np.ceil(cells / 2))
    tried = [Setting(k=2), Setting(k=30), *(Setting(k=k, concentration=0.5) for k in (half, half + 1))]
    found = sweep.sweep(fold, few, tried, replicates=1)
    assert list(found.table["name"]) == ["kmeans_k2", f"kmeans_k{half}_top50"]
