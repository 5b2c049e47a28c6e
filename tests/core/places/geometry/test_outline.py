from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from core.places.geometry.grid import Grid
from core.places.geometry.outline import outlines


def squares(labels: np.ndarray) -> SimpleNamespace:
    """A fold whose cells are the unit squares of an array, row 0 furthest south; -1 is no cell."""
    rows, columns = labels.shape
    east, north = np.meshgrid(np.arange(columns + 1.0), np.arange(rows + 1.0))
    number = np.flatnonzero(labels.ravel() >= -1)
    grid = Grid(0.0, 0.0, 1.0, columns, rows)
    return SimpleNamespace(
        grid=grid, cell_number=number, lattice_latitude=north.ravel(), lattice_longitude=east.ravel()
    )


def drawn(labels: np.ndarray) -> list[list[shapely.Polygon]]:
    found = outlines(squares(labels), labels.ravel().astype(np.int32), int(labels.max()) + 1)
    return [
        [shapely.Polygon([(e, n) for n, e in p[0]], [[(e, n) for n, e in h] for h in p[1:]]) for p in z] for z in found
    ]


def test_a_ring_of_cells_has_a_hole():
    labels = np.zeros((3, 3), dtype=int)
    labels[1, 1] = -1
    ((polygon,),) = drawn(labels)
    assert polygon.area == 8
    assert len(polygon.interiors) == 1
    assert len(polygon.exterior.coords) == 5, "corners only, no points along an edge"


def test_cells_that_touch_at_a_corner_are_two_polygons():
    ((first, second),) = drawn(np.array([[0, -1], [-1, 0]]))
    assert (first.area, second.area) == (1, 1)


def test_a_label_without_a_cell_has_no_outline():
    assert outlines(squares(np.zeros((1, 1), int)), np.zeros(1, np.int32), 2)[1] == ()


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 7), st.integers(1, 7), st.integers(0, 2**32 - 1), st.integers(1, 3))
def test_outlines_are_the_union_of_their_cells(rows, columns, seed, kinds):
    labels = np.random.default_rng(seed).integers(-1, kinds, (rows, columns))
    for label, polygons in enumerate(drawn(labels) if labels.max() >= 0 else []):
        assert all(polygon.is_valid for polygon in polygons)
        assert all(shapely.is_ccw(polygon.exterior) for polygon in polygons)
        cells = [shapely.box(c, r, c + 1, r + 1) for r, c in zip(*np.nonzero(labels == label), strict=True)]
        together = shapely.union_all(polygons)
        assert together.symmetric_difference(shapely.union_all(cells)).area == pytest.approx(0, abs=1e-9)
        assert sum(polygon.area for polygon in polygons) == len(cells), "no polygon overlaps another"
