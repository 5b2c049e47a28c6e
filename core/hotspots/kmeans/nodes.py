"""How finely K-Means looks while it seeks centres: records folded to some hundred nodes.

Fewer nodes make a faster search, but the best centres of a coarse picture need not be
those of the records: 295 nodes missed by 1.7 % what 991 found. So whole cells are merged
where a city has thousands, and split where a selection has few.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.places.cells import Masses

if TYPE_CHECKING:
    from core.places.points import Floats, Labels, Points

TARGET = 900
"""About how many nodes a city of many cells is folded to."""
LEAST = 500
"""Nodes below which a finer level is taken, if there is one."""
LEAST_PER_CENTRE = 20
SUBDIVISIONS = (2, 4, 8)
"""Squares along the side of a cell, tried in turn where cells are too few."""


def nodes_of(points: Points, places: Masses, cell_means: Masses, k: int) -> Masses:
    """Fold the places to the coarsest level on which k centres can be sought.

    Nodes are ordered by their coordinates, so that how the places are sorted does not matter.
    """
    enough = max(LEAST, LEAST_PER_CENTRE * k)
    merged = max(1, round(np.sqrt(len(cell_means.x) / TARGET)))
    for factor in sorted({merged, 1}, reverse=True):
        nodes = _merged(cell_means, factor * points.cell_size_m)
        if len(nodes.x) >= enough:
            return nodes
    for parts in SUBDIVISIONS:
        nodes = _split(places, points.cell, points.cell_size_m, parts)
        if len(nodes.x) >= enough:
            return nodes
    return _folded(places, places.x, places.y)


def _merged(cell_means: Masses, side_m: float) -> Masses:
    """Merge the cells whose means lie in one square of the side."""
    return _folded(cell_means, np.floor(cell_means.x / side_m), np.floor(cell_means.y / side_m))


def _split(places: Masses, cell: Labels, cell_size_m: float, parts: int) -> Masses:
    """Fold the places of each cell to `parts` times `parts` squares."""
    side_m = cell_size_m / parts
    column, row = (np.floor(values / side_m).astype(np.int64) % parts for values in (places.x, places.y))
    square = (cell.astype(np.int64) * parts + row) * parts + column
    # Sums about the mean of all keep the digits that large coordinates would cost.
    middle_x, middle_y = places.x.mean(), places.y.mean()
    weight: Floats = np.bincount(square, places.weight).astype(np.float64)
    held = weight > 0
    x, y = (
        np.bincount(square, places.weight * (values - middle))[held] / weight[held] + middle
        for values, middle in ((places.x, middle_x), (places.y, middle_y))
    )
    order = np.lexsort((x, y))
    return Masses(x[order], y[order], weight[held][order])


def _folded(level: Masses, x_key: Floats, y_key: Floats) -> Masses:
    """Merge the masses of equal keys into their mean, in the order of the keys."""
    order = np.lexsort((x_key, y_key))
    x_key, y_key = x_key[order], y_key[order]
    starts = np.flatnonzero(np.r_[True, (np.diff(x_key) != 0) | (np.diff(y_key) != 0)])
    weight = np.add.reduceat(level.weight[order], starts)
    x, y = (np.add.reduceat((v * level.weight)[order], starts) / weight for v in (level.x, level.y))
    return Masses(x, y, weight)
