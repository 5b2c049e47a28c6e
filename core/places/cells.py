"""What the places of each grid cell amount to: weighted means, spread and bounding box.

Clusterings that work on cells start here. The mean of a cell's records, never the
cell's centre, stands for them: centres would tie every distance and draw the grid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from core.places.points import Floats, Integers, Labels, Points


class Masses(NamedTuple):
    """Weighted points; places, or what stands for several of them."""

    x: Floats
    """(n,) easting in metres."""
    y: Floats
    """(n,) northing in metres."""
    weight: Floats
    """(n,) records."""


class Cells(NamedTuple):
    """Sums over the places of each of m cells."""

    start: Integers
    """(m + 1,) first place of each cell, and the number of places."""
    means: Masses
    """(m,) records and their mean."""
    spread: Floats
    """(m,) sum of squared distances of the records to their mean, in square metres."""
    box: Floats
    """(m, 4) west, east, south, north of the places, in metres."""


def masses(points: Points) -> Masses:
    """Return the places as kernels want them: floats, contiguous and writable.

    Kernels are compiled for writable arrays; a column that a build maps into memory is not one.
    """
    return Masses(*(np.require(values, np.float64, ["C", "W"]) for values in (points.x_m, points.y_m, points.weight)))


def summarise(points: Points) -> Cells:
    """Sum the places of each cell; there must be at least one place."""
    return _gather(masses(points), np.require(points.cell, np.int32, ["C", "W"]))


@njit(nogil=True, cache=True)
def _gather(places: Masses, cell: Labels) -> Cells:
    x, y, weight = places
    m = cell[-1] + 1
    start = np.zeros(m + 1, np.int64)
    for i in range(len(cell)):
        start[cell[i] + 1] = i + 1
    means = Masses(np.empty(m), np.empty(m), np.empty(m))
    spread, box = np.zeros(m), np.empty((m, 4))
    for c in range(m):
        # Sums from the cell's first place keep the digits that large coordinates would cost.
        first = start[c]
        west, east, south, north = x[first], x[first], y[first], y[first]
        total, along, up = 0.0, 0.0, 0.0
        for i in range(first, start[c + 1]):
            west, east = min(west, x[i]), max(east, x[i])
            south, north = min(south, y[i]), max(north, y[i])
            total += weight[i]
            along += weight[i] * (x[i] - x[first])
            up += weight[i] * (y[i] - y[first])
        box[c] = west, east, south, north
        means.weight[c], means.x[c], means.y[c] = total, x[first] + along / total, y[first] + up / total
        for i in range(start[c], start[c + 1]):
            spread[c] += weight[i] * ((x[i] - means.x[c]) ** 2 + (y[i] - means.y[c]) ** 2)
    return Cells(start, means, spread, box)
