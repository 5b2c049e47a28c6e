"""How far each place must look to find enough records, exactly.

Circles grow over the tiles: two counts of tiles bracket the distance for all places of a
tile, the place before narrows it, and of the places left between one is picked.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from core import threads
from core.hotspots.dbscan.cores import tile_side
from core.hotspots.dbscan.neighbourhood import TOLERANCE_M, reaches, records_in_reach, runs_in_row
from core.hotspots.dbscan.tiles import Corner, lay
from core.hotspots.setting import NUMBERS

if TYPE_CHECKING:
    from core.places.points import Floats, Integers, Labels, Points

CAP_M = NUMBERS["eps_m"].high
"""The search ends where eps ends: who needs to look further is no core place at any setting."""

BUCKETS = 32
"""Into which `pick` deals the values; it needs room for as many."""


def distances(points: Points, min_samples: int) -> Floats:
    """Return the distance within which each place finds `min_samples` records (<=), its own included.

    A place is core exactly where eps is at least its distance, to the last bit.

    Returns:
        (n,) metres, infinite beyond `CAP_M`.
    """
    squared = np.full(len(points.x_m), np.inf)
    if len(squared):
        side_m = tile_side(points, CAP_M)
        tiles = lay(points.x_m, points.y_m, points.weight, side_m)
        sure, touched = _reaches_by_step(side_m)
        threads.run_chunks(
            lambda start, stop: _search((start, stop), *tiles, sure, touched, int(min_samples), squared),
            len(tiles.rows) - 1,
            len(squared),
        )
    root = np.sqrt(squared)
    # The square of a rounded root may fall short of the number; then no eps of that size would include it.
    return np.where(root * root < squared, np.nextafter(root, np.inf), root)


def _reaches_by_step(side_m: float) -> tuple[Integers, Integers]:
    """Return the tiles surely and possibly within 0, 1, 2... sides, up to the cap: two arrays (steps, rows)."""
    steps = np.arange(math.ceil(CAP_M / side_m) + 1)
    tables = [reaches(min(step * side_m, CAP_M), side_m) for step in steps.tolist()]
    width = max(len(sure) for sure, _ in tables)
    stacked = np.full((2, len(steps), width), -1, np.int64)
    for step, pair in enumerate(tables):
        for kind in range(2):
            stacked[kind, step, : len(pair[kind])] = pair[kind]
    return stacked[0], stacked[1]


@njit(nogil=True, cache=True)
def _search(  # noqa: PLR0913, PLR0917 (plain arrays: see the trap of tiles)
    span: tuple[int, int],
    order: Labels,
    places: Floats,
    records: Integers,
    first: Labels,
    rows: Labels,
    corner: Corner,
    sure: Integers,
    touched: Integers,
    need: int,
    squared: Floats,
) -> None:
    """Fill the squared distances of the places of some rows of tiles."""
    near, buckets = np.empty((len(places), 2)), np.empty(BUCKETS)
    low, high = 0, 1
    last = (0.0, 0.0, np.inf)
    for row in range(span[0], span[1]):
        for slot in range(rows[row, 0], rows[row + 1, 0]):
            if first[slot] == first[slot + 1]:
                continue
            tile = (row, slot - rows[row, 0] + rows[row, 1])
            low, high = _bracket(rows, records, tile, sure, touched, need, (low, high))
            if high == len(sure):
                continue
            bounds = (low * corner[2], min(high * corner[2], CAP_M))
            for i in range(first[slot], first[slot + 1]):
                at = (row, places[i, 0], places[i, 1])
                inside, held = _gather(rows, first, records, places, corner, at, _narrow(bounds, last, at), near)
                squared[order[i]] = pick(near, held, need - inside, buckets)
                last = (at[1], at[2], math.sqrt(squared[order[i]]))


@njit(nogil=True, cache=True)
def _bracket(  # noqa: PLR0913, PLR0917
    rows: Labels,
    records: Integers,
    tile: tuple[int, int],
    sure: Integers,
    touched: Integers,
    need: int,
    guess: tuple[int, int],
) -> tuple[int, int]:
    """Return between which steps the distance lies for all places of a tile; the guess is that of the tile before.

    The upper one is past the table where no place finds enough.
    """
    last = len(sure) - 1
    high = min(guess[1], last)
    while high < last and records_in_reach(rows, records, tile, sure[high], need) < need:
        high += 1
    while high > 1 and records_in_reach(rows, records, tile, sure[high - 1], need) >= need:
        high -= 1
    if high == last and records_in_reach(rows, records, tile, touched[last], need) < need:
        return 0, last + 1
    low = min(guess[0], high - 1)
    while low > 0 and records_in_reach(rows, records, tile, touched[low], need) >= need:
        low -= 1
    while low < high - 1 and records_in_reach(rows, records, tile, touched[low + 1], need) < need:
        low += 1
    return low, high


@njit(nogil=True, cache=True)
def _narrow(
    bounds: tuple[float, float], last: tuple[float, float, float], at: tuple[int, float, float]
) -> tuple[float, float]:
    """Narrow the bounds by the place before (x, y, its distance): distances differ by at most the way between."""
    if last[2] == np.inf:
        return bounds
    way = math.hypot(at[1] - last[0], at[2] - last[1]) + TOLERANCE_M
    return max(bounds[0], last[2] - way), min(bounds[1], last[2] + way)


@njit(nogil=True, cache=True)
def _gather(  # noqa: PLR0913, PLR0917
    rows: Labels,
    first: Labels,
    records: Integers,
    places: Floats,
    corner: Corner,
    at: tuple[int, float, float],
    bounds: tuple[float, float],
    near: Floats,
) -> tuple[int, int]:
    """Count the records of tiles wholly within the lower bound; list the other places within the upper one.

    Returns:
        The records counted, and how many rows of `near` (squared distance, records) were written.
    """
    row, x_m, y_m = at
    limit = bounds[1] * bounds[1]
    reach = int(bounds[1] / corner[2]) + 1
    inside, held = 0, 0
    for r in range(max(row - reach, 0), min(row + reach + 1, len(rows) - 1)):
        low, whole, rest, high = runs_in_row(rows, corner, r, x_m, y_m, bounds[0], bounds[1])
        inside += records[rest] - records[whole]
        for start, stop in ((first[low], first[whole]), (first[rest], first[high])):
            for i in range(start, stop):
                dx, dy = x_m - places[i, 0], y_m - places[i, 1]
                d = dx * dx + dy * dy
                if d <= limit:
                    near[held, 0], near[held, 1] = d, places[i, 2]
                    held += 1
    return inside, held


@njit(nogil=True, cache=True)
def _extent(near: Floats, held: int) -> tuple[float, float, float]:
    """Return the smallest and the largest value and the sum of the weights."""
    low, high, total = np.inf, -np.inf, 0.0
    for i in range(held):
        low, high = min(low, near[i, 0]), max(high, near[i, 0])
        total += near[i, 1]
    return low, high, total


@njit(nogil=True, cache=True)
def pick(near: Floats, held: int, need: float, buckets: Floats) -> float:
    """Return the smallest value within which the weights reach `need`, infinite if they do not; reorders `near`.

    The values are dealt into buckets, and again those of the bucket where the sum passes the need.
    """
    while True:
        low, high, total = _extent(near, held)
        if total < need:
            return np.inf
        if low == high:
            return low
        scale = len(buckets) / (high - low)
        buckets[:] = 0.0
        for i in range(held):
            buckets[min(int((near[i, 0] - low) * scale), len(buckets) - 1)] += near[i, 1]
        chosen = 0
        while buckets[chosen] < need:
            need -= buckets[chosen]
            chosen += 1
        kept = 0
        for i in range(held):
            if min(int((near[i, 0] - low) * scale), len(buckets) - 1) == chosen:
                near[kept, 0], near[kept, 1] = near[i, 0], near[i, 1]
                kept += 1
        held = kept
