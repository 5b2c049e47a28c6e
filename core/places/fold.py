"""The records folded onto places: what the live engine maps into memory.

Half a million records lie on 196,000 distinct points, so a record becomes a place
number beside a few small columns, and a filter becomes one pass over them. Places of
a grid cell stand next to each other, and so do the records of a place; records
without coordinates come last, at place number P.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from core import columns as col
from core.language import say
from core.places import tables
from core.places.geometry.grid import Grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.cities.city import City
    from core.places.points import Floats, Labels
    from core.store import Build

ARREST, DOMESTIC, TIME_KNOWN, ENFORCEMENT_DRIVEN = 1, 2, 4, 8
"""Bits of a record's flags."""

TYPE, DISTRICT, BEAT, AREA, BLOCK = "type", "district", "beat", "area", "block"
"""Engine columns that hold a number into a list of names."""


def coded_columns(city: City) -> dict[str, str]:
    """Return engine column -> record column, for columns kept as a number into a list of names; grouped ones too."""
    return {
        TYPE: col.PRIMARY_TYPE,
        DISTRICT: col.DISTRICT,
        BEAT: city.patrol_territory,
        AREA: city.named_territory,
        BLOCK: col.BLOCK,
        **{grouping.column: grouping.column for grouping in city.groups},
    }


Names = Mapping[str, tuple[str, ...]]
"""Names behind the numbers of each coded column, sorted; a record without a name has the column's largest number."""


@dataclass(frozen=True, eq=False)
class Fold:
    """P places, m inhabited cells and R records of one build, read-only.

    The lattice holds the corners of all grid cells in degrees, row by row from the
    south-west, so that outlines need no projection at run time.
    """

    build_id: str
    city: City
    grid: Grid
    first_day: date
    last_day: date
    names: Names
    latitude: Floats
    longitude: Floats
    x_m: Floats
    y_m: Floats
    cell: Labels
    cell_number: Labels
    cell_x_m: Floats
    cell_y_m: Floats
    lattice_latitude: Floats
    lattice_longitude: Floats
    place: NDArray[np.uint32]
    day: NDArray[np.uint16]
    minute: NDArray[np.uint16]
    severity_days: NDArray[np.uint16]
    flags: NDArray[np.uint8]
    coded: Mapping[str, NDArray[Any]]
    """(R,) number into `names` of the same key."""

    @property
    def cell_km2(self) -> float:
        """Area of a grid cell in square kilometres."""
        return (self.grid.size_m / 1000) ** 2

    @property
    def days(self) -> int:
        """Days from the first record to the last, both counted."""
        return (self.last_day - self.first_day).days + 1


@lru_cache(maxsize=2)
def load_fold(build: Build, city: City) -> Fold:
    """Map a build's columns into memory.

    Raises:
        MissingBuildError: The build lacks a part of it.
    """
    codes = build.json(tables.CODES)
    first = date.fromisoformat(codes["first_day"])
    arrays = {name: np.asarray(array) for name, array in build.columns(tables.RECORDS).items()}
    for part, prefix in ((tables.PLACES, ""), (tables.CELLS, "cell_"), (tables.LATTICE, "lattice_")):
        arrays |= {prefix + name: np.asarray(array) for name, array in build.columns(part).items()}
    # A kind that the city's file has declared since the build was made is not there yet.
    later = {grouping.column for grouping in city.groups} - set(codes["names"])
    names = {column: tuple(codes["names"][column]) for column in coded_columns(city) if column not in later}
    given: dict[str, Any] = {
        **arrays,
        "build_id": build.id,
        "city": city,
        "grid": Grid(**{name: codes["grid"][name] for name in Grid.__dataclass_fields__}),
        "first_day": first,
        "last_day": first + timedelta(days=int(codes["days"]) - 1),
        "names": names,
        "coded": {column: array for column, array in arrays.items() if column in names},
    }
    missing = sorted((Fold.__dataclass_fields__.keys() | names.keys()) - given.keys())
    if missing:
        raise build.lacking(say("{columns} in its columns", columns=", ".join(missing)))
    return Fold(**{name: given[name] for name in Fold.__dataclass_fields__})
