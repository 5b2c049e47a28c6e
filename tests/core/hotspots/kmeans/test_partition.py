"""K-Means: exact against brute force and scikit-learn, by hand, at the edges, on real records."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits

from core.errors import BadParameterError
from core.hotspots import kmeans
from core.hotspots.kmeans.partition import _repaired
from core.places.cells import masses
from core.places.geometry.grid import Grid
from core.places.points import Points

CELL_M = 300.0


def fold(x_m, y_m, weight):
    """Sort places by grid cell, as the fold does."""
    x_m, y_m = np.asarray(x_m, np.float64), np.asarray(y_m, np.float64)
    number = Grid.over(x_m, y_m, CELL_M).number(x_m, y_m)
    order = np.argsort(number, kind="stable")
    cell = np.unique(number[order], return_inverse=True)[1].astype(np.int32)
    return Points(x_m[order], y_m[order], np.asarray(weight, np.int64)[order], cell, CELL_M)


def city(places, seed=0, towns=12):
    """Make a clumped city of weighted places, far from the origin as projected metres are."""
    rng = np.random.default_rng(seed)
    centre = rng.uniform(0, 20_000, (towns, 2))[rng.integers(0, towns, places)]
    x_m, y_m = (centre + rng.normal((350_000, 570_000), 1_500, (places, 2))).T
    return fold(np.round(x_m, 2), np.round(y_m, 2), rng.geometric(0.3, places))


def squared_distances(points, centres_m):
    return ((np.column_stack((points.x_m, points.y_m))[:, None] - centres_m[None]) ** 2).sum(axis=2)


def partition(points, labels):
    """Name each cluster by its places, so that numbering does not matter."""
    return {frozenset(zip(points.x_m[labels == c], points.y_m[labels == c], strict=True)) for c in set(labels)}


def best_of_ten_seeds(points, k):
    """Return the least inertia that scikit-learn finds; one thread, since its own pool waits by spinning."""
    places = np.column_stack((points.x_m, points.y_m))
    with threadpool_limits(1):
        return min(
            KMeans(k, n_init=1, random_state=seed).fit(places, sample_weight=points.weight).inertia_
            for seed in range(10)
        )


def test_four_places_worked_by_hand():
    points = fold([0, 10, 1000, 1000], [0, 0, 0, 40], [3, 1, 1, 1])
    labels, centres_m, inertia = kmeans.fit(points, 2)
    # Zone 0: mean (2.5, 0), 3 * 2.5² + 7.5² = 75. Zone 1: mean (1000, 20), 2 * 20² = 800.
    assert dict(zip(points.x_m, labels, strict=True)) == {0: 0, 10: 0, 1000: 1}
    np.testing.assert_allclose(centres_m, [[2.5, 0], [1000, 20]])
    assert inertia == pytest.approx(875)


@pytest.mark.parametrize("k", [1, 2, 7, 30])
def test_every_place_has_its_nearest_centre_and_every_centre_is_the_mean_of_its_records(k):
    points = city(6_000)
    labels, centres_m, inertia = kmeans.fit(points, k)
    squared = squared_distances(points, centres_m)
    np.testing.assert_array_equal(labels, squared.argmin(axis=1))
    for zone in range(k):
        own = labels == zone
        mean = [np.average(values[own], weights=points.weight[own]) for values in (points.x_m, points.y_m)]
        np.testing.assert_allclose(centres_m[zone], mean, rtol=0, atol=1e-4)
    assert inertia == pytest.approx(points.weight @ squared.min(axis=1), rel=1e-12)


@pytest.mark.parametrize("k", [5, 20])
def test_scikit_learn_cannot_improve_on_the_fixed_point(k):
    points = city(6_000, seed=1)
    found = kmeans.fit(points, k)
    reference = KMeans(k, init=found.centres_m, n_init=1, tol=0).fit(
        np.column_stack((points.x_m, points.y_m)), sample_weight=points.weight
    )
    np.testing.assert_array_equal(reference.labels_, found.labels)
    assert reference.inertia_ == pytest.approx(found.inertia, rel=1e-9)


@pytest.mark.parametrize("k", [5, 20, 30])
def test_inertia_is_not_above_the_best_of_ten_seeds_of_scikit_learn(k):
    points = city(6_000, seed=2, towns=40)
    assert kmeans.fit(points, k).inertia <= 1.002 * best_of_ten_seeds(points, k)


def test_zones_are_numbered_by_records_and_not_by_places():
    points = fold([0, 50, 100, 5000], [0, 0, 0, 0], [1, 1, 1, 90])
    labels, centres_m, _ = kmeans.fit(points, 2)
    assert labels[points.x_m == 5000] == [0]
    assert centres_m[0, 0] == 5000


def test_equal_zones_are_numbered_by_their_centres():
    points = fold([900, 0, 0, 900], [0, 900, 0, 900], [2, 2, 2, 2])
    _, centres_m, _ = kmeans.fit(points, 4)
    np.testing.assert_array_equal(centres_m, [[0, 0], [0, 900], [900, 0], [900, 900]])


@given(
    places=st.dictionaries(
        st.tuples(st.integers(0, 40), st.integers(0, 40)),
        st.one_of(st.integers(1, 50), st.just(10**9)),
        min_size=1,
        max_size=60,
    ),
    k=st.integers(1, 12),
    side_m=st.sampled_from([1.0, 37.5, 300.0]),
)
@settings(max_examples=80, deadline=None)
def test_any_points_are_partitioned_by_their_nearest_centres(places, k, side_m):
    # Points on a lattice are full of ties, which go to the lower number.
    x_m, y_m = np.array(list(places)).T * side_m
    points = fold(x_m, y_m, list(places.values()))
    k = min(k, len(places))
    labels, centres_m, inertia = kmeans.fit(points, k)
    squared = squared_distances(points, centres_m)
    np.testing.assert_array_equal(labels, squared.argmin(axis=1))
    records = np.bincount(labels, weights=points.weight, minlength=k)
    assert (records > 0).all()
    assert (np.diff(records) <= 0).all()
    for values, centre in ((points.x_m, centres_m[:, 0]), (points.y_m, centres_m[:, 1])):
        means = np.bincount(labels, weights=points.weight * values) / records
        np.testing.assert_allclose(centre, means, rtol=0, atol=1e-5)
    assert inertia == pytest.approx(points.weight @ squared.min(axis=1), rel=1e-9, abs=1e-6)


@given(seed=st.integers(0, 1_000), k=st.integers(2, 8))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_places_does_not_matter(seed, k):
    points = city(400, seed)
    shuffled = np.random.default_rng(seed).permutation(400)
    again = fold(points.x_m[shuffled], points.y_m[shuffled], points.weight[shuffled])
    first, second = kmeans.fit(points, k), kmeans.fit(again, k)
    assert partition(points, first.labels) == partition(again, second.labels)


@given(seed=st.integers(0, 1_000), k=st.integers(1, 6))
@settings(max_examples=20, deadline=None)
def test_a_weight_is_as_many_records_at_the_place(seed, k):
    points = city(150, seed)
    repeated = Points(*(np.repeat(v, points.weight) for v in points[:2]), np.ones(points.weight.sum(), np.int64),
                      np.repeat(points.cell, points.weight), CELL_M)  # fmt: skip
    weighted, raw = kmeans.fit(points, k), kmeans.fit(repeated, k)
    np.testing.assert_array_equal(np.repeat(weighted.labels, points.weight), raw.labels)
    assert raw.inertia == pytest.approx(weighted.inertia, rel=1e-9)


@pytest.mark.parametrize(
    ("x_m", "y_m", "k"),
    [([5.0], [5.0], 1), ([0, 0.01, 0.02], [0, 0, 0], 3), (np.arange(50) * 10.0, np.zeros(50), 30)],
    ids=["one place", "within a hand", "on a line"],
)
def test_degenerate_places_are_clustered(x_m, y_m, k):
    points = fold(x_m, y_m, np.ones(len(x_m)))
    labels, centres_m, inertia = kmeans.fit(points, k)
    assert sorted(set(labels)) == list(range(k))
    assert np.isfinite(centres_m).all()
    assert inertia >= 0


def test_huge_weights_keep_their_precision():
    points = fold([0, 100, 9_000, 9_100], [0, 0, 0, 0], [10**15, 10**15, 10**12, 10**12])
    labels, centres_m, inertia = kmeans.fit(points, 2)
    assert labels.tolist() == [0, 0, 1, 1]
    np.testing.assert_allclose(centres_m, [[50, 0], [9_050, 0]])
    assert inertia == pytest.approx(5.005e18)


def test_coarse_cells_that_hide_the_zones_do_not_mislead():
    # Twelve zones inside four cells: the search has to look below the cells.
    centre = np.array([(100 * i, 150 * j) for i in range(4) for j in range(3)], float)
    places = (centre[:, None] + np.random.default_rng(3).normal(0, 4, (12, 60, 2))).reshape(-1, 2)
    points = fold(places[:, 0] + 20, places[:, 1] + 20, np.ones(720))
    labels = kmeans.fit(points, 12).labels
    assert np.bincount(labels).tolist() == [60] * 12


def test_empty_zones_are_given_a_place():
    # A search that was stuck: two centres on one spot, of which ties leave the second empty.
    points = fold([0, 10, 4_000, 8_000], [0, 0, 0, 0], [5, 5, 1, 1])
    centres = np.array([[5.0, 0], [5.0, 0], [6_000, 0]])
    labels = kmeans.assign(points.x_m, points.y_m, centres)
    found = kmeans.KMeansFit(labels, centres, 0.0)
    repaired = _repaired(masses(points), found, np.bincount(labels, weights=points.weight, minlength=3))
    assert repaired[1, 0] in {4_000, 8_000}
    assert centres[1, 0] == 5


@pytest.mark.parametrize(
    ("x_m", "k", "sentence"),
    [
        ([0, 10, 20, 4_000, 9_000], 6, "k is 6, but only 5 distinct places hold records; choose k of at most 5."),
        ([7, 7, 7], 2, "k is 2, but all records lie at one place; widen the selection."),
        ([], 2, "No place holds records; widen the selection."),
        ([0, 10], 0, "k is 0; choose at least 1."),
    ],
)
def test_too_few_places_are_refused_with_a_sentence(x_m, k, sentence):
    points = fold(x_m, np.zeros(len(x_m)), np.ones(len(x_m)))
    with pytest.raises(BadParameterError) as refused:
        kmeans.fit(points, k)
    assert str(refused.value) == sentence


def test_a_seed_gives_the_same_answer_from_several_threads_at_once():
    points = city(5_000)
    alone = kmeans.fit(points, 9, seed=4)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: kmeans.fit(points, 9, seed=4), range(8)):
            np.testing.assert_array_equal(found.labels, alone.labels)
            assert found.inertia == alone.inertia


def _fit_in_child(points, answers):
    answers.put(kmeans.fit(points, 5).inertia)


# Python 3.12 counts the sleeping threads of other tests; ours have ended.
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_fork_after_a_fit_can_fit_too():
    points = city(2_000)
    inertia = kmeans.fit(points, 5).inertia
    context = multiprocessing.get_context("fork")
    answers = context.SimpleQueue()
    child = context.Process(target=_fit_in_child, args=(points, answers))
    child.start()
    child.join(60)
    assert child.exitcode == 0
    assert answers.get() == inertia


def test_read_only_columns_are_accepted():
    points = city(500)
    for column in points[:4]:
        column.flags.writeable = False
    assert kmeans.fit(points, 3).labels.max() == 2


def test_points_anywhere_are_assigned_to_the_nearest_centre():
    centres_m = np.array([[0.0, 0], [10, 0], [10, 10]])
    labels = kmeans.assign(np.array([-5.0, 5, 9, 10]), np.array([0.0, 0, 4, 5]), centres_m)
    assert labels.tolist() == [0, 0, 1, 1]
    rng = np.random.default_rng(0)
    x_m, y_m, many = rng.uniform(0, 1e4, 3_000), rng.uniform(0, 1e4, 3_000), rng.uniform(0, 1e4, (30, 2))
    nearest = np.hypot(x_m[:, None] - many[:, 0], y_m[:, None] - many[:, 1]).argmin(axis=1)
    np.testing.assert_array_equal(kmeans.assign(x_m, y_m, many), nearest)
    assert kmeans.assign(x_m[:0], y_m[:0], many).tolist() == []


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.parametrize("k", [5, 8, 10, 20, 30])
def test_real_records_score_as_the_best_of_ten_seeds_of_scikit_learn(real_points, k):
    labels, centres_m, inertia = kmeans.fit(real_points, k)
    np.testing.assert_array_equal(labels, kmeans.assign(real_points.x_m, real_points.y_m, centres_m))
    assert inertia <= 1.002 * best_of_ten_seeds(real_points, k)
