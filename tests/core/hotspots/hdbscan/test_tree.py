"""The condensed tree, worked by hand."""

from __future__ import annotations

import numpy as np

from core.hotspots import hdbscan
from core.hotspots.hdbscan import stabilities
from tests.core.hotspots.hdbscan.reference import cells_of


def test_six_cells_worked_by_hand():
    # Records 3, 2, 1, 4, 2, 1 at 0, 10, 30, 100, 120 and 200 m; min_samples is 3.
    hierarchy = hdbscan.grow(cells_of([0, 10, 30, 100, 120, 200], [0] * 6, [3, 2, 1, 4, 2, 1]), 3)
    # The first and the fourth hold 3 by themselves; the others find them 10, 20, 20 and 80 m away.
    assert hierarchy.core_m.tolist() == [0, 10, 20, 0, 20, 80]
    # Joined are 0 and 10 at 10; 30 to them at 20, and 100 and 120 at 20; both pairs at 70; 200 at 80.
    assert hierarchy.linkage.tolist() == [[0, 1, 10, 2], [2, 6, 20, 3], [3, 4, 20, 2], [7, 8, 70, 5], [5, 9, 80, 6]]
    tree = hdbscan.condense(hierarchy, 4)
    # At 80 the last cell leaves. At 70 what is left splits into 6 records and 6.
    assert tree.parent.tolist() == [-1, 0, 0]
    assert tree.birth.tolist() == [0, 1 / 70, 1 / 70]
    assert tree.records.tolist() == [13, 6, 6]
    # West: 30 leaves at 20, its core distance, and at 10 nothing of 4 records is left, so 0 leaves too.
    # East: 120 leaves at 20, and 100, with 4 records at one point, never.
    west, east = tree.home[0], tree.home[3]
    assert tree.home.tolist() == [west, west, west, east, east, 0]
    assert tree.leaving.tolist() == [1 / 10, 1 / 10, 1 / 20, np.inf, 1 / 20, 1 / 80]
    stability = stabilities(tree, hierarchy.weight)
    np.testing.assert_allclose(stability[west], 5 * (1 / 10 - 1 / 70) + 1 * (1 / 20 - 1 / 70))
    assert stability[east] == np.inf
    np.testing.assert_allclose(stability[0], 1 * 1 / 80 + 12 / 70)
    assert hdbscan.cut(hierarchy, 4).tolist() == [0, 0, 0, 1, 1, -1]


def test_three_parts_at_one_distance_are_three_clusters_of_one():
    hierarchy = hdbscan.grow(cells_of([0, 100, 200, 300], [0] * 4, [5, 5, 5, 1]), 4)
    tree = hdbscan.condense(hierarchy, 5)
    assert tree.parent.tolist() == [-1, 0, 0, 0]
    assert tree.birth.tolist() == [0, 1 / 100, 1 / 100, 1 / 100]
    assert hdbscan.cut(hierarchy, 5).tolist() == [0, 1, 2, -1]


def test_small_parts_that_leave_at_one_distance_are_no_cluster_together():
    # Two cells of 4 records and one of 8 touch at 100 m: 4 and 4 are not 8.
    hierarchy = hdbscan.grow(cells_of([0, 100, 200], [0] * 3, [4, 4, 8]), 4)
    assert hdbscan.condense(hierarchy, 8).parent.tolist() == [-1]
    assert hdbscan.cut(hierarchy, 8).tolist() == [-1, -1, -1]


def test_a_cell_at_whose_core_distance_two_clusters_part_is_noise():
    hierarchy = hdbscan.grow(cells_of([0, 50, 100], [0] * 3, [5, 1, 5]), 5)
    assert hierarchy.core_m.tolist() == [0, 50, 0]
    assert hdbscan.cut(hierarchy, 5).tolist() == [0, -1, 1]


def test_a_cell_of_enough_records_is_a_cluster_by_itself_down_to_its_core_distance():
    # The cell of 6 records finds 8 within 10 m, those beside it within 20 m: from 20 m to 10 m it is alone.
    hierarchy = hdbscan.grow(cells_of([0, 10, -10, 500, 520], [0] * 5, [6, 1, 1, 4, 4]), 8)
    assert hierarchy.core_m.tolist() == [10, 20, 20, 20, 20]
    tree = hdbscan.condense(hierarchy, 6)
    assert tree.records.tolist() == [16, 8, 8]
    assert tree.leaving.tolist() == [1 / 10, 1 / 20, 1 / 20, 1 / 20, 1 / 20]
    assert len(set(tree.home[:3].tolist())) == 1
