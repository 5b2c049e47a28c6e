"""Selection by excess of mass, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from core.hotspots import hdbscan
from core.hotspots.hdbscan.mass import select
from tests.core.hotspots.hdbscan.reference import cells_of


@pytest.mark.parametrize(
    ("gap_m", "stability", "labels"),
    [
        # Two pairs 10 m wide. With 15 m between them they last from 1/15 to 1/10: 2 * 2 * (1/10 - 1/15) = 0.133,
        # and together they lasted, 965 m from the third pair, 4 * (1/15 - 1/965) = 0.263.
        (15, 4 * (1 / 15 - 1 / 965), [0, 0, 0, 0, 1, 1]),
        # With 25 m between them they last from 1/25: 2 * 2 * (1/10 - 1/25) = 0.24; together 4 * (1/25 - 1/955) = 0.156.
        (25, 4 * (1 / 25 - 1 / 955), [0, 0, 1, 1, 2, 2]),
    ],
)
def test_two_pairs_are_one_cluster_or_two(gap_m, stability, labels):
    hierarchy = hdbscan.grow(cells_of([0, 10, 10 + gap_m, 20 + gap_m, 1_000, 1_010], [0] * 6), 2)
    tree = hdbscan.condense(hierarchy, 2)
    both = int(np.flatnonzero(tree.records == 4)[0])
    assert hdbscan.stabilities(tree, hierarchy.weight)[both] == pytest.approx(stability)
    assert hdbscan.cut(hierarchy, 2).tolist() == labels


@pytest.mark.parametrize(
    ("stability", "chosen"),
    [
        ([9, 3, 1, 1, 5], [-1, 1, 1, 1, 4]),
        ([9, 2, 1, 1, 5], [-1, 1, 1, 1, 4]),  # as stable as its parts: it stays
        ([9, 0.3, 0.1, 0.2, 5], [-1, 1, 1, 1, 4]),  # 0.1 + 0.2 is a little more than 0.3
        ([9, 1.9, 1, 1, 5], [-1, -1, 2, 3, 4]),
        ([9, 3, np.inf, 1, 5], [-1, -1, 2, 3, 4]),
        ([np.inf, 3, 1, 1, 5], [-1, 1, 1, 1, 4]),
    ],
)
def test_a_cluster_stays_unless_its_parts_are_more_stable(stability, chosen):
    # The first has parts 1 and 4, and 1 has parts 2 and 3.
    assert select(np.array([-1, 0, 1, 1, 0]), np.array(stability, np.float64)).tolist() == chosen


def test_parts_of_parts_are_weighed_as_the_best_among_them():
    # 3 and 4 (together 5) win over 2 (4), and with it over 1 (4.5): 2's own 4 would not have.
    chosen = select(np.array([-1, 0, 1, 2, 2, 1]), np.array([0.0, 4.5, 4, 3, 2, 0]))
    assert chosen.tolist() == [-1, -1, -1, 3, 4, 5]
