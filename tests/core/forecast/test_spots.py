"""Places are joined, of a size that can be patrolled, apart from each other, and begin where most is expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import label

from core.forecast.spots import LEAST_KM2, MOST_KM2, find_spots, neighbours

if TYPE_CHECKING:
    from core.places.history import History


def raster(past: History, spot: np.ndarray) -> np.ndarray:
    grid = np.full((past.grid.rows, past.grid.columns), -1)
    grid[past.number // past.grid.columns, past.number % past.grid.columns] = spot
    return grid


@pytest.mark.parametrize("seed", range(4))
def test_places_are_joined_and_of_their_size(past: History, seed: int):
    score = np.random.default_rng(seed).exponential(size=len(past.number)) ** 3
    found = find_spots(past, score)
    grid = raster(past, found.spot)
    assert len(found.score) > 1
    for rank, patches in enumerate(found.patches):
        own = grid == rank
        assert own.sum() == patches
        assert patches * past.patch_km2 + 1e-9 >= LEAST_KM2
        assert patches * past.patch_km2 <= MOST_KM2 + 1e-9
        assert label(own, structure=np.ones((3, 3)))[1] == 1, "the patches of a place touch each other"
        assert found.score[rank] == pytest.approx(score[found.spot == rank].sum())
    density = found.score / found.patches
    assert (np.diff(density) <= 1e-12).all(), "the place of which most is expected per area comes first"


def test_a_place_by_hand(past: History):
    beside = neighbours(past)
    middle = int(np.flatnonzero((beside >= 0).all(axis=1))[0])
    ring = beside[middle]
    score = np.zeros(len(past.number))
    score[middle], score[ring] = 10.0, 4.0
    score[np.setdiff1d(beside[ring].ravel(), [*ring, middle, -1])] = 0.5
    found = find_spots(past, score)
    assert set(np.flatnonzero(found.spot == 0).tolist()) == {middle, *ring.tolist()}, (
        "what is hardly worth it stays out"
    )
    assert found.score[0] == 42.0


def test_neighbours_are_mutual(past: History):
    beside = neighbours(past)
    for patch in range(0, len(beside), 29):
        for other in beside[patch][beside[patch] >= 0]:
            assert patch in beside[other]


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 1000), factor=st.floats(0.001, 1000))
def test_the_factor_does_not_matter(past: History, seed: int, factor: float):
    score = np.random.default_rng(seed).exponential(size=len(past.number))
    once, again = find_spots(past, score), find_spots(past, score * factor)
    assert (once.spot == again.spot).all()


def test_nothing_is_expected_nowhere(past: History):
    found = find_spots(past, np.zeros(len(past.number)))
    assert len(found.score) == 0
    assert (found.spot < 0).all()
