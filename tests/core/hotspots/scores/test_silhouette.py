"""The silhouette against hand-worked cases, scikit-learn's on repeated records, and exact distances."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_samples

from core.hotspots import dbscan, kmeans, ward
from core.hotspots.scores import groups
from core.hotspots.scores.silhouette import silhouette
from core.places.geometry.grid import Grid
from core.places.points import Points

SAMPLE = 1500
BOUND = 2e-3


def make_points(x, y, weight=None) -> Points:
    x, y = np.asarray(x, float), np.asarray(y, float)
    weight = np.ones(len(x), np.int64) if weight is None else np.asarray(weight, np.int64)
    return Points(x, y, weight, np.zeros(len(x), np.int32), 300.0)


def make_labels(*labels) -> np.ndarray:
    return np.asarray(labels, np.int32)


def exact(points: Points, labels, rows) -> np.ndarray:
    """Silhouette of one record at each of the rows, from its distances to all other records."""
    inside = labels >= 0
    everyone, some = ((points.x_m[at], points.y_m[at], labels[at]) for at in (inside, rows))
    return _exact(everyone, points.weight[inside], some)


@numba.njit
def _exact(everyone, weight, some):
    (x, y, label), (row_x, row_y, row_label) = everyone, some
    records = np.bincount(label, weight)
    scores = np.zeros(len(row_x))
    for i in range(len(row_x)):
        sums = np.zeros(len(records))
        for j in range(len(x)):
            sums[label[j]] += weight[j] * np.sqrt((x[j] - row_x[i]) ** 2 + (y[j] - row_y[i]) ** 2)
        own, b = row_label[i], np.inf
        for c in range(len(records)):
            if c != own and records[c] > 0:
                b = min(b, sums[c] / records[c])
        if records[own] > 1:
            a = sums[own] / (records[own] - 1)
            scores[i] = (b - a) / max(a, b) if max(a, b) > 0 else 0.0
    return scores


def error(points: Points, labels) -> float:
    """Mean absolute error of a random 1,500 records; the mean of all is no further off."""
    weight = np.where(labels >= 0, points.weight, 0)
    rows = np.random.default_rng(7).choice(len(labels), SAMPLE, p=weight / weight.sum())
    return float(np.mean(np.abs(silhouette(points, labels).of_place[rows] - exact(points, labels, rows))))


def on_cells(x, y, weight) -> Points:
    """Give places their 300 m cells and put each cell's places together."""
    number = Grid.over(x, y, 300.0).number(x, y)
    order = np.argsort(number, kind="stable")
    cell = np.unique(number[order], return_inverse=True)[1].astype(np.int32)
    return Points(x[order], y[order], weight[order].astype(np.int64), cell, 300.0)


def streets(seed: int, places: int) -> Points:
    """Draw a town: places in blocks along streets, dense in a few quarters, heavy corners."""
    rng = np.random.default_rng(seed)
    centres = rng.uniform(0, 20_000, (30, 2))
    chosen = rng.choice(30, places, p=rng.dirichlet(np.full(30, 0.5)))
    xy = centres[chosen] + rng.normal(0, 1, (places, 2)) * rng.uniform(150, 3_000, 30)[chosen, None]
    along = rng.integers(0, 2, places)
    xy[np.arange(places), along] = np.round(xy[np.arange(places), along] / 150) * 150
    return on_cells(xy[:, 0].copy(), xy[:, 1].copy(), np.ceil(rng.pareto(1.2, places)))


# Hand-worked: records at 0 (twice), 3 on the line are one cluster, one at 10 the other.
def test_three_records_and_a_lone_one_score_as_worked_by_hand():
    points = make_points([0, 3, 10], [0, 0, 0], [2, 1, 1])
    score = silhouette(points, make_labels(0, 0, 1))
    # At 0: a = (0 + 3) / 2, b = 10. At 3: a = (3 + 3) / 2, b = 7. Alone: 0.
    assert_allclose(score.of_place, [1 - 1.5 / 10, 1 - 3 / 7, 0.0], rtol=1e-12)
    assert score.mean == pytest.approx((2 * 0.85 + 4 / 7) / 4, rel=1e-12)


