"""DBSCAN against a hand-worked street, scikit-learn, and the definition written out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import connected_components
from sklearn.cluster import DBSCAN

from core.hotspots import dbscan
from core.places.grid import Grid
from core.places.points import NOISE, Points

EAST, NORTH = 358_000.0, 580_000.0


def place(x_m, y_m, weight=None):
    """Points at these coordinates, sorted by 300 m cell as the fold leaves them."""
    x, y = np.asarray(x_m, float), np.asarray(y_m, float)
    w = np.ones(len(x), np.int64) if weight is None else np.asarray(weight, np.int64)
    number = Grid.over(x, y, 300.0).number(x, y)
    order = np.argsort(number, kind="stable")
    cell = np.unique(number[order], return_inverse=True)[1].astype(np.int32)
    return Points(x[order], y[order], w[order], cell, 300.0)


class Case(NamedTuple):
    points: Points
    eps_m: float
    min_samples: int


@st.composite
def cases(draw, kinds=("uniform", "clumped", "lattice", "line", "stacked")):
    kind = draw(st.sampled_from(kinds))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n = draw(st.integers(1, 250))
    if kind == "uniform":
        xy = rng.uniform(0, draw(st.sampled_from([300, 2000, 20000])), (n, 2))
    elif kind == "clumped":
        xy = rng.uniform(0, 3000, (5, 2))[rng.integers(0, 5, n)] + rng.normal(0, 60, (n, 2))
    elif kind == "lattice":
        xy = rng.integers(0, draw(st.integers(1, 30)), (n, 2)) * 25.0
    elif kind == "line":
        xy = np.outer(rng.integers(0, 200, n), draw(st.sampled_from([(25.0, 0.0), (0.0, 25.0), (15.0, 20.0)])))
    else:
        xy = np.repeat(rng.uniform(0, 500, (1 + n // 20, 2)), 20, axis=0)[:n]
    weight = np.minimum(rng.zipf(1.7, n), 400) if draw(st.booleans()) else np.ones(n, int)
    points = place(EAST + xy[:, 0], NORTH + xy[:, 1], weight)
    eps_m = draw(st.sampled_from([50.0, 75.0, 125.0, 250.0, 400.0, 1000.0]) | st.floats(50, 1000))
    return Case(points, eps_m, draw(st.sampled_from([2, 5, 20, 100, 500]) | st.integers(2, 60)))


def by_definition(points, eps_m, min_samples):
    """Labels straight from the definition, comparing all pairs."""
    d2 = (points.x_m[:, None] - points.x_m) ** 2 + (points.y_m[:, None] - points.y_m) ** 2
    near = d2 <= eps_m * eps_m
    core = near @ points.weight >= min_samples
    labels = np.full(len(core), NOISE)
    if not core.any():
        return labels
    piece = connected_components(near[np.ix_(core, core)])[1]
    labels[core] = ranked(piece, points.weight[core])
    for i in np.flatnonzero(~core):
        closest = core & near[i]
        if closest.any():
            closest &= d2[i] == d2[i, closest].min()
            labels[i] = labels[closest].min()
    labels[labels >= 0] = ranked(labels[labels >= 0], points.weight[labels >= 0])
    return labels


def ranked(piece, weight):
    """Numbers of pieces, most records first, ties by first appearance."""
    names, first, index = np.unique(piece, return_index=True, return_inverse=True)
    order = sorted(range(len(names)), key=lambda c: (-weight[index == c].sum(), first[c]))
    return np.argsort(order)[index]


def assert_agrees_with_scikit_learn(case, labels=None):
    """Same core places, same clusters of core places, same noise."""
    points, eps_m, min_samples = case
    labels = dbscan.label(*case) if labels is None else labels
    core = dbscan.core_mask(*case)
    theirs = DBSCAN(eps=eps_m, min_samples=min_samples).fit(
        np.column_stack([points.x_m, points.y_m]), sample_weight=points.weight
    )
    np.testing.assert_array_equal(np.flatnonzero(core), theirs.core_sample_indices_)
    np.testing.assert_array_equal(labels == NOISE, theirs.labels_ == -1)
    pairs = {(a, b) for a, b in zip(labels[core].tolist(), theirs.labels_[core].tolist(), strict=True)}
    assert len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})


def test_a_street_worked_by_hand():
    # eps 100, 5 records: 0 m (3 records) and 60 m (2) see each other: core. 150 m (1) sees only 60 m: 3, a border.
    # 400 m holds 9 by itself: core, and the larger cluster. 500 m (1) is exactly 100 m off: 10 records, core.
    # 601 m sees nothing: noise.
    points = place([EAST + v for v in (0, 60, 150, 400, 500, 601)], [NORTH] * 6, [3, 2, 1, 9, 1, 1])
    assert dbscan.core_mask(points, 100, 5).tolist() == [True, True, False, True, True, False]
    assert dbscan.label(points, 100, 5).tolist() == [1, 1, 1, 0, 0, NOISE]


@pytest.mark.parametrize(
    ("east_m", "weight", "expected"),
    [
        # eps 100, 10 records: the middle place sees 5 records, the places beside it lean on those further out.
        ((-150, -80, 0, 60, 140), (19, 2, 1, 2, 8), [0, 0, 1, 1, 1]),
        ((-150, -80, 0, 80, 150), (19, 2, 1, 2, 8), [0, 0, 0, 1, 1]),
        ((-150, -80, 0, 80, 150), (8, 2, 1, 2, 19), [1, 1, 0, 0, 0]),
    ],
    ids=["nearest core, though its cluster is smaller", "tie: more core records", "tie, the other way round"],
)
def test_a_border_place_goes_to_the_nearest_core(east_m, weight, expected):
    points = place(EAST + np.array(east_m), [NORTH] * 5, weight)
    assert dbscan.core_mask(points, 100, 10).tolist() == [True, True, False, True, True]
    assert dbscan.label(points, 100, 10).tolist() == expected


@given(cases())
@settings(deadline=None, max_examples=150)
def test_core_clusters_and_noise_are_those_of_scikit_learn(case):
    assert_agrees_with_scikit_learn(case)


@given(cases())
@settings(deadline=None, max_examples=150)
def test_labels_follow_the_definition(case):
    np.testing.assert_array_equal(dbscan.label(*case), by_definition(*case))
