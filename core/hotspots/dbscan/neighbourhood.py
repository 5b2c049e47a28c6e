"""How many records lie within a radius, by tiles where these decide and by places where not.

Tiles only decide what need not be looked at; distances are taken between the places'
own coordinates and compared as scikit-learn compares them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from core.hotspots.dbscan.tiles import Corner, slot_at

if TYPE_CHECKING:
    from core.places.points import Floats, Integers, Labels

TOLERANCE_M = 1e-6
"""Far above the rounding of coordinates; what lies this close to a limit is measured, not concluded from its tile."""


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
def row_at(row: int, step: int) -> int:
    """Return the row to visit at a step: a row itself, then those beside it in turn, outwards."""
    return row + (step + 1) // 2 if step % 2 else row - step // 2


@njit(nogil=True, cache=True)
def records_in_reach(rows: Labels, records: Integers, tile: tuple[int, int], reach: Integers, enough: int) -> int:
    """Count the records of tiles within reach of a tile (row, column), its own row first, until there are enough."""
    row, column = tile
    total = 0
    for step in range(2 * len(reach) - 1):
        r = row_at(row, step)
        away = abs(r - row)
        if 0 <= r < len(rows) - 1 and reach[away] >= 0:
            low, high = slot_at(rows, r, column - reach[away]), slot_at(rows, r, column + reach[away] + 1)
            total += records[high] - records[low]
            if total >= enough:
                break
    return total


@njit(nogil=True, cache=True)
def runs_in_row(  # noqa: PLR0913, PLR0917 (plain arrays: see the trap of tiles)
    rows: Labels, corner: Corner, row: int, x_m: float, y_m: float, sure_m: float, touched_m: float
) -> tuple[int, int, int, int]:
    """Split a row's tiles around a point by two radii, the smaller one first.

    Returns:
        Tiles a <= b <= c <= d: those from b to c lie wholly within `sure_m`; those from a to b and
        from c to d may hold places within `touched_m`; the others hold none.
    """
    per_m = 1.0 / corner[2]
    sure, touched = (sure_m - TOLERANCE_M) * per_m, (touched_m + TOLERANCE_M) * per_m
    column, south = (x_m - corner[0]) * per_m, row - (y_m - corner[1]) * per_m
    nearest, farthest = max(south, -south - 1.0, 0.0), max(-south, south + 1.0)
    if nearest > touched:
        return 0, 0, 0, 0
    half = math.sqrt(touched * touched - nearest * nearest) + TOLERANCE_M
    low, high = slot_at(rows, row, math.floor(column - half)), slot_at(rows, row, math.floor(column + half) + 1)
    if farthest < sure:
        half = math.sqrt(sure * sure - farthest * farthest) - TOLERANCE_M
        whole, rest = slot_at(rows, row, math.ceil(column - half)), slot_at(rows, row, math.floor(column + half))
        if whole < rest:
            return low, whole, rest, high
    return low, high, high, high


@njit(nogil=True, cache=True)
def holds_enough(  # noqa: PLR0913, PLR0917
    rows: Labels,
    first: Labels,
    records: Integers,
    places: Floats,
    corner: Corner,
    at: tuple[int, float, float],
    radius_m: float,
    enough: int,
) -> bool:
    """Tell whether enough records lie within a radius (<=) of a point (its row, x, y).

    Tiles wholly inside the circle count at once. Where they and the tiles on its rim leave it open,
    the places on the rim are measured, the nearest rows first, until it is clear which way it goes.
    """
    row, x_m, y_m = at
    sure, possible = _records_by_tile(rows, records, corner, at, radius_m, enough)
    for step in range(2 * int((radius_m + TOLERANCE_M) / corner[2]) + 3):
        if sure >= enough or possible < enough:
            break
        r = row_at(row, step)
        if 0 <= r < len(rows) - 1:
            low, whole, rest, high = runs_in_row(rows, corner, r, x_m, y_m, radius_m, radius_m)
            near = _records_among(places, first[low], first[whole], x_m, y_m, radius_m * radius_m)
            near += _records_among(places, first[rest], first[high], x_m, y_m, radius_m * radius_m)
            possible -= records[high] - records[rest] + records[whole] - records[low] - near
            sure += near
    return sure >= enough


@njit(nogil=True, cache=True)
def _records_by_tile(
    rows: Labels, records: Integers, corner: Corner, at: tuple[int, float, float], radius_m: float, enough: int
) -> tuple[int, int]:
    """Count the records of tiles wholly within a radius, until there are enough, and of all that it touches."""
    row, x_m, y_m = at
    sure, possible = 0, 0
    for step in range(2 * int((radius_m + TOLERANCE_M) / corner[2]) + 3):
        r = row_at(row, step)
        if 0 <= r < len(rows) - 1 and sure < enough:
            low, whole, rest, high = runs_in_row(rows, corner, r, x_m, y_m, radius_m, radius_m)
            sure += records[rest] - records[whole]
            possible += records[high] - records[low]
    return sure, possible


@njit(nogil=True, cache=True)
def _records_among(places: Floats, low: int, high: int, x_m: float, y_m: float, limit: float) -> int:
    """Count the records at positions low..high whose squared distance is within the limit."""
    total = 0
    for i in range(low, high):
        dx, dy = x_m - places[i, 0], y_m - places[i, 1]
        if dx * dx + dy * dy <= limit:
            total += int(places[i, 2])
    return total
