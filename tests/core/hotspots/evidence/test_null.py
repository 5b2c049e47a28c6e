from __future__ import annotations

import numpy as np
import pytest

from core.hotspots.answer import find_zones
from core.hotspots.evidence import null
from core.hotspots.setting import Algorithm, Setting
from core.places.selection import Filters, points_of, select


@pytest.fixture
def points(fold):
    return points_of(fold, select(fold, Filters()).weight)[0]


def test_a_shuffle_keeps_the_cells_the_weights_and_what_lies_inside_a_cell(points):
    dealt = null.shuffle(points, np.random.default_rng(4))
    per_cell = [np.sort(np.bincount(p.cell, weights=p.weight)) for p in (points, dealt)]
    assert (per_cell[0] == per_cell[1]).all()
    size = points.cell_size_m
    inhabited = [set(zip(p.x_m // size, p.y_m // size, strict=True)) for p in (points, dealt)]
    assert inhabited[0] == inhabited[1], "the shape of the city stays"
    offsets = [np.sort(p.x_m % size + 1000 * (p.y_m % size) + p.weight) for p in (points, dealt)]
    assert np.allclose(*offsets, atol=1e-4), "the texture inside the cells stays"
    assert not np.allclose(np.bincount(points.cell, points.weight), np.bincount(dealt.cell, dealt.weight))
    assert set(np.diff(dealt.cell)) == {0, 1}


def test_a_filtered_selection_is_held_against_a_random_draw_of_as_many(fold):
    selection = select(fold, Filters(types=("BURGLARY",)))
    assert null.name_of(selection) == null.DRAWN
    drawn = null._points(fold, selection, np.random.default_rng(1))
    everything = select(fold, Filters()).weight
    assert int(drawn.weight.sum()) == selection.records
    assert len(drawn.weight) <= (everything > 0).sum()


def test_the_silhouette_of_the_null_lies_below_that_of_clumps(fold):
    setting = Setting(k=5, concentration=0.3)
    selection = select(fold, Filters())
    scores = [null.replicate(fold, selection, setting, g).silhouette for g in np.random.default_rng(0).spawn(4)]
    assert find_zones(fold, Filters(), setting).scores.silhouette > max(scores)


def test_dbscan_has_coverage_and_clusters_but_no_silhouette(fold):
    setting = Setting(Algorithm.DBSCAN, eps_m=300, min_samples=30)
    score = null.replicate(fold, select(fold, Filters()), setting, np.random.default_rng(0))
    assert score.silhouette is None
    assert 0 <= score.coverage <= 1
