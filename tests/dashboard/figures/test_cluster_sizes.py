"""The chart of smallest zones can be clicked, and says when there is nothing to draw."""

from __future__ import annotations

import numpy as np

from core.hotspots.hdbscan.sizes import Sizes
from dashboard.figures.cluster_sizes import cluster_size_curve, cluster_size_sentence

FOUND = Sizes(100, np.array([200, 2_000]), np.array([40, 3]), np.array([0.8, 0.5]))
NOTHING = Sizes(100, np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))


def test_a_click_carries_the_size():
    line = cluster_size_curve(FOUND, 500).data[0]
    assert list(line.customdata) == ["min_cluster_size=200", "min_cluster_size=2000"]
    assert list(line.y) == [0.8, 0.5]


def test_the_present_size_is_marked():
    assert list(cluster_size_curve(FOUND, 500).data[1].x) == [500, 500]


def test_nothing_is_said_of_nothing():
    assert not cluster_size_curve(NOTHING, 500).data
    assert cluster_size_sentence(NOTHING) == ""
    assert "100 records" in cluster_size_sentence(FOUND)
