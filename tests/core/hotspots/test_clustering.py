from __future__ import annotations

import numpy as np
import pytest

from core.hotspots import clustering
from core.hotspots.clustering import cluster, tree_of
from core.hotspots.setting import Algorithm, Setting
from core.places.points import OUTSIDE
from core.places.selection import Filters, points_of, select


@pytest.fixture
def points(fold):
    tree_of.cache_clear()
    return points_of(fold, select(fold, Filters()).weight)[0]


@pytest.fixture
def grown(monkeypatch):
    """Count how often a tree is grown."""
    grow, calls = clustering.ward.grow, []
    monkeypatch.setattr(clustering.ward, "grow", lambda points: calls.append(1) or grow(points))
    return calls


def test_another_k_is_another_cut_of_the_same_tree(points, grown):
    three, four = (cluster(points, Setting(Algorithm.HIERARCHICAL, k=k)) for k in (3, 4))
    assert len(grown) == 1
    assert three.tree is four.tree
    assert (three.labels.max(), four.labels.max()) == (2, 3)


def test_other_weights_grow_another_tree(points, grown):
    heavier = points._replace(weight=points.weight + (np.arange(len(points.weight)) == 0))
    cluster(points, Setting(Algorithm.HIERARCHICAL, k=3))
    cluster(heavier, Setting(Algorithm.HIERARCHICAL, k=3))
    assert len(grown) == 2


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_only_dense_cells_are_clustered(points, algorithm):
    labels = cluster(points, Setting(algorithm, k=3, eps_m=300, min_samples=20, concentration=0.25)).labels
    outside = labels == OUTSIDE
    cells = len(np.unique(points.cell))
    assert len(np.unique(points.cell[~outside])) == np.ceil(0.25 * cells)
    assert not set(points.cell[outside]) & set(points.cell[~outside]), "a cell is in or out as a whole"
