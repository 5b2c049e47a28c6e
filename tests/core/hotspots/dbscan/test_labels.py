"""DBSCAN against a hand-worked street, scikit-learn, and the definition written out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import connected_components
from sklearn.cluster import DBSCAN

from core.hotspots import dbscan
from core.hotspots.dbscan import kdistance
from core.places.geometry.grid import Grid
from core.places.points import NOISE, Points
from tests import child

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
@settings(deadline=None, max_examples=100)
def test_core_clusters_and_noise_are_those_of_scikit_learn(case):
    assert_agrees_with_scikit_learn(case)


@given(cases())
@settings(deadline=None, max_examples=100)
def test_labels_follow_the_definition(case):
    np.testing.assert_array_equal(dbscan.label(*case), by_definition(*case))


@given(cases())
@settings(deadline=None, max_examples=50)
def test_a_place_of_weight_w_is_w_records(case):
    points, eps_m, min_samples = case
    points = points._replace(weight=np.minimum(points.weight, 6))
    records = np.repeat(np.column_stack([points.x_m, points.y_m]), points.weight, axis=0)
    theirs = DBSCAN(eps=eps_m, min_samples=min_samples).fit(records)
    core = np.repeat(dbscan.core_mask(points, eps_m, min_samples), points.weight)
    np.testing.assert_array_equal(np.flatnonzero(core), theirs.core_sample_indices_)
    labels = np.repeat(dbscan.label(points, eps_m, min_samples), points.weight)
    np.testing.assert_array_equal(labels == NOISE, theirs.labels_ == -1)


def lattice(step_m):
    span = np.arange(45) * step_m
    x, y = (axis.ravel() for axis in np.meshgrid(EAST + span, NORTH + span))
    return place(x, y)


@pytest.mark.parametrize(("step_m", "eps_m", "disc"), [(25.0, 125.0, 81), (7.5, 97.5, 529), (50.0, 1000.0, 1257)])
def test_exact_ties_on_a_lattice_fall_as_in_scikit_learn(step_m, eps_m, disc):
    # 5, 13 and 20 steps: 3-4-5 and 5-12-13 triangles put places at exactly eps; the disc (OEIS A000328) counts them in.
    points = lattice(step_m)
    assert dbscan.core_mask(points, eps_m, disc).any()
    assert not dbscan.core_mask(points, eps_m, disc + 1).any()
    assert not dbscan.core_mask(points, np.nextafter(eps_m, 0), disc).any()
    for min_samples in (2, disc // 4, disc // 2, disc - 1, disc):
        assert_agrees_with_scikit_learn(Case(points, eps_m, min_samples))


@pytest.mark.parametrize(("step_m", "eps_m"), [(10.1, 50.5), (33.3, 166.5), (100 / 3, 500 / 3), (70.7, 999.9)])
def test_ties_that_rounding_decides_fall_as_in_scikit_learn(step_m, eps_m):
    points = lattice(step_m)
    for min_samples in (20, 40, 69, 73, 81):
        assert_agrees_with_scikit_learn(Case(points, eps_m, min_samples))


def test_a_place_at_exactly_eps_is_near_and_one_step_further_is_not():
    assert dbscan.label(place([EAST, EAST + 60], [NORTH, NORTH + 80]), 100, 2).tolist() == [0, 0]
    further = np.nextafter(NORTH + 80, np.inf)
    assert dbscan.label(place([EAST, EAST + 60], [NORTH, further]), 100, 2).tolist() == [NOISE, NOISE]


@pytest.mark.parametrize(
    ("points", "eps_m", "min_samples", "expected"),
    [
        (place([EAST], [NORTH], [1]), 50, 2, [NOISE]),
        (place([EAST], [NORTH], [2]), 50, 2, [0]),
        (place([EAST] * 50, [NORTH] * 50), 50, 50, [0] * 50),
        (place([EAST] * 50, [NORTH] * 50), 1000, 51, [NOISE] * 50),
        (place([EAST, EAST + 5000], [NORTH, NORTH + 5000], [70_000, 99_999]), 1000, 100_000, [NOISE, NOISE]),
        (place([EAST, EAST + 5000], [NORTH, NORTH + 5000], [70_000, 99_999]), 1000, 60_000, [1, 0]),
        (place([EAST, EAST + 300_000], [NORTH, NORTH + 300_000], [2, 2]), 50, 2, [0, 1]),
        (Points(np.zeros(0), np.zeros(0), np.zeros(0, np.int64), np.zeros(0, np.int32), 300.0), 50, 2, []),
    ],
    ids=["one record", "one place", "all in one", "more than all", "heavy", "heavy, apart", "far apart", "nothing"],
)
def test_edges(points, eps_m, min_samples, expected):
    assert dbscan.label(points, eps_m, min_samples).tolist() == expected


@given(cases(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=50)
def test_the_order_of_the_places_does_not_matter(case, shuffle):
    points, eps_m, min_samples = case
    order = list(range(len(points.x_m)))
    shuffle.shuffle(order)
    other = points._replace(x_m=points.x_m[order], y_m=points.y_m[order], weight=points.weight[order])
    labels, again = dbscan.label(*case), dbscan.label(other, eps_m, min_samples)
    core = dbscan.core_mask(*case)[order]
    np.testing.assert_array_equal(again == NOISE, labels[order] == NOISE)
    pairs = set(zip(labels[order][core].tolist(), again[core].tolist(), strict=True))
    assert len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})


@given(cases(), st.floats(1, 400), st.integers(1, 50))
@settings(deadline=None, max_examples=50)
def test_asking_more_never_adds_core_places_and_looking_further_never_removes_them(case, more_m, more):
    points, eps_m, min_samples = case
    core = dbscan.core_mask(*case)
    assert not (dbscan.core_mask(points, eps_m, min_samples + more) & ~core).any()
    assert not (core & ~dbscan.core_mask(points, eps_m + more_m, min_samples)).any()


def city(n=60_000):
    """A seeded city large enough for the threads: clumps on streets, heavy corners."""
    rng = np.random.default_rng(11)
    centre = rng.uniform(0, 15_000, (40, 2))[rng.integers(0, 40, n)]
    xy = centre + rng.normal(0, 700, (n, 2))
    xy[::2, 0] = np.round(xy[::2, 0] / 100) * 100
    return place(EAST + xy[:, 0], NORTH + xy[:, 1], np.minimum(rng.zipf(1.9, n), 900))


@pytest.mark.parametrize(("eps_m", "min_samples"), [(75, 30), (100, 100), (400, 3000)])
def test_a_whole_city_agrees_with_scikit_learn(eps_m, min_samples):
    case = Case(city(), eps_m, min_samples)
    labels = dbscan.label(*case)
    assert 0 < (labels == NOISE).sum() < len(labels)
    assert_agrees_with_scikit_learn(case, labels)


def test_two_requests_at_once_get_the_same_answer_as_one():
    points = city()
    alone = dbscan.label(points, 100, 60)
    with ThreadPoolExecutor(4) as pool:
        for labels in pool.map(lambda _: dbscan.label(points, 100, 60), range(8)):
            np.testing.assert_array_equal(labels, alone)


FORKING = """
import os, warnings
import numpy as np
from core.hotspots import dbscan
from core.hotspots.dbscan import kdistance
from core.places.points import Points
warnings.simplefilter("ignore")
rng = np.random.default_rng(3)
points = Points(*rng.uniform(3e5, 3.1e5, (2, 20_000)), np.ones(20_000, np.int64), np.zeros(20_000, np.int32), 300.0)
before = dbscan.label(points, 150, 8)
child = os.fork()
if child == 0:
    os._exit(0 if np.array_equal(dbscan.label(points, 150, 8), before) else 1)
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_a_forked_process_labels_like_its_parent():
    child.run(FORKING)


