"""Which places are core: those with enough records around them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numba import njit
from numpy.typing import NDArray

from core import threads
from core.hotspots.dbscan.neighbourhood import TOLERANCE_M, holds_enough, reaches, records_in_reach
from core.hotspots.dbscan.tiles import Corner, lay

if TYPE_CHECKING:
    from core.places.points import Floats, Integers, Labels, Points

Mask = NDArray[np.bool_]

_PLACES_A_TILE = 0.6
_FINEST = 32


def core_mask(points: Points, eps_m: float, min_samples: int) -> Mask:
    """Tell which places have `min_samples` records within `eps_m` (<=), their own included.

    Places of a tile share two bounds: the records of the tiles that every one of them
    reaches, and of those that any of them might. Only where the bounds leave it
    open are records counted place by place.

    Returns:
        (n,) in the order of the points.
    """
    core = np.zeros(len(points.x_m), np.bool_)
    if len(core) == 0:
        return core
    eps_m, min_samples = float(eps_m), int(min_samples)  # one compiled kernel, whatever kind of number comes
    side_m = tile_side(points, eps_m)
    tiles = lay(points.x_m, points.y_m, points.weight, side_m)
    sure, touched = reaches(eps_m, side_m)
    threads.run_chunks(
        lambda start, stop: _mark((start, stop), *tiles, sure, touched, eps_m, min_samples, core),
        len(tiles.rows) - 1,
        len(core),
    )
    return core


def cell_side(eps_m: float) -> float:
    """Return the side of the largest square whose places all lie within eps of each other."""
    return (eps_m - 2 * TOLERANCE_M) / math.sqrt(2)


def tile_side(points: Points, eps_m: float) -> float:
    """Return a whole fraction of the cell's side at which the city has about as many tiles as places.

    On a city's points the time hardly changes from half to twice this side.
    """
    area = float(np.ptp(points.x_m)) * float(np.ptp(points.y_m))
    wanted = math.sqrt(area * _PLACES_A_TILE / len(points.x_m))
    side_m = cell_side(eps_m)
    return side_m / min(max(1, round(side_m / max(wanted, TOLERANCE_M))), _FINEST)


@njit(nogil=True, cache=True)
def _mark(  # noqa: PLR0913, PLR0917 (plain arrays: see the trap of tiles)
    span: tuple[int, int],
    order: Labels,
    places: Floats,
    records: Integers,
    first: Labels,
    rows: Labels,
    corner: Corner,
    sure: Integers,
    touched: Integers,
    eps_m: float,
    enough: int,
    core: Mask,
) -> None:
    """Mark the core places of some rows of tiles: all of a tile, none, or as they count."""
    for row in range(span[0], span[1]):
        for slot in range(rows[row, 0], rows[row + 1, 0]):
            low, high = first[slot], first[slot + 1]
            if low == high:
                continue
            tile = (row, slot - rows[row, 0] + rows[row, 1])
            if records_in_reach(rows, records, tile, sure, enough) >= enough:
                for i in range(low, high):
                    core[order[i]] = True
            elif records_in_reach(rows, records, tile, touched, enough) >= enough:
                for i in range(low, high):
                    at = (row, places[i, 0], places[i, 1])
                    core[order[i]] = holds_enough(rows, first, records, places, corner, at, eps_m, enough)
