"""Which grid cell each pixel of the city's picture shows, in the projection of web maps.

Web Mercator stretches the ground, so the picture is laid out in it and every pixel
asks which cell lies beneath; that is computed once a build. Pixels per cell are
chosen so that the longer side stays below `MAX_PIXELS`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.places import projection

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.places.fold import Fold

MAX_PIXELS = 900
PIXELS_PER_CELL = 6
EQUATOR_M = 6_378_137.0
"""Radius of the sphere that Web Mercator assumes, in metres."""


class Canvas(NamedTuple):
    """A picture's frame: south, west, north, east in degrees, and the cell of each pixel.

    `cell` (height, width) counts inhabited cells from 1, 0 where nobody was recorded;
    the first row is the northernmost.
    """

    bounds: tuple[float, float, float, float]
    cell: NDArray[np.int32]


@lru_cache(maxsize=2)
def canvas(fold: Fold) -> Canvas:
    """Lay out the picture of a build's cells."""
    south, west, north, east = _bounds(fold)
    low, high = _stretched(south), _stretched(north)
    left, right = np.radians(west), np.radians(east)
    scale = _pixels_per_radian(fold, right - left, high - low)
    width, height = max(1, round((right - left) * scale)), max(1, round((high - low) * scale))
    longitude = np.degrees(left + (np.arange(width) + 0.5) / width * (right - left))
    latitude = np.degrees(_unstretched(high - (np.arange(height) + 0.5) / height * (high - low)))
    rows, columns = np.meshgrid(latitude, longitude, indexing="ij")
    x_m, y_m = projection.to_metres(rows.ravel(), columns.ravel(), fold.city.epsg)
    return Canvas((south, west, north, east), _index(fold)[fold.grid.number(x_m, y_m)].reshape(height, width))


def _bounds(fold: Fold) -> tuple[float, float, float, float]:
    latitude, longitude = fold.lattice_latitude, fold.lattice_longitude
    return float(latitude.min()), float(longitude.min()), float(latitude.max()), float(longitude.max())


def _pixels_per_radian(fold: Fold, width: float, height: float) -> float:
    """Choose the scale: some pixels a cell, fewer where the city is large."""
    middle = np.radians(float(fold.lattice_latitude.mean()))
    wished = PIXELS_PER_CELL * EQUATOR_M * np.cos(middle) / fold.grid.size_m
    return float(min(wished, MAX_PIXELS / max(width, height)))


def _index(fold: Fold) -> NDArray[np.int32]:
    """Return, by grid number, 1 + the index of the inhabited cell; 0 for none and for the last entry, number -1."""
    index = np.zeros(fold.grid.columns * fold.grid.rows + 1, dtype=np.int32)
    index[fold.cell_number] = np.arange(1, len(fold.cell_number) + 1)
    return index


def _stretched(latitude: float) -> float:
    return float(np.arcsinh(np.tan(np.radians(latitude))))


def _unstretched(y: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.arctan(np.sinh(y))
