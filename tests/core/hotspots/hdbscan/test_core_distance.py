"""Core distances against a street worked by hand and scikit-learn's neighbours of the records."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.neighbors import NearestNeighbors

from core.hotspots.hdbscan.core_distance import core_distances
from tests.core.hotspots.hdbscan.reference import cases


def search(points, min_samples):
    return np.sqrt(core_distances(points.x_m, points.y_m, points.weight.astype(float), min_samples))


@pytest.mark.parametrize(
    ("min_samples", "expected"),
    [
        (1, [0, 0, 0, 0]),
        (2, [0, 40, 50, 0]),  # at 40 m there is 1 record and 40 m off are 3; at 90 m there is 1 and 50 m off another
        (3, [0, 40, 90, 260]),
        (4, [40, 40, 90, 310]),
        (5, [90, 50, 90, 350]),
        (7, [350, 310, 260, 350]),
        (8, [np.inf] * 4),
    ],
)
def test_a_street_worked_by_hand(min_samples, expected):
    x_m, weight = np.array([0.0, 40, 90, 350]), np.array([3.0, 1, 1, 2])
    np.testing.assert_array_equal(np.sqrt(core_distances(x_m, np.zeros(4), weight, min_samples)), expected)


@given(cases(most=60))
@settings(deadline=None, max_examples=100)
def test_they_are_scikit_learns_of_the_records(case):
    points, min_samples, _ = case
    min_samples = min(min_samples, int(points.weight.sum()))
    records = np.repeat(np.column_stack((points.x_m, points.y_m)), points.weight, axis=0)
    nearest = NearestNeighbors(n_neighbors=min_samples, algorithm="kd_tree").fit(records).kneighbors(records)[0]
    np.testing.assert_array_equal(np.repeat(search(points, min_samples), points.weight), nearest[:, -1])


@given(cases(most=60), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=50)
def test_the_order_of_the_cells_does_not_matter(case, random):
    points, min_samples, _ = case
    order = np.array(random.sample(range(len(points.cell)), len(points.cell)))
    shuffled = points._replace(x_m=points.x_m[order], y_m=points.y_m[order], weight=points.weight[order])
    np.testing.assert_array_equal(search(shuffled, min_samples), search(points, min_samples)[order])


def test_cells_at_one_point_count_together():
    same = np.zeros(3)
    np.testing.assert_array_equal(core_distances(same, same, np.array([2.0, 1, 1]), 4), [0, 0, 0])
