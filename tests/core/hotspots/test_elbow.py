from __future__ import annotations

import numpy as np
import pytest

from core.hotspots.clustering import cluster
from core.hotspots.elbow import elbow, knee_of
from core.hotspots.setting import Setting
from core.places.selection import Filters, make_points, points_of, select

K = np.arange(2, 31, dtype=np.float64)


def test_a_plane_has_no_knee():
    assert knee_of(K, 1e9 / K) is None


def test_five_clumps_have_a_knee_at_five():
    # the inertia falls steeply until every clump has a centre, then hardly at all
    inertia = np.where(K <= 5, 1e9 / K**3, 1e9 / 5**3 * (5 / K) ** 0.3)
    assert knee_of(K, inertia) == 5


def test_a_bend_that_is_too_slight_is_none():
    inertia = np.where(K <= 8, 1e9 / K**1.2, 1e9 / 8**1.2 * (8 / K) ** 0.9)
    assert knee_of(K, inertia) is None


def test_real_clumps_far_apart_are_found():
    draw = np.random.default_rng(2)
    centres = np.array([(0, 0), (9000, 0), (0, 9000), (9000, 9000), (4500, 20000), (20000, 4500)], dtype=np.float64)
    places = np.unique(np.round(np.repeat(centres, 60, axis=0) + draw.normal(0, 200, (360, 2))), axis=0)
    cell = (places // 300).astype(np.int64)
    order = np.lexsort((cell[:, 0], cell[:, 1]))
    places, cell = places[order], cell[order]
    _, number = np.unique(cell[:, ::-1], axis=0, return_inverse=True)
    points = make_points(*places.T, np.ones(len(places), np.int64), number.ravel().astype(np.int32), 300.0)
    assert elbow(points, 1.0).knee == 6


@pytest.mark.parametrize("share", [1.0, 0.3])
def test_the_curve_falls_and_holds_the_inertia_of_each_k(fold, share):
    points, _ = points_of(fold, select(fold, Filters()).weight)
    found = elbow(points, share)
    assert found.k == tuple(range(2, 31))
    assert (np.diff(found.inertia) < 0).all()
    labels = cluster(points, Setting(k=8, concentration=share)).labels
    zones = (points.x_m[labels == zone] + 1j * points.y_m[labels == zone] for zone in range(8))
    weights = (points.weight[labels == zone] for zone in range(8))
    within = (w @ abs(at - np.average(at, weights=w)) ** 2 for at, w in zip(zones, weights, strict=True))
    assert found.inertia[6] == pytest.approx(sum(within), rel=1e-9)


def test_k_stops_where_the_cells_do(fold):
    weight = select(fold, Filters()).weight.copy()
    weight[np.cumsum(weight > 0) > 3] = 0
    points, _ = points_of(fold, weight)
    assert elbow(points, 1.0).k == tuple(range(2, int(points.cell[-1]) + 2))
