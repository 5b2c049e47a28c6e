"""Ground that expectations are shown on: squares of some size, or the areas that officers are assigned to.

Every share of area is of the inhabited cells, whatever the ground, so that models on different ground compare.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.places.fold import BEAT
from core.places.history import PATCHES_A_SIDE

if TYPE_CHECKING:
    from core.places.history import History
    from core.places.points import Floats, Labels


class Ground(NamedTuple):
    """U units; each patch belongs to one."""

    unit: Labels
    """(P,) unit of each patch."""
    km2: Floats
    """(U,) area of each unit."""


@lru_cache(maxsize=8)
def squares(history: History, patches_a_side: int) -> Ground:
    """Join patches to squares; one patch a side leaves them as they are."""
    row, column = rows_and_columns(history)
    number = (row // patches_a_side) * history.grid.columns + column // patches_a_side
    held, unit = np.unique(number, return_inverse=True)
    return Ground(unit.astype(np.int32), np.full(len(held), history.patch_km2 * patches_a_side**2))


@lru_cache(maxsize=2)
def beats(history: History) -> Ground:
    """Give each patch to the beat of most of its records; a beat's area is that of its inhabited cells.

    A cell of several beats is shared out in proportion to their patches in it.
    """
    count = len(history.names[BEAT]) + 1
    on_map = history.patch < len(history.number)
    beat = np.minimum(history.coded[BEAT][on_map].astype(np.int64), count - 1)
    pairs, records = np.unique(history.patch[on_map].astype(np.int64) * count + beat, return_counts=True)
    order = np.lexsort((pairs, -records, pairs // count))
    first = np.unique((pairs // count)[order], return_index=True)[1]
    unit = (pairs[order][first] % count).astype(np.int32)
    cell = squares(history, PATCHES_A_SIDE)
    patches = np.bincount(cell.unit)
    km2 = np.bincount(unit, weights=cell.km2[cell.unit] / patches[cell.unit], minlength=count).astype(np.float64)
    return Ground(unit, km2)


def rows_and_columns(history: History) -> tuple[Labels, Labels]:
    """Return row and column of each patch in the grid, from the south-west."""
    return history.number // history.grid.columns, history.number % history.grid.columns