def test_a_record_nearer_to_the_other_cluster_scores_below_zero():
    score = silhouette(make_points([0, 10, 9, 9], [0, 0, 0, 3]), make_labels(0, 0, 1, 1))
    # At 10: a = 10, b = (1 + root 10) / 2.
    assert score.of_place[1] == pytest.approx((1 + 10**0.5) / 2 / 10 - 1, rel=1e-12)


def test_noise_and_places_outside_are_left_out():
    points = make_points([0, 1, 8, 9, 4, 5], [0] * 6, [1, 2, 3, 1, 9, 9])
    with_noise = silhouette(points, make_labels(0, 0, 7, 7, -1, -2))
    without = silhouette(Points(*(v[:4] for v in points[:4]), 300.0), make_labels(0, 0, 1, 1))
    assert with_noise.mean == pytest.approx(without.mean, rel=1e-12)
    assert np.isnan(with_noise.of_place[4:]).all()


@pytest.mark.parametrize(
    ("weight", "labels"),
    [
        ([], []),
        ([5, 5, 5], [-1, -1, -1]),
        ([5, 5, 5], [0, 0, 0]),
        ([5, 5, 5], [2, -1, 2]),
        ([1, 1, 1], [0, 1, 2]),
        ([9], [0]),
    ],
    ids=["nothing", "noise", "one cluster", "one cluster and noise", "each its own", "one place"],
)
def test_a_silhouette_that_means_nothing_is_none(weight, labels):
    score = silhouette(make_points(np.arange(len(weight)), np.zeros(len(weight)), weight), make_labels(*labels))
    assert score.mean is None
    assert score.of_place.shape == (len(weight),)
    assert np.isnan(score.of_place).all()


def test_two_places_of_several_records_are_two_perfect_clusters():
    score = silhouette(make_points([0, 5], [0, 0], [3, 4]), make_labels(0, 1))
    assert score.mean == 1.0


def test_all_records_in_one_place_score_zero():
    score = silhouette(make_points([5, 5, 5], [1, 1, 1], [3, 4, 2]), make_labels(0, 1, 1))
    assert score.mean == 0.0
    assert_allclose(score.of_place, 0.0)


def test_places_that_coincide_in_great_number_are_still_told_by_their_labels():
    place = np.repeat([0.1, 900.7], 50_000)
    points, labels = make_points(place, place), np.repeat([0, 1], 50_000).astype(np.int32)
    labels[0] = 1
    rows = np.array([0, 1, 49_999, 50_000, 99_999])
    assert_allclose(silhouette(points, labels).of_place[rows], exact(points, labels, rows), atol=1e-6)


def test_clusters_on_a_line_of_even_steps_all_find_their_neighbours():
    x = np.repeat(np.arange(1000) / 100, 2)
    labels = np.repeat(np.arange(1000), 2).astype(np.int32)
    points = make_points(x, np.zeros(2000))
    assert_allclose(silhouette(points, labels).of_place, exact(points, labels, np.arange(2000)), atol=1e-9)


