"""Places sorted into square tiles, so that what lies near is found by counting.

A row of tiles keeps only the span it inhabits, and its places stand next to each
other: any run of tiles in a row is one run of places, and its records are one
difference of running totals.

Trap: kernels take plain arrays. An array taken out of a tuple inside a loop is counted
as one more reference, an atomic step on which two threads wait for each other; it
makes a kernel ten times slower.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from core.places.points import Floats, Integers, Labels

Corner = tuple[float, float, float]
"""Easting and northing of the south-western corner and the side of a tile, in metres."""


class Tiles(NamedTuple):
    """Places in the order of their tiles, row by row from the south-west."""

    order: Labels
    """(n,) which place stands at each position."""
    places: Floats
    """(n, 3) easting and northing in metres and records, by position."""
    records: Integers
    """(slots + 1,) records of all earlier tiles."""
    first: Labels
    """(slots + 1,) first position of each tile."""
    rows: Labels
    """(rows + 1, 2) number and column of the first tile of each row; in the last, the number of tiles."""
    corner: Corner
    """Where row 0 and column 0 begin."""


def lay(x_m: Floats, y_m: Floats, weight: Integers, side_m: float) -> Tiles:
    """Sort places into tiles of a given side; there must be at least one place."""
    corner = (float(x_m.min()), float(y_m.min()), side_m)
    column = ((x_m - corner[0]) / side_m).astype(np.int32)
    row = ((y_m - corner[1]) / side_m).astype(np.int32)
    order, first, rows = _sort(row, column)
    places = np.empty((len(order), 3))
    for axis, values in enumerate((x_m, y_m, weight)):
        places[:, axis] = values[order]
    before = np.zeros(len(order) + 1, np.int64)
    np.cumsum(weight[order], out=before[1:])
    return Tiles(order, places, before[first], first, rows, corner)


@njit(nogil=True, cache=True)
def _sort(row: Labels, column: Labels) -> tuple[Labels, Labels, Labels]:
    """Sort by row and column in one counting pass."""
    rows = _spans(row, column)
    slot = np.empty(len(row), np.int32)
    first = np.zeros(rows[-1, 0] + 1, np.int32)
    for i in range(len(row)):
        slot[i] = rows[row[i], 0] + column[i] - rows[row[i], 1]
        first[slot[i] + 1] += 1
    for s in range(len(first) - 1):
        first[s + 1] += first[s]
    free = first.copy()
    order = np.empty(len(row), np.int32)
    for i in range(len(row)):
        order[free[slot[i]]] = i
        free[slot[i]] += 1
    return order, first, rows


@njit(nogil=True, cache=True)
def _spans(row: Labels, column: Labels) -> Labels:
    """Return the number and the column of each row's first tile."""
    count = row.max() + 1
    rows = np.zeros((count + 1, 2), np.int32)
    east = np.full(count, -1, np.int32)
    rows[:, 1] = column.max()
    for i in range(len(row)):
        rows[row[i], 1] = min(rows[row[i], 1], column[i])
        east[row[i]] = max(east[row[i]], column[i])
    for r in range(count):
        rows[r + 1, 0] = rows[r, 0] + (east[r] - rows[r, 1] + 1 if east[r] >= 0 else 0)
    return rows


@njit(nogil=True, cache=True)
def slot_at(rows: Labels, row: int, column: int) -> int:
    """Return the first tile of a row that lies at or east of a column; the row must exist."""
    base = rows[row, 0]
    return base + min(max(column - rows[row, 1], 0), rows[row + 1, 0] - base)
