"""How far each cell must look to find enough records: its core distance, squared.

Two cells' core distances differ by at most the way between them, so the cell before bounds
the search of the next, and cells sorted by northing make of that bound a band to look in.
Any order of the cells gives the same distances; one in which neighbours follow each other,
as they do in a grid, gives them fast.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from core.hotspots.dbscan.kdistance_search import BUCKETS, pick

if TYPE_CHECKING:
    from core.places.points import Floats

_ROUNDING = 1.0 + 1e-9
"""Factor by which a bound must err on the safe side."""


def core_distances(x_m: Floats, y_m: Floats, weight: Floats, min_samples: int) -> Floats:
    """Return the squared distance within which each cell finds `min_samples` records, its own included.

    A cell that holds enough by itself needs no distance: 0, as its records lie at one point.

    Returns:
        (m,) square metres; infinite if there are not as many records at all.
    """
    if weight.sum() < min_samples:
        return np.full(len(weight), np.inf)
    order = np.argsort(y_m, kind="stable")
    return _search(x_m, y_m, weight, np.column_stack((x_m, y_m, weight))[order], float(min_samples))


@njit(nogil=True, cache=True)
def _search(x: Floats, y: Floats, weight: Floats, sorted_cells: Floats, need: float) -> Floats:
    """Search cell by cell; `sorted_cells` (m, 3) are x, y and weight by ascending y."""
    squared = np.zeros(len(x))
    near, buckets, northing = np.empty((len(x), 2)), np.empty(BUCKETS), sorted_cells[:, 1].copy()
    bound = np.inf
    for i in range(len(x)):
        if i > 0:
            way = math.hypot(x[i] - x[i - 1], y[i] - y[i - 1])
            bound = (math.sqrt(squared[i - 1]) + way) * _ROUNDING
        if weight[i] < need:
            low = np.searchsorted(northing, y[i] - bound)
            high = np.searchsorted(northing, y[i] + bound, side="right")
            held = _gather(sorted_cells[low:high], (x[i], y[i]), bound * bound, near)
            squared[i] = pick(near, held, need, buckets)
    return squared


@njit(nogil=True, cache=True)
def _gather(cells: Floats, at: tuple[float, float], limit: float, near: Floats) -> int:
    """List squared distances up to the limit, and the weights of these cells, in `near`; return how many."""
    held = 0
    for j in range(len(cells)):
        dx, dy = at[0] - cells[j, 0], at[1] - cells[j, 1]
        d = dx * dx + dy * dy
        if d <= limit:
            near[held, 0], near[held, 1] = d, cells[j, 2]
            held += 1
    return held