@given(cases())
@settings(deadline=None, max_examples=60)
def test_the_k_distance_is_the_eps_from_which_a_place_is_core(case):
    points, eps_m, min_samples = case
    found = kdistance.distances(points, min_samples)
    np.testing.assert_array_equal(found <= eps_m, dbscan.core_mask(*case))
    for exact in np.unique(found[np.isfinite(found) & (found >= 1)])[:5]:
        np.testing.assert_array_equal(found <= exact, dbscan.core_mask(points, exact, min_samples))


@given(cases())
@settings(deadline=None, max_examples=60)
def test_k_distances_follow_the_definition(case):
    points, _, min_samples = case
    apart = np.hypot(points.x_m[:, None] - points.x_m, points.y_m[:, None] - points.y_m)
    expected = []
    for row in apart:
        order = np.argsort(row, kind="stable")
        enough = np.searchsorted(np.cumsum(points.weight[order]), min_samples)
        expected.append(row[order[enough]] if enough < len(row) else np.inf)
    expected = np.where(np.array(expected) <= kdistance.CAP_M, expected, np.inf)
    np.testing.assert_allclose(kdistance.distances(points, min_samples), expected, rtol=1e-12)


def test_a_k_distance_curve_worked_by_hand():
    # Ten records find five: at once at 0 m (6 records), 30 m away from there (1), 100 m (2); 5 km off (1) nowhere.
    points = place([EAST, EAST + 30, EAST + 100, EAST + 5000], [NORTH] * 4, [6, 1, 2, 1])
    curve = dbscan.k_distance(points, 5)
    assert curve.within == 0.9
    assert curve.share[0] == 0.005
    assert curve.share[-1] == 0.9
    assert np.interp([0.3, 0.6, 0.65, 0.7, 0.75, 0.9], curve.share, curve.distance_m).tolist() == [
        0,
        0,
        30,
        30,
        100,
        100,
    ]
    assert dbscan.k_distance(points, 11) == kdistance.KDistance(11, *(pytest.approx([]),) * 2, 0.0, None)


