"""A square grid over the city, in metres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from core.places.points import Floats, Labels


@dataclass(frozen=True)
class Grid:
    """Cells of `size_m` metres, counted row by row from the south-western corner."""

    west_m: float
    south_m: float
    size_m: float
    columns: int
    rows: int

    @classmethod
    def over(cls, x_m: Floats, y_m: Floats, size_m: float) -> Grid:
        """Lay a grid that holds every point, its corner at a multiple of the size."""
        if len(x_m) == 0:
            return cls(0.0, 0.0, size_m, 1, 1)
        west, south = (_edge(float(v.min()), size_m) for v in (x_m, y_m))
        columns, rows = (int(np.floor((v.max() - edge) / size_m)) + 1 for v, edge in ((x_m, west), (y_m, south)))
        return cls(west, south, size_m, columns, rows)

    def number(self, x_m: Floats, y_m: Floats) -> Labels:
        """Number of the cell that holds each point; -1 outside the grid."""
        column = np.floor((x_m - self.west_m) / self.size_m).astype(np.int64)
        row = np.floor((y_m - self.south_m) / self.size_m).astype(np.int64)
        inside = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        return np.where(inside, row * self.columns + column, -1).astype(np.int32)


def _edge(least: float, size_m: float) -> float:
    """Return the largest multiple of the size that does not exceed the least coordinate, rounding included."""
    edge = float(np.floor(least / size_m) * size_m)
    return edge if edge <= least else edge - size_m
