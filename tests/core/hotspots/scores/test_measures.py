"""Scores against a hand-worked case and scikit-learn's on repeated records."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_score

from core.hotspots.scores import METRICS, Scores, score
from core.places.points import Points

UNDEFINED = Scores(None, None, None, None)


def make_points(x, y, weight) -> Points:
    n = len(weight)
    weight = np.asarray(weight, np.int64)
    return Points(np.asarray(x, float), np.asarray(y, float), weight, np.zeros(n, np.int32), 300.0)


def make_labels(*labels) -> np.ndarray:
    return np.asarray(labels, np.int32)


def test_two_pairs_on_a_line_score_as_worked_by_hand():
    # Records at 0 and 2, and at 10 (three times) and 14: means 1 and 11, widths 1 and (3 · 1 + 3) / 4.
    scores = score(make_points([0, 2, 10, 14], [5] * 4, [1, 1, 3, 1]), make_labels(0, 0, 1, 1))
    assert scores.inertia == pytest.approx(2 + 3 * 1 + 9, rel=1e-12)
    assert scores.davies_bouldin == pytest.approx((1 + 1.5) / 10, rel=1e-12)
    between = 2 * (1 - 23 / 3) ** 2 + 4 * (11 - 23 / 3) ** 2
    assert scores.calinski_harabasz == pytest.approx(between / (14 / 4), rel=1e-12)
    # At 0: a 2, b (30 + 14) / 4. At 2: a 2, b (24 + 12) / 4. At 10: a 4 / 3, b 9. At 14: a 4, b 13.
    silhouettes = 1 - 2 / 11, 1 - 2 / 9, 3 * (1 - 4 / 27), 1 - 4 / 13
    assert scores.silhouette == pytest.approx(sum(silhouettes) / 6, rel=1e-12)


@settings(deadline=None)
@given(st.data())
def test_scores_equal_scikit_learns_on_repeated_records(data):
    n = data.draw(st.integers(3, 40))
    x, y = (np.array(data.draw(st.lists(st.integers(-900, 900), min_size=n, max_size=n))) for _ in "xy")
    weight = data.draw(st.lists(st.integers(1, 5), min_size=n, max_size=n))
    labels = make_labels(*data.draw(st.lists(st.integers(-1, 4), min_size=n, max_size=n)))
    scores = score(make_points(x * 1.5 + 350_000, y * 2.5 + 580_000, weight), labels)
    rows = np.repeat(np.arange(n), weight)
    rows = rows[labels[rows] >= 0]
    if not 2 <= len(set(labels[rows].tolist())) < len(rows):
        assert (scores.silhouette, scores.davies_bouldin, scores.calinski_harabasz) == (None, None, None)
        return
    xy = np.column_stack([x * 1.5, y * 2.5])[rows]
    distances = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))
    assert scores.silhouette == pytest.approx(silhouette_score(distances, labels[rows], metric="precomputed"), abs=1e-9)
    # scikit-learn forms distances as |a|² - 2ab + |b|², which costs near means their digits.
    assert scores.davies_bouldin == pytest.approx(davies_bouldin_score(xy, labels[rows]), rel=1e-6, abs=1e-9)
    assert scores.calinski_harabasz == pytest.approx(calinski_harabasz_score(xy, labels[rows]), rel=1e-9, abs=1e-9)


def test_many_clusters_far_from_the_origin_equal_scikit_learns():
    rng = np.random.default_rng(1)
    labels = rng.permutation(np.arange(6_000) % 400).astype(np.int32)
    at = rng.uniform(0, 30_000, (400, 2))[labels] + rng.normal(0, 300, (6_000, 2))
    weight = rng.integers(1, 9, 6_000)
    scores = score(make_points(at[:, 0] + 350_000, at[:, 1] + 580_000, weight), labels)
    rows = np.repeat(np.arange(6_000), weight)
    assert scores.davies_bouldin == pytest.approx(davies_bouldin_score(at[rows], labels[rows]), rel=1e-9)
    assert scores.calinski_harabasz == pytest.approx(calinski_harabasz_score(at[rows], labels[rows]), rel=1e-9)


@pytest.mark.parametrize(
    ("weight", "labels", "expected"),
    [
        ([], [], UNDEFINED),
        ([4, 4], [-1, -2], UNDEFINED),
        ([4, 4], [0, 0], Scores(None, None, None, 8 * 1.5**2)),
        ([4, 4], [3, -1], Scores(None, None, None, 0.0)),
        ([1, 1], [0, 1], Scores(None, None, None, 0.0)),
        ([4, 1], [0, 1], Scores(0.8, 0.0, 1.0, 0.0)),
    ],
    ids=["nothing", "noise", "one cluster", "one place", "each its own", "two places"],
)
def test_a_score_that_means_nothing_is_none(weight, labels, expected):
    points = make_points(3.0 * np.arange(len(weight)), np.zeros(len(weight)), weight)
    assert dataclasses.astuple(score(points, make_labels(*labels))) == pytest.approx(dataclasses.astuple(expected))


def test_all_records_in_one_place_have_scores_without_nan():
    scores = score(make_points([7, 7], [7, 7], [3, 3]), make_labels(0, 1))
    assert scores == Scores(0.0, 0.0, 1.0, 0.0)


def test_every_score_says_what_it_means():
    assert list(METRICS) == [field.name for field in dataclasses.fields(Scores)]
    for name, metric in METRICS.items():
        assert metric.name == name
        assert metric.meaning.endswith(".")
        assert metric.lowest < metric.highest
        assert not math.isnan(metric.highest)
        assert metric.source[-1].isdigit()
