from __future__ import annotations

import numpy as np
import pytest

from core.hotspots.clustering import cluster
from core.hotspots.setting import Algorithm, Setting
from core.hotspots.ward import grown
from core.places.selection import Filters, points_of, select


@pytest.fixture
def points(fold):
    grown.tree_of.cache_clear()
    return points_of(fold, select(fold, Filters()).weight)[0]


@pytest.fixture
def times_grown(monkeypatch):
    """Count how often a tree is grown."""
    grow, calls = grown.grow, []
    monkeypatch.setattr(grown, "grow", lambda points: calls.append(1) or grow(points))
    return calls


def test_another_k_is_another_cut_of_the_same_tree(points, times_grown):
    three, four = (cluster(points, Setting(Algorithm.HIERARCHICAL, k=k)) for k in (3, 4))
    assert len(times_grown) == 1
    assert three.tree is four.tree
    assert (three.labels.max(), four.labels.max()) == (2, 3)


def test_other_weights_grow_another_tree(points, times_grown):
    heavier = points._replace(weight=points.weight + (np.arange(len(points.weight)) == 0))
    cluster(points, Setting(Algorithm.HIERARCHICAL, k=3))
    cluster(heavier, Setting(Algorithm.HIERARCHICAL, k=3))
    assert len(times_grown) == 2