@settings(deadline=None)
@given(st.data())
def test_unfolded_clusters_score_as_scikit_learn_scores_repeated_records(data):
    n = data.draw(st.integers(3, 60))
    step = st.integers(-20, 20)
    x, y = (data.draw(st.lists(step, min_size=n, max_size=n)) for _ in "xy")
    weight = data.draw(st.lists(st.integers(1, 5), min_size=n, max_size=n))
    labels = make_labels(*data.draw(st.lists(st.integers(0, 4), min_size=n, max_size=n)))
    points = make_points(np.multiply(x, 37.5), np.multiply(y, 12.25), weight)
    score = silhouette(points, labels)
    if not 2 <= len(set(labels.tolist())) < sum(weight):
        assert score.mean is None
        return
    rows = np.repeat(np.arange(n), weight)
    xy = np.column_stack([points.x_m, points.y_m])[rows]
    # scikit-learn forms distances as |a|² - 2ab + |b|² and loses half the digits near zero.
    expected = silhouette_samples(
        np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1)), labels[rows], metric="precomputed"
    )
    assert_allclose(score.of_place[rows], expected, atol=1e-9)
    assert score.mean == pytest.approx(expected.mean(), abs=1e-9)


def test_unfolded_holds_up_to_its_stated_number_of_places():
    rng = np.random.default_rng(3)
    labels = np.repeat(np.arange(5, dtype=np.int32), groups.UNFOLDED)
    points = make_points(*rng.normal(0, 1000, (2, len(labels))), rng.integers(1, 50, len(labels)))
    expected = exact(points, labels, np.arange(len(labels)))
    assert_allclose(silhouette(points, labels).of_place, expected, atol=1e-9)


@pytest.mark.parametrize("k", [2, 7, 30])
def test_zones_of_a_town_keep_to_the_bound(k):
    points = streets(k, 30_000)
    xy = np.column_stack([points.x_m, points.y_m])
    labels = KMeans(k, n_init=1, random_state=0).fit(xy, sample_weight=points.weight).labels_
    assert error(points, labels) <= BOUND


@pytest.mark.parametrize(("eps_m", "min_samples"), [(75, 20), (200, 100), (400, 500)])
def test_dense_clusters_of_a_town_keep_to_the_bound(eps_m, min_samples):
    points = streets(5, 30_000)
    labels = dbscan.label(points, eps_m, min_samples)
    assert labels.max() >= 1
    assert error(points, labels) <= BOUND


def test_a_giant_cluster_around_small_ones_keeps_to_the_bound():
    rng = np.random.default_rng(11)
    giant = rng.uniform(-10_000, 10_000, (40_000, 2))
    small = rng.uniform(-9_000, 9_000, (200, 1, 2)) + rng.normal(0, 60, (200, 20, 2))
    xy = np.concatenate([giant, small.reshape(-1, 2)])
    labels = np.concatenate([np.zeros(40_000), np.repeat(np.arange(1, 201), 20)]).astype(np.int32)
    assert error(make_points(xy[:, 0], xy[:, 1]), labels) <= BOUND


def test_one_crowded_corner_with_far_outliers_keeps_to_the_bound():
    rng = np.random.default_rng(12)
    corner, far = rng.normal(0, 30, (20_000, 2)), rng.uniform(-20_000, 20_000, (300, 2))
    other = rng.normal([150, 0], 40, (5_000, 2))
    xy = np.concatenate([corner, far, other])
    labels = np.repeat([0, 1], [20_300, 5_000]).astype(np.int32)
    assert error(make_points(xy[:, 0], xy[:, 1]), labels) <= BOUND


def random_clustering(seed: int) -> tuple[Points, np.ndarray]:
    points = streets(seed, 2_000)
    labels = (points.x_m // 6_000 + 4 * (points.y_m // 6_000)).astype(np.int32)
    return points, np.where(labels < 0, -1, labels).astype(np.int32)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 1000))
def test_it_lies_between_minus_one_and_one(seed):
    points, labels = random_clustering(seed)
    np.random.default_rng(seed).shuffle(labels[: seed * 2])
    score = silhouette(points, labels)
    inside = score.of_place[labels >= 0]
    assert ((inside >= -1) & (inside <= 1)).all()
    assert np.isnan(score.of_place[labels < 0]).all()
    assert score.mean == pytest.approx(np.average(inside, weights=points.weight[labels >= 0]), abs=1e-12)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 50), st.floats(-5e5, 5e5), st.floats(0, 6.3))
