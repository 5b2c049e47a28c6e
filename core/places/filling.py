"""A selection's cells as they are drawn: gaps between few records filled, the shade taken from around each cell.

This decides over pictures alone. Counts, scores, zones and exports are those of the cells as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numba import njit

from core.places.points import ABSENT

if TYPE_CHECKING:
    from core.places.fold import Fold
    from core.places.points import Floats, Integers, Labels

FEW = 10
"""Records per inhabited cell below which chance decides whether a cell holds one more or one less."""
ENCLOSED = 5
"""Neighbours, of eight, that must share a label for a gap between zones and records without a zone to be filled."""
_NOWHERE = -9
"""Marks grid cells that nobody was ever recorded in."""


class Filled(NamedTuple):
    """The m inhabited cells as they are drawn."""

    labels: Labels
    """(m,) label that gives a cell its colour."""
    records: Floats
    """(m,) records that give it its shade: of the cell, or its neighbourhood's mean where there are few."""
    is_filled: bool
    """Whether a cell without a record has a label."""
    is_smoothed: bool


def fill(fold: Fold, cell_labels: Labels, records: Integers) -> Filled:
    """Fill a selection's gaps for its picture.

    Where every record has a zone, a cell without records takes the label of the nearest cell that has some.
    Where some have none, zones must not seem larger than they are: a gap is filled only if `ENCLOSED` of its
    neighbours share a label. Shades are smoothed where cells hold fewer than `FEW` records on average.

    Args:
        fold: Cells of the build.
        cell_labels: (m,) label of each inhabited cell, `ABSENT` where no selected record lies.
        records: (m,) selected records of each.
    """
    gaps = cell_labels == ABSENT
    labels = cell_labels
    if gaps.any() and not gaps.all():
        raster = _raster(fold, cell_labels, _NOWHERE)
        filled = _spread(raster) if (cell_labels[~gaps] >= 0).all() else _enclose(raster)
        labels = filled[_at(fold)]
    few = records.sum() < FEW * len(records)
    shade = _smoothed(fold, records) if few else records.astype(np.float64)
    return Filled(labels, shade, bool((labels != cell_labels).any()), bool(few and records.any()))


def _at(fold: Fold) -> tuple[Any, Any]:
    """Return the row and column of each inhabited cell on a raster with an empty border."""
    return fold.cell_number // fold.grid.columns + 1, fold.cell_number % fold.grid.columns + 1


def _raster(fold: Fold, values: Any, nothing: int) -> Any:  # noqa: ANN401 (arrays of any kind)
    raster = np.full((fold.grid.rows + 2, fold.grid.columns + 2), nothing, dtype=values.dtype)
    raster[_at(fold)] = values
    return raster


def _smoothed(fold: Fold, records: Integers) -> Floats:
    """Return the mean of the inhabited cells among each cell and its eight neighbours."""
    held = _raster(fold, records.astype(np.float64), 0)
    inhabited = _raster(fold, np.ones(len(records)), 0)
    return np.asarray((_around(held) / np.maximum(_around(inhabited), 1))[_at(fold)])


def _around(raster: Floats) -> Floats:
    """Add up each inner cell and its neighbours; the border stays empty."""
    total = np.zeros_like(raster)
    rows, columns = raster.shape
    for down in (0, 1, 2):
        for right in (0, 1, 2):
            total[1:-1, 1:-1] += raster[down : rows - 2 + down, right : columns - 2 + right]
    return total


@njit(cache=True, nogil=True)
def _spread(raster: Any) -> Any:  # noqa: ANN401 (compiled)
    """Let labels grow step by step over the whole raster, from all labelled cells at once."""
    rows, columns = raster.shape
    found = raster.copy()
    queue = np.empty((rows * columns, 2), dtype=np.int32)
    end = 0
    for r in range(rows):
        for c in range(columns):
            if raster[r, c] >= 0:
                queue[end] = r, c
                end += 1
    start = 0
    while start < end:
        r, c = queue[start]
        start += 1
        for dr in (-1, 0, 1):
            for dc in (-1, 0, 1):
                y, x = r + dr, c + dc
                if 0 <= y < rows and 0 <= x < columns and found[y, x] < 0:
                    found[y, x] = found[r, c]
                    queue[end] = y, x
                    end += 1
    return found


@njit(cache=True, nogil=True)
def _enclose(raster: Any) -> Any:  # noqa: ANN401 (compiled)
    """Fill the cells without records of which most neighbours share a label."""
    found = raster.copy()
    rows, columns = raster.shape
    for r in range(1, rows - 1):
        for c in range(1, columns - 1):
            if raster[r, c] == ABSENT:
                found[r, c] = _shared(raster[r - 1 : r + 2, c - 1 : c + 2].copy().ravel())
    return found


@njit(cache=True, nogil=True)
def _shared(square: Any) -> Any:  # noqa: ANN401 (compiled)
    """Return the label that enough of nine cells share, the middle one without a label; or that it stays so."""
    for i in range(len(square) - ENCLOSED + 1):
        if square[i] > ABSENT and np.sum(square == square[i]) >= ENCLOSED:
            return square[i]
    return square[len(square) // 2]
