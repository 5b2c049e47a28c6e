from __future__ import annotations

import numpy as np
import pytest

from core.hotspots.clustering import cluster
from core.hotspots.setting import Algorithm, Setting
from core.places.points import OUTSIDE
from core.places.selection import Filters, points_of, select


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_only_dense_cells_are_clustered(fold, algorithm):
    points, _ = points_of(fold, select(fold, Filters()).weight)
    labels = cluster(points, Setting(algorithm, k=3, eps_m=300, min_samples=20, concentration=0.25)).labels
    outside = labels == OUTSIDE
    cells = len(np.unique(points.cell))
    assert len(np.unique(points.cell[~outside])) == np.ceil(0.25 * cells)
    assert not set(points.cell[outside]) & set(points.cell[~outside]), "a cell is in or out as a whole"