def test_it_does_not_change_when_the_town_is_moved_and_turned(seed, shift, angle):
    points, labels = random_clustering(seed)
    x = points.x_m * np.cos(angle) - points.y_m * np.sin(angle) + shift
    y = points.x_m * np.sin(angle) + points.y_m * np.cos(angle) - shift
    moved = silhouette(points._replace(x_m=x, y_m=y), labels)
    assert moved.mean == pytest.approx(silhouette(points, labels).mean, abs=5e-4)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 50))
def test_it_does_not_change_with_the_order_or_the_names_of_clusters(seed):
    points, labels = random_clustering(seed)
    rng = np.random.default_rng(seed)
    order, names = rng.permutation(len(labels)), rng.permutation(100).astype(np.int32)
    renamed = np.where(labels < 0, -1, names[labels]).astype(np.int32)
    shuffled = silhouette(Points(*(v[order] for v in points[:4]), 300.0), renamed[order])
    assert_allclose(shuffled.of_place, silhouette(points, labels).of_place[order], atol=1e-9)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 50))
def test_a_weight_is_a_repetition(seed):
    points, labels = random_clustering(seed)
    points = points._replace(weight=np.minimum(points.weight, 4))
    rows = np.repeat(np.arange(len(labels)), points.weight)
    repeated = make_points(points.x_m[rows], points.y_m[rows])
    assert silhouette(repeated, labels[rows]).mean == pytest.approx(silhouette(points, labels).mean, abs=5e-4)


def test_the_input_is_left_alone_and_requests_may_enter_at_once():
    points, labels = random_clustering(1)
    for column in (*points[:4], labels):
        column.flags.writeable = False
    alone = silhouette(points, labels)
    with ThreadPoolExecutor(4) as pool:
        for score in pool.map(lambda _: silhouette(points, labels), range(16)):
            assert_allclose(score.of_place, alone.of_place, rtol=0, atol=0)


def thin(points: Points) -> Points:
    """Keep a random 2,000 records."""
    drawn = np.random.default_rng(9).choice(len(points.weight), 2_000, p=points.weight / points.weight.sum())
    places, weight = np.unique(drawn, return_counts=True)
    return on_cells(points.x_m[places], points.y_m[places], weight)


def densest(points: Points) -> Points:
    """Keep the places of the tenth of the cells that holds most records."""
    records = np.bincount(points.cell, points.weight)
    keep = (records >= np.quantile(records, 0.9))[points.cell]
    return on_cells(points.x_m[keep], points.y_m[keep], points.weight[keep])


SELECTIONS = [lambda points: points, thin, densest]
NAMES = ["all", "thin", "densest"]


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.parametrize("select", SELECTIONS, ids=NAMES)
@pytest.mark.parametrize("k", [2, 3, 5, 10, 20, 30])
def test_zones_of_real_records_keep_to_the_bound(real_points, select, k):
    points = select(real_points)
    assert error(points, kmeans.fit(points, k).labels) <= BOUND


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.parametrize("select", SELECTIONS, ids=NAMES)
@pytest.mark.parametrize("k", [2, 8, 30])
def test_ward_zones_of_real_records_keep_to_the_bound(real_points, select, k):
    points = select(real_points)
    labels = ward.cut(ward.grow(points), k)[points.cell]
    assert error(points, labels) <= BOUND


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.parametrize("select", SELECTIONS, ids=NAMES)
@pytest.mark.parametrize("eps_m", [75, 150, 250, 400])
@pytest.mark.parametrize("min_samples", [20, 100, 500])
def test_dense_clusters_of_real_records_keep_to_the_bound(real_points, select, eps_m, min_samples):
    points = select(real_points)
    labels = dbscan.label(points, eps_m, min_samples)
    if labels.max() < 1:
        assert silhouette(points, labels).mean is None
        return
    assert error(points, labels) <= BOUND
