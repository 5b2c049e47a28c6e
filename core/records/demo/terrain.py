"""The land of the demo city: shore, river, parks, railway and city limits.

The city's own frame is (u, v) in metres, u along its avenues, v away from the
shore; it is turned against north and lies in the open ocean, where no street
and no person can be meant.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from core.cities.city import load_city

Floats = NDArray[np.float64]

CITY = "demo"
"""Name of the TOML that holds the city's projection and names."""
ORIGIN_M = (500_000.0, 4_400_000.0)
"""Easting and northing of the city's origin (UTM 7 N): 39.75 N, 141 W, 1,400 km from any coast."""
TURN = np.deg2rad(-11.0)
SQUARE_M = 400.0
"""Side of the squares that territories are made of; their sides are collector streets."""
BORDER_M = 2.0
"""No address lies nearer to the side of a square than this."""
LIMITS_M = (-8000.0, -5600.0, 8000.0, 10_400.0)
"""West, south, east, north of the squares that are looked at, in (u, v)."""
CENTRE = (400.0, -1800.0)
RIVER_HALF_M = 70.0
PARKS_M = (
    (-2400.0, -400.0, -1600.0, 800.0),
    (2800.0, 3600.0, 4400.0, 4800.0),
    (-5200.0, 5200.0, -4400.0, 6000.0),
    (800.0, 7200.0, 1600.0, 8000.0),
    (-6000.0, -1200.0, -5600.0, -400.0),
    (4800.0, -800.0, 5600.0, -400.0),
    (-1200.0, 4000.0, -800.0, 4400.0),
)
"""Parks as west, south, east, north."""
RAILWAY_M = ((-8000.0, 2300.0), (8000.0, 900.0))
"""The railway and its yards, from end to end."""
RAILWAY_HALF_M = 230.0


class Squares(NamedTuple):
    """The squares within the city limits."""

    u_m: Floats
    """(n,) u of the centre."""
    v_m: Floats
    """(n,) v of the centre."""
    number: NDArray[np.int64]
    """(columns, rows) index of a square by its column and row; -1 outside the limits."""

    def at(self, u_m: Floats, v_m: Floats) -> NDArray[np.int64]:
        """Index of the square that holds each point; -1 outside the limits."""
        column = np.floor((u_m - LIMITS_M[0]) / SQUARE_M).astype(np.int64)
        row = np.floor((v_m - LIMITS_M[1]) / SQUARE_M).astype(np.int64)
        inside = (column >= 0) & (column < self.number.shape[0]) & (row >= 0) & (row < self.number.shape[1])
        return np.where(inside, self.number[np.where(inside, column, 0), np.where(inside, row, 0)], -1)


def shore(u_m: Floats) -> Floats:
    """Return v of the water's edge; the land lies above."""
    bay = -900.0 * np.exp(-(((u_m - 2900.0) / 1500.0) ** 2)) + 1300.0 * np.exp(-(((u_m + 5200.0) / 1900.0) ** 2))
    return -3700.0 + 420.0 * np.sin(u_m / 2100.0 + 0.7) + 130.0 * np.sin(u_m / 610.0) + bay


def river(v_m: Floats) -> Floats:
    """Return u of the river's middle."""
    return -350.0 + 780.0 * np.sin((v_m + 4200.0) / 2050.0) + 260.0 * np.sin((v_m + 900.0) / 830.0) + 0.1 * v_m


@cache
def squares() -> Squares:
    """Lay the squares inside the city limits, which bulge and follow the squares."""
    west, south, east, north = LIMITS_M
    columns, rows = int((east - west) / SQUARE_M), int((north - south) / SQUARE_M)
    column, row = (part.ravel() for part in np.meshgrid(np.arange(columns), np.arange(rows), indexing="ij"))
    u_m, v_m = ((start + (part + 0.5) * SQUARE_M).astype(np.float64) for start, part in ((west, column), (south, row)))
    angle = np.arctan2(v_m - 1400.0, u_m)
    limit = 6900.0 + 700.0 * np.sin(2 * angle + 0.4) + 620.0 * np.sin(3 * angle + 2.0) + 380.0 * np.sin(7 * angle)
    limit += 1500.0 * np.maximum(0.0, -np.sin(angle))  # towards the water, the shore is the limit
    inside = (np.hypot(u_m, v_m - 1400.0) < limit) & (v_m + SQUARE_M / 4 > shore(u_m))
    number = np.full((columns, rows), -1)
    number[column[inside], row[inside]] = np.arange(int(inside.sum()))
    return Squares(u_m[inside], v_m[inside], number)


@cache
def land() -> shapely.Polygon:
    """Outline everything above the shore, in (u, v)."""
    west, _, east, north = LIMITS_M
    u_m = np.linspace(west - SQUARE_M, east + SQUARE_M, 421)
    edge = np.column_stack([u_m, shore(u_m)])
    return shapely.Polygon([*edge, (east + SQUARE_M, north + SQUARE_M), (west - SQUARE_M, north + SQUARE_M)])


def _on_border(along_m: Floats) -> NDArray[np.bool_]:
    """Tell which coordinates lie so near a side of a square that rounding to metres may cross it."""
    return np.abs((along_m + SQUARE_M / 2) % SQUARE_M - SQUARE_M / 2) < BORDER_M


def buildable(u_m: Floats, v_m: Floats) -> NDArray[np.bool_]:
    """Tell which points may hold an address: (n,) true on land inside the limits, outside parks and water."""
    free = (
        ~_on_border(u_m)
        & ~_on_border(v_m)
        & (squares().at(u_m, v_m) >= 0)
        & (v_m > shore(u_m) + 60.0)
        & (np.abs(u_m - river(v_m)) > RIVER_HALF_M)
    )
    for west, south, east, north in PARKS_M:
        free &= ~((u_m > west) & (u_m < east) & (v_m > south) & (v_m < north))
    return free


def beside_railway(u_m: Floats, v_m: Floats) -> NDArray[np.bool_]:
    """Tell which points lie by the railway and its yards."""
    (west_u, west_v), (east_u, east_v) = RAILWAY_M
    slope = (east_v - west_v) / (east_u - west_u)
    return np.abs(v_m - west_v - slope * (u_m - west_u)) < RAILWAY_HALF_M


def to_ground(u_m: Floats, v_m: Floats) -> tuple[Floats, Floats]:
    """Turn and move the city's frame to easting and northing, in metres."""
    return (
        ORIGIN_M[0] + u_m * np.cos(TURN) - v_m * np.sin(TURN),
        ORIGIN_M[1] + u_m * np.sin(TURN) + v_m * np.cos(TURN),
    )


def to_degrees(x_m: Floats, y_m: Floats) -> tuple[Floats, Floats]:
    """Return latitude and longitude of easting and northing, in degrees."""
    longitude, latitude = Transformer.from_crs(load_city(CITY).epsg, 4326, always_xy=True).transform(x_m, y_m)
    return latitude, longitude