def test_a_share_of_n_hundredths_is_the_nth_of_a_hundred_records():
    # Gaps of 1, 2, 3... m: the nearest neighbour of each is as far as the gap before it.
    curve = dbscan.k_distance(place(EAST + np.cumsum(np.arange(100.0)), np.full(100, NORTH)), 2)
    assert curve.distance_m[1::2].tolist() == [1, 1, *range(2, 100)]


@pytest.mark.parametrize("min_samples", [2, 100])
def test_the_curve_reads_the_share_of_core_records(min_samples):
    points = city(8000)
    curve = dbscan.k_distance(points, min_samples)
    assert (np.diff(curve.distance_m) >= 0).all()
    for share, eps_m in list(zip(curve.share, curve.distance_m, strict=True))[::15]:
        if eps_m >= 1:
            core = points.weight[dbscan.core_mask(points, eps_m, min_samples)].sum() / points.weight.sum()
            less = (
                points.weight[dbscan.core_mask(points, np.nextafter(eps_m, 0), min_samples)].sum() / points.weight.sum()
            )
            assert less < share <= core


def test_a_knee_is_a_sharp_turn_and_nothing_else():
    share = np.arange(1, 201) / 200
    corner = np.where(share <= 0.8, 100 * share, 80 + 2000 * (share - 0.8))
    assert kdistance.knee(share, corner) == pytest.approx(80)
    assert kdistance.knee(share, 300 * share) is None
    assert kdistance.knee(share, 300 * share**2) is None
    assert kdistance.knee(share, 300 * np.sqrt(share)) is None
    assert kdistance.knee(share, np.full(200, 90.0)) is None
    assert kdistance.knee(share[:2], share[:2]) is None


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.parametrize(("eps_m", "min_samples"), [(75, 20), (100, 100), (200, 100), (200, 500)])
def test_real_records_agree_with_scikit_learn(real_points, eps_m, min_samples):
    assert_agrees_with_scikit_learn(Case(real_points, eps_m, min_samples))


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.parametrize("min_samples", [20, 500])
def test_real_k_distances_agree_with_the_core_places(real_points, min_samples):
    found = kdistance.distances(real_points, min_samples)
    for eps_m in (50, 123.4, 400, 1000):
        np.testing.assert_array_equal(found <= eps_m, dbscan.core_mask(real_points, eps_m, min_samples))
