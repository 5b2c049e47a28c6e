"""Places sorted into square tiles, so that what lies near is found by counting.

A row of tiles keeps only the span it inhabits, and its places stand next to each
other: any run of tiles in a row is one run of places, and its records are one
difference of running totals. The tiles only decide what need not be looked at;
distances are taken between the places' own coordinates, as scikit-learn takes them.

Trap: kernels take plain arrays. An array taken out of a tuple inside a loop is counted
as one more reference, an atomic step on which two threads wait for each other; it
makes a kernel ten times slower.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from core.places.points import Floats, Integers, Labels


TOLERANCE_M = 1e-6
"""Far above the rounding of coordinates; what lies this close to a limit is measured, not concluded from its tile."""

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


def reaches(radius_m: float, side_m: float) -> tuple[Integers, Integers]:
    """Return which tiles a circle around a tile's places is sure to hold, and which it may touch.

    Returns:
        Two arrays (k,) by distance in rows: how far to either side lie, in that row, the tiles
        that are within the radius of every place of the middle tile (-1: none), and those
        that are within the radius of any.
    """
    sure_m, any_m = radius_m - TOLERANCE_M, radius_m + TOLERANCE_M
    rows = np.arange(int(any_m / side_m) + 2)
    far, near = (rows + 1) * side_m, np.maximum(rows - 1, 0) * side_m
    sure = np.sqrt(np.maximum(sure_m**2 - far**2, 0.0)) // side_m - 1
    touched = np.sqrt(np.maximum(any_m**2 - near**2, 0.0)) // side_m + 1
    return sure.astype(np.int64), touched.astype(np.int64)


@njit(nogil=True, cache=True)
def records_in_reach(rows: Labels, records: Integers, tile: tuple[int, int], reach: Integers, enough: int) -> int:
    """Count the records of tiles within reach of a tile (row, column), its own row first, until there are enough."""
    row, column = tile
    total = 0
    for step in range(2 * len(reach) - 1):
        away = (step + 1) // 2
        r = row + away if step % 2 else row - away
        if 0 <= r < len(rows) - 1 and reach[away] >= 0:
            low, high = slot_at(rows, r, column - reach[away]), slot_at(rows, r, column + reach[away] + 1)
            total += records[high] - records[low]
            if total >= enough:
                break
    return total


@njit(nogil=True, cache=True)
def squared_gap(west: float, east: float, at: float) -> float:
    """Return the squared distance from a coordinate to an interval, 0 inside."""
    gap = max(west - at, at - east, 0.0)
    return gap * gap


@njit(nogil=True, cache=True)
def _chord(squared_m: float, corner: Corner, x_m: float) -> tuple[float, float]:
    """Return where a circle's chord begins and ends, in columns; empty where the circle does not reach."""
    half = math.sqrt(squared_m) if squared_m > 0.0 else -corner[2]
    return (x_m - half - corner[0]) / corner[2], (x_m + half - corner[0]) / corner[2]


@njit(nogil=True, cache=True)
def records_within(  # noqa: PLR0913, PLR0917 (plain arrays: see the module's trap)
    rows: Labels,
    first: Labels,
    records: Integers,
    places: Floats,
    corner: Corner,
    at: tuple[int, float, float],
    radius_m: float,
    enough: int,
) -> int:
    """Count the records within a radius (<=) of a point (its row, x, y) until there are enough.

    Tiles wholly inside the circle count at once; the places of those on its rim are measured.
    The comparison is that of scikit-learn: squares summed in float64, against the square.
    """
    row, x_m, y_m = at
    side_m = corner[2]
    sure, touched, limit = (radius_m - TOLERANCE_M) ** 2, (radius_m + TOLERANCE_M) ** 2, radius_m * radius_m
    total = 0
    for step in range(2 * int((radius_m + TOLERANCE_M) / side_m) + 3):
        r = row + (step + 1) // 2 if step % 2 else row - step // 2
        if r < 0 or r >= len(rows) - 1:
            continue
        south = corner[1] + r * side_m - y_m
        nearest, farthest = max(south, -south - side_m, 0.0), max(-south, south + side_m)
        west, east = _chord(touched - nearest * nearest, corner, x_m)
        if west > east:
            continue
        low, high = (
            slot_at(rows, r, math.floor(west - TOLERANCE_M)),
            slot_at(rows, r, math.floor(east + TOLERANCE_M) + 1),
        )
        west, east = _chord(sure - farthest * farthest, corner, x_m)
        whole, rest = slot_at(rows, r, math.ceil(west + TOLERANCE_M)), slot_at(rows, r, math.floor(east - TOLERANCE_M))
        if whole < rest:
            total += records[rest] - records[whole]
        else:
            whole = rest = high
        if total < enough:
            total += _records_among(places, first[low], first[whole], x_m, y_m, limit)
            total += _records_among(places, first[rest], first[high], x_m, y_m, limit)
        if total >= enough:
            break
    return total


@njit(nogil=True, cache=True)
def _records_among(places: Floats, low: int, high: int, x_m: float, y_m: float, limit: float) -> int:
    """Count the records at positions low..high whose squared distance is within the limit."""
    total = 0
    for i in range(low, high):
        dx, dy = x_m - places[i, 0], y_m - places[i, 1]
        if dx * dx + dy * dy <= limit:
            total += int(places[i, 2])
    return total
