from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.places.geometry.grid import Grid

METRES = st.floats(-1e6, 1e6, allow_nan=False)


def test_cells_are_numbered_row_by_row_from_the_south_west():
    grid = Grid.over(np.array([10.0, 640.0]), np.array([310.0, 920.0]), 300.0)
    assert (grid.west_m, grid.south_m, grid.columns, grid.rows) == (0.0, 300.0, 3, 3)
    assert grid.number(np.array([10.0, 310.0, 640.0]), np.array([310.0, 310.0, 920.0])).tolist() == [0, 1, 8]
    assert grid.number(np.array([-1.0, 901.0]), np.array([310.0, 310.0])).tolist() == [-1, -1]


@given(st.lists(st.tuples(METRES, METRES), min_size=1, max_size=20), st.floats(50, 1000))
def test_a_grid_holds_every_point_it_was_laid_over(points, size_m):
    x_m, y_m = np.array(points).T
    assert (Grid.over(x_m, y_m, size_m).number(x_m, y_m) >= 0).all()


def test_no_points_no_trouble():
    empty = np.array([])
    assert Grid.over(empty, empty, 300.0).number(empty, empty).tolist() == []
