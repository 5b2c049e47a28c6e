"""Folds every record of the history onto small patches, and writes what `core.places.history` reads."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from core import columns as col
from core.places import coding, fold, history, tables
from core.places.geometry import projection
from core.places.geometry.grid import Grid

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

    from core.cities.city import City
    from core.store import Draft


def write_history(connection: DuckDBPyConnection, table: str, city: City, draft: Draft) -> tuple[int, int]:
    """Give every record of a table its patch, and write patches and records.

    Args:
        table: The history, as SQL can scan it.

    Returns:
        Number of records and of patches.
    """
    connection.execute(f"CREATE OR REPLACE TEMP VIEW remembered AS SELECT * FROM {table}")
    names, coded, joins = coding.code(connection, "remembered", fold.coded_columns(city))
    first, last = connection.execute(
        f"SELECT min({col.DATE})::DATE, max({col.DATE})::DATE FROM remembered",
    ).fetchone() or (None, None)
    found = connection.execute(
        f"SELECT {col.LATITUDE} AS latitude, {col.LONGITUDE} AS longitude, in_scope, "
        f"datediff('day', DATE '{first}', {col.DATE}::DATE)::USMALLINT AS day, "
        f"(extract(hour FROM {col.DATE}) * 60 + extract(minute FROM {col.DATE}))::USMALLINT AS minute, {coded}, "
        f"{coding.flags()} AS flags FROM remembered i {joins} ORDER BY day, latitude, longitude, minute",
    ).fetchnumpy()
    latitude, longitude = (np.ma.filled(found.pop(name), np.nan) for name in ("latitude", "longitude"))
    in_scope = np.asarray(found.pop("in_scope"))
    patches = _Patches(*projection.to_metres(latitude, longitude, city.epsg), city.cell_size_m)
    records = {"patch": patches.of_record, **{name: np.asarray(array) for name, array in found.items()}}
    draft.write_columns(tables.PAST, records)
    draft.write_columns(tables.PATCHES, {"number": patches.number})
    codes = {"names": names, "first_day": str(first), "days": (last - first).days + 1, "grid": asdict(patches.grid)}
    cells = len(np.unique(patches.cell[in_scope & patches.mapped]))
    draft.write_json(tables.PATCHES, {**codes, "inhabited_cells": cells})
    return len(records["patch"]), len(patches.number)


class _Patches:
    """The patches that hold a record; their grid divides the cells'."""

    def __init__(self, x_m: NDArray[Any], y_m: NDArray[Any], cell_size_m: float) -> None:
        self.mapped = np.isfinite(x_m) & np.isfinite(y_m)
        x_m, y_m = x_m[self.mapped], y_m[self.mapped]
        cells = Grid.over(x_m, y_m, cell_size_m)
        a_side = history.PATCHES_A_SIDE
        self.grid = Grid(cells.west_m, cells.south_m, cell_size_m / a_side, cells.columns * a_side, cells.rows * a_side)
        self.cell = np.full(len(self.mapped), -1, np.int32)
        self.cell[self.mapped] = cells.number(x_m, y_m)
        self.number, own = np.unique(self.grid.number(x_m, y_m), return_inverse=True)
        self.of_record = np.full(len(self.mapped), len(self.number), np.uint32)
        self.of_record[self.mapped] = own
