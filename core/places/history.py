"""Every record that was read, in scope or not, on the finest ground: what counts of many years are made of.

Coordinates are known to the block only, so ground finer than a good half of a block would measure how
coordinates are published, and not where crime is. A patch is a quarter of a grid cell wide.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from core.places import fold, tables
from core.places.geometry.grid import Grid
from core.places.geometry.projection import lattice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from core.cities.city import City
    from core.places.points import Floats, Labels
    from core.store import Build

PATCHES_A_SIDE = 4
"""Patches along a side of a cell: 75 m where cells are of 300 m."""


@dataclass(frozen=True, eq=False)
class History:
    """P patches and R records of one build, by day, read-only.

    Records without coordinates are on patch number P.
    """

    build_id: str
    city: City
    grid: Grid
    """Of patches; a cell is a square of `PATCHES_A_SIDE` of them."""
    inhabited_km2: float
    """Area of the cells that hold a record in scope: what every share of area is of."""
    first_day: date
    last_day: date
    names: fold.Names
    number: Labels
    """(P,) number of each patch in the grid, rising."""
    patch: NDArray[np.uint32]
    day: NDArray[np.uint16]
    minute: NDArray[np.uint16]
    flags: NDArray[np.uint8]
    coded: Mapping[str, NDArray[Any]]
    """(R,) number into `names` of the same key."""

    @property
    def days(self) -> int:
        """Days from the first record to the last, both counted."""
        return (self.last_day - self.first_day).days + 1

    @property
    def place(self) -> NDArray[np.uint32]:
        """(R,) patches again, under the name by which records are filtered by a drawn area."""
        return self.patch

    @property
    def x_m(self) -> Floats:
        """(P,) easting of the middle of each patch, in metres."""
        return np.asarray(self.grid.west_m + (self.number % self.grid.columns + 0.5) * self.grid.size_m)

    @property
    def y_m(self) -> Floats:
        """(P,) northing of the same."""
        return np.asarray(self.grid.south_m + (self.number // self.grid.columns + 0.5) * self.grid.size_m)

    @property
    def cell_number(self) -> Labels:
        """(P,) the numbers again, under the name by which grids of squares are drawn."""
        return self.number

    @property
    def lattice_latitude(self) -> Floats:
        """Latitude of the corners of all patches of the grid, row by row from the south-west."""
        return _corners(self)[0]

    @property
    def lattice_longitude(self) -> Floats:
        """Longitude of the same."""
        return _corners(self)[1]

    @property
    def patch_km2(self) -> float:
        """Area of a patch in square kilometres."""
        return (self.grid.size_m / 1000) ** 2


@lru_cache(maxsize=1)
def _corners(history: History) -> tuple[Floats, Floats]:
    return lattice(history.grid, history.city.epsg)


@lru_cache(maxsize=2)
def load_history(build: Build, city: City) -> History:
    """Map a build's history into memory.

    Raises:
        MissingBuildError: The build lacks a part of it.
    """
    codes = build.json(tables.PATCHES)
    records = {name: np.asarray(array) for name, array in build.columns(tables.PAST).items()}
    first, grid = date.fromisoformat(codes["first_day"]), Grid(**dict(codes["grid"]))
    names = {column: tuple(listed) for column, listed in codes["names"].items()}
    cell_km2 = (grid.size_m * PATCHES_A_SIDE / 1000) ** 2
    return History(
        build_id=build.id,
        city=city,
        grid=grid,
        inhabited_km2=codes["inhabited_cells"] * cell_km2,
        first_day=first,
        last_day=first + timedelta(days=int(codes["days"]) - 1),
        names=names,
        number=np.asarray(build.columns(tables.PATCHES)["number"]),
        **{name: records[name] for name in ("patch", "day", "minute", "flags")},
        coded={column: records[column] for column in names},
    )
