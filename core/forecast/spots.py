"""Small places to patrol, grown from what is expected of each patch.

A place begins at the patch of which most is expected, and takes in the best of its neighbours until it is large enough
to be patrolled; from then on only neighbours that are worth it. A place begins nowhere near an earlier one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from core.forecast.ground import rows_and_columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.places.history import History
    from core.places.points import Floats, Labels

LEAST_KM2, MOST_KM2 = 0.05, 0.5
"""A place is at least some four blocks, which a unit can keep in view, and at most what it can walk in its shift."""
WORTH = 0.4
"""A neighbour is worth it where at least this share of the place's mean is expected."""
MOST_SPOTS = 20
NEIGHBOURS = 8
FREE, NEAR = -1, -2


class Spots(NamedTuple):
    """Places in the order of what is expected per area."""

    spot: Labels
    """(P,) place of each patch, counted from 0; negative for none."""
    score: Floats
    """(S,) sum of what is expected of each place's patches."""
    patches: NDArray[np.int64]
    """(S,) patches of each place."""


def find_spots(history: History, score: Floats, most: int = MOST_SPOTS) -> Spots:
    """Grow the places of which most is expected per area.

    Args:
        score: (P,) what is expected of each patch, up to a factor.
    """
    km2 = history.patch_km2
    least, largest = int(np.ceil(LEAST_KM2 / km2 - 1e-9)), int(MOST_KM2 / km2 + 1e-9)
    # Twice as many are grown as are kept, because a place that begins well may not end well.
    spot, total, size = _grow(score, neighbours(history), np.argsort(-score, kind="stable"), 2 * most, least, largest)
    order = np.argsort(-(total / np.maximum(size, 1)), kind="stable")
    kept = order[(total[order] > 0) & (size[order] >= least)][:most]
    rank = np.full(len(total) + 2, FREE, dtype=np.int32)  # the last two are those of FREE and NEAR
    rank[kept] = np.arange(len(kept), dtype=np.int32)
    return Spots(rank[spot], total[kept], size[kept])


@lru_cache(maxsize=2)
def neighbours(history: History) -> NDArray[np.int32]:
    """Return the patches beside each patch, corners included: (P, 8), -1 where there is none."""
    row, column = rows_and_columns(history)
    found = np.full((len(history.number), NEIGHBOURS), -1, dtype=np.int32)
    steps = [(north, east) for north in (-1, 0, 1) for east in (-1, 0, 1) if north or east]
    for side, (north, east) in enumerate(steps):
        inside = (column + east >= 0) & (column + east < history.grid.columns) & (row + north >= 0)
        wanted = (row + north) * history.grid.columns + column + east
        at = np.minimum(np.searchsorted(history.number, wanted), len(history.number) - 1)
        there = inside & (history.number[at] == wanted)
        found[there, side] = at[there]
    return found


@njit(cache=True, nogil=True)
def _grow(
    score: Floats, beside: NDArray[np.int32], order: NDArray[np.int64], most: int, least: int, largest: int
) -> tuple[Labels, Floats, NDArray[np.int64]]:
    """Return (P,) place of each patch, FREE or NEAR where none, and each place's score and size."""
    spot = np.full(len(score), FREE, np.int32)
    total, size = np.zeros(most), np.zeros(most, np.int64)
    rim = np.empty((largest + 1) * NEIGHBOURS, np.int64)
    grown = 0
    for seed in order:
        if grown == most or score[seed] <= 0.0:
            break
        if spot[seed] == FREE:
            total[grown], size[grown] = _grow_one(score, beside, seed, grown, least, largest, spot, rim)
            grown += 1
    return spot, total, size


@njit(cache=True, nogil=True)
def _grow_one(  # noqa: PLR0913, PLR0917
    score: Floats,
    beside: NDArray[np.int32],
    seed: int,
    name: int,
    least: int,
    largest: int,
    spot: Labels,
    rim: NDArray[np.int64],
) -> tuple[float, int]:
    """Grow one place from its seed; return its score and its patches."""
    held, patch, total, size = 0, seed, 0.0, 0
    while True:
        spot[patch] = name
        total, size = total + score[patch], size + 1
        for other in beside[patch]:
            if other >= 0 and spot[other] == FREE:
                spot[other], rim[held] = NEAR, other
                held += 1
        if held == 0 or size == largest:
            return total, size
        best = np.argmax(score[rim[:held]])
        patch = rim[best]
        if size >= least and score[patch] < WORTH * total / size:
            return total, size
        held -= 1
        rim[best] = rim[held]
