"""Which grid cell each pixel of the city's picture shows, in the projection of web maps.

Web Mercator stretches the ground, so the picture is laid out in it and every pixel
asks which cell lies beneath; that is computed once a build. Pixels per cell are
chosen so that the longer side stays below `MAX_PIXELS`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from core.places.geometry import projection
from core.places.geometry.outline import Squares

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.cities.city import City

MAX_PIXELS = 900
PIXELS_PER_CELL = 6
EQUATOR_M = 6_378_137.0
"""Radius of the sphere that Web Mercator assumes, in metres."""


class Ground(Squares, Protocol):
    """Squares of a city: the cells of a `Fold`, the patches of a `History`."""

    @property
    def city(self) -> City:
        """The city that they are of."""


class Canvas(NamedTuple):
    """A picture's frame: south, west, north, east in degrees, and the cell of each pixel.

    `cell` (height, width) counts inhabited cells from 1, 0 where nobody was recorded;
    the first row is the northernmost.
    """

    bounds: tuple[float, float, float, float]
    cell: NDArray[np.int32]


@lru_cache(maxsize=4)
def canvas(squares: Ground) -> Canvas:
    """Lay out the picture of a build's cells, or of its patches."""
    south, west, north, east = _bounds(squares)
    low, high = _stretched(south), _stretched(north)
    left, right = np.radians(west), np.radians(east)
    scale = _pixels_per_radian(squares, right - left, high - low)
    width, height = max(1, round((right - left) * scale)), max(1, round((high - low) * scale))
    longitude = np.degrees(left + (np.arange(width) + 0.5) / width * (right - left))
    latitude = np.degrees(_unstretched(high - (np.arange(height) + 0.5) / height * (high - low)))
    rows, columns = np.meshgrid(latitude, longitude, indexing="ij")
    x_m, y_m = projection.to_metres(rows.ravel(), columns.ravel(), squares.city.epsg)
    return Canvas((south, west, north, east), _index(squares)[squares.grid.number(x_m, y_m)].reshape(height, width))


def _bounds(squares: Ground) -> tuple[float, float, float, float]:
    latitude, longitude = squares.lattice_latitude, squares.lattice_longitude
    return float(latitude.min()), float(longitude.min()), float(latitude.max()), float(longitude.max())


def _pixels_per_radian(squares: Ground, width: float, height: float) -> float:
    """Choose the scale: some pixels a cell, fewer where the city is large."""
    middle = np.radians(float(squares.lattice_latitude.mean()))
    wished = PIXELS_PER_CELL * EQUATOR_M * np.cos(middle) / squares.grid.size_m
    return float(min(wished, MAX_PIXELS / max(width, height)))


def _index(squares: Ground) -> NDArray[np.int32]:
    """Return, by grid number, 1 + the index of the inhabited cell; 0 for none and for the last entry, number -1."""
    index = np.zeros(squares.grid.columns * squares.grid.rows + 1, dtype=np.int32)
    index[squares.cell_number] = np.arange(1, len(squares.cell_number) + 1)
    return index


def _stretched(latitude: float) -> float:
    return float(np.arcsinh(np.tan(np.radians(latitude))))


def _unstretched(y: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.arctan(np.sinh(y))
