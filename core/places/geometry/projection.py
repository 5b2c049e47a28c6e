"""Degrees to metres and back, by the city's EPSG code.

Degrees live here and in the records only; everything else speaks metres.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from pyproj import Transformer

if TYPE_CHECKING:
    from core.places.geometry.grid import Grid
    from core.places.points import Floats


@lru_cache(maxsize=16)
def _transformer(source: int, target: int) -> Any:  # noqa: ANN401 (pyproj is untyped)
    return Transformer.from_crs(source, target, always_xy=True)


def to_metres(latitude: Floats, longitude: Floats, epsg: int) -> tuple[Floats, Floats]:
    """Turn degrees (WGS 84) into easting and northing in metres."""
    x_m, y_m = _transformer(4326, epsg).transform(np.asarray(longitude), np.asarray(latitude))
    return x_m, y_m


def to_degrees(x_m: Floats, y_m: Floats, epsg: int) -> tuple[Floats, Floats]:
    """Turn easting and northing in metres into latitude and longitude (WGS 84)."""
    longitude, latitude = _transformer(epsg, 4326).transform(np.asarray(x_m), np.asarray(y_m))
    return latitude, longitude


def lattice(grid: Grid, epsg: int) -> tuple[Floats, Floats]:
    """Locate the corners of all squares of a grid, row by row from the south-west: latitude and longitude."""
    x_m = grid.west_m + np.arange(grid.columns + 1) * grid.size_m
    y_m = grid.south_m + np.arange(grid.rows + 1) * grid.size_m
    corner_x_m, corner_y_m = np.meshgrid(x_m, y_m)
    return to_degrees(corner_x_m.ravel(), corner_y_m.ravel(), epsg)
