from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.hotspots.concentration import densest
from core.places.selection import make_points


def cells(counts: dict[tuple[int, int], int]):
    """One place in the middle of each (column, row) cell."""
    at = sorted(counts)
    x, y = (np.array([100.0 * c[i] + 50 for c in at]) for i in (0, 1))
    return make_points(x, y, np.array([counts[c] for c in at]), np.arange(len(at), dtype=np.int32), 100.0), at


def test_a_cell_is_as_dense_as_its_neighbourhood():
    # the quiet cell (1, 0) lies between two busy ones and has 21 around it; (9, 9) has 12 alone
    points, at = cells({(0, 0): 10, (1, 0): 1, (2, 0): 10, (9, 9): 12})
    chosen = [cell for cell, dense in zip(at, densest(points, 0.25), strict=True) if dense]
    assert chosen == [(1, 0)]


def test_all_eight_neighbours_count():
    # 1 + 8 times 2 are 17 around the quiet cell; without any one of its neighbours it would lie behind the lone 16.
    ring = {(column, row): 2 for column in (4, 5, 6) for row in (4, 5, 6)}
    points, at = cells({**ring, (5, 5): 1, (20, 20): 16})
    assert [cell for cell, dense in zip(at, densest(points, 0.1), strict=True) if dense] == [(5, 5)]


@pytest.mark.parametrize(
    ("counts", "first"),
    [
        ({(0, 0): 3, (1, 0): 5}, (1, 0)),
        ({(0, 0): 5, (5, 5): 5, (9, 0): 5}, (0, 0)),
        ({(0, 5): 5, (5, 0): 5}, (5, 0)),
    ],
    ids=["the busier itself", "further west", "further south before further west"],
)
def test_ties_go_to_the_busier_then_the_south_western_cell(counts, first):
    points, at = cells(counts)
    assert [cell for cell, dense in zip(at, densest(points, 0.3), strict=True) if dense] == [first]


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), st.integers(1, 50), min_size=1), st.data())
def test_a_larger_share_only_adds_cells(counts, data):
    points, _ = cells(counts)
    less, more = sorted(data.draw(st.tuples(st.floats(0.02, 1), st.floats(0.02, 1))))
    small, large = densest(points, less), densest(points, more)
    assert small.sum() == np.ceil(less * len(counts))
    assert (large | ~small).all()
