from __future__ import annotations

import numpy as np
import pytest

from core.hotspots.answer import find_zones
from core.hotspots.evidence import null
from core.hotspots.setting import Algorithm, Setting
from core.places.selection import Filters, points_of, select
from tests import small


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
    assert int(drawn.weight.sum()) == selection.records


def test_no_record_is_drawn_twice(fold, points):
    selection = select(fold, Filters(types=small.TYPES))
    assert null.name_of(selection) == null.DRAWN
    drawn = null._points(fold, selection, np.random.default_rng(1))
    assert (drawn.weight == points.weight).all(), "a filter that keeps all records draws them all"


def test_the_silhouette_of_the_null_lies_below_that_of_clumps(fold):
    setting = Setting(k=5, concentration=0.3)
    selection = select(fold, Filters())
    scores = [null.replicate(fold, selection, setting, g).silhouette for g in np.random.default_rng(0).spawn(4)]
    assert find_zones(fold, Filters(), setting).scores.silhouette > max(scores)


def cells_in_a_row(folder, counts, types=small.TYPES):
    """Fold one place in every second cell of a row, with so many records of these types each."""
    cell = np.repeat(np.arange(len(counts)), counts)
    kinds = np.resize(types, len(counts))[cell]
    frame = small.incidents(len(cell), unmapped=0)
    return small.fold_of(folder, frame.assign(longitude=3.0003 + cell * 0.0056, latitude=0.0005, primary_type=kinds))


def test_dbscan_has_coverage_and_clusters_but_no_silhouette(tmp_path):
    # Three places of 30 records are clusters of their own wherever their cells are dealt to; seven of 2 are noise.
    fold = cells_in_a_row(tmp_path, [30, 2, 2, 30, 2, 2, 2, 30, 2, 2])
    setting = Setting(Algorithm.DBSCAN, eps_m=60, min_samples=20)
    for generator in np.random.default_rng(0).spawn(5):
        score = null.replicate(fold, select(fold, Filters()), setting, generator)
        assert score == null.NullScore(None, pytest.approx(90 / 104), 3)


def test_the_null_of_a_filter_clusters_records_of_every_type(tmp_path):
    # All 50 thefts lie in the first of ten cells, as one cluster; drawn from all 500 records, 50 are thin everywhere.
    fold = cells_in_a_row(tmp_path, [50] * 10, ["THEFT", *["ASSAULT"] * 9])
    setting = Setting(Algorithm.DBSCAN, eps_m=60, min_samples=30)
    thefts = select(fold, Filters(types=("THEFT",)))
    assert find_zones(fold, thefts.filters, setting).coverage == 1
    assert null.replicate(fold, thefts, setting, np.random.default_rng(0)) == null.NullScore(None, 0.0, 0)
