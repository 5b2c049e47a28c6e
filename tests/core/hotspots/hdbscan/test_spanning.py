"""The walk against SciPy's single linkage of the same distances."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from scipy.cluster.hierarchy import cophenet, linkage
from scipy.spatial.distance import squareform

from core.hotspots.hdbscan.spanning import walk
from tests.core.hotspots.hdbscan.reference import cases, mutual_reachability


def test_three_cells_worked_by_hand():
    # Cells 0 and 1 are 30 m apart, but the core distance of 1 is 50 m; 2 lies 40 m beyond 0, and is taken first.
    order, squared = walk(np.array([0.0, 30, -40]), np.zeros(3), np.array([0.0, 50**2, 10**2]))
    assert order.tolist() == [0, 2, 1]
    assert squared.tolist() == [40**2, 50**2]


@given(cases(most=60))
@settings(deadline=None, max_examples=100)
def test_what_is_joined_below_a_distance_is_what_single_linkage_joins(case):
    core, reach = mutual_reachability(*case[:2])
    points = case.points
    if np.isinf(core).any():
        core, reach = mutual_reachability(points, 1)
    order, squared = walk(points.x_m, points.y_m, core**2)
    step, m = np.sqrt(squared), len(core)
    joined = np.zeros((m, m))
    for first in range(m):
        for last in range(first + 1, m):
            pair = order[first], order[last]
            joined[pair] = joined[pair[::-1]] = step[first:last].max()
    np.fill_diagonal(reach, 0)
    np.testing.assert_allclose(joined, squareform(cophenet(linkage(squareform(reach), "single"))), rtol=1e-12)


def test_one_cell_is_a_walk_without_steps():
    order, squared = walk(np.zeros(1), np.zeros(1), np.zeros(1))
    assert order.tolist() == [0]
    assert len(squared) == 0
