"""Only where it is dense: the cells that hold the most records around them.

K-Means of a whole city scores its shape. Clustering only the densest share of
inhabited cells asks where crime concentrates; what that leaves out stands beside it
as coverage, and the null repeats the choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.places.points import Points

_AROUND = tuple((row, column) for row in (-1, 0, 1) for column in (-1, 0, 1))


def densest(points: Points, share: float) -> NDArray[np.bool_]:
    """Mark the places in the densest share of inhabited cells.

    A cell's density is the records in it and in its eight neighbours. The number of
    cells is rounded up; ties go to the cell with more records of its own, then to the
    south-western one.

    Args:
        points: Places in cells whose corners are multiples of the cell size.
        share: Share of the inhabited cells, above 0 and up to 1.

    Returns:
        (n,) whether the place lies in a dense cell.
    """
    cells = int(points.cell[-1]) + 1 if len(points.cell) else 0
    first = np.searchsorted(points.cell, np.arange(cells))
    column, row = (np.floor(v[first] / points.cell_size_m).astype(np.int64) for v in (points.x_m, points.y_m))
    records = np.bincount(points.cell, weights=points.weight, minlength=cells).astype(np.float64)
    density = _around(row, column, records)
    order = np.lexsort((column, row, -records, -density))
    dense = np.zeros(cells, dtype=np.bool_)
    dense[order[: int(np.ceil(share * cells))]] = True
    return dense[points.cell]


def _around(row: NDArray[np.int64], column: NDArray[np.int64], records: NDArray[np.float64]) -> NDArray[np.float64]:
    """Add up each cell and its eight neighbours, on a raster with a margin of one cell."""
    if len(row) == 0:
        return records
    row, column = row - row.min() + 1, column - column.min() + 1
    raster = np.zeros((row.max() + 2, column.max() + 2))
    raster[row, column] = records
    return sum((raster[row + r, column + c] for r, c in _AROUND), np.zeros(len(row)))
