"""Folds cleaned records onto places and cells, and writes what `core.places.fold` reads."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from core import columns as col
from core.errors import BadExportError
from core.language import say
from core.places import coding, fold, tables
from core.places.geometry import projection
from core.places.geometry.grid import Grid

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

    from core.cities.city import City
    from core.store import Draft


def fold_records(connection: DuckDBPyConnection, city: City, draft: Draft) -> int:
    """Give every record of `incidents` its place, and write places, cells, columns and codes.

    Afterwards the connection's table `incidents` has a column `place_id`, null where a
    record has no coordinates.

    Returns:
        Number of places.

    Raises:
        BadExportError: No record has a coordinate inside the city.
    """
    places, grid = _places(connection, city)
    connection.register("new_places", places)
    connection.execute(
        f"CREATE OR REPLACE TABLE incidents AS SELECT i.*, p.{col.PLACE_ID} FROM incidents i LEFT JOIN new_places p "
        f"ON i.{col.LATITUDE} = p.{col.LATITUDE} AND i.{col.LONGITUDE} = p.{col.LONGITUDE}",
    )
    connection.unregister("new_places")
    cells, records, codes = _cells(places, grid), *_records(connection, city, len(places))
    draft.write_table(tables.PLACES, places)
    draft.write_table(tables.CELLS, cells)
    names = ("latitude", "longitude", "x_m", "y_m", "cell")
    draft.write_columns(tables.PLACES, {name: places[name].to_numpy() for name in names})
    draft.write_columns(tables.CELLS, {name: cells[name].to_numpy() for name in ("number", "x_m", "y_m")})
    latitude, longitude = projection.lattice(grid, city.epsg)
    draft.write_columns(tables.LATTICE, {"latitude": latitude, "longitude": longitude})
    draft.write_columns(tables.RECORDS, records)
    draft.write_json(tables.CODES, {**codes, "grid": asdict(grid)})
    return len(places)


def _places(connection: DuckDBPyConnection, city: City) -> tuple[pd.DataFrame, Grid]:
    """Collect the distinct coordinates, in metres, sorted by cell and then from west to east."""
    found = connection.execute(
        f"SELECT {col.LATITUDE}, {col.LONGITUDE}, count(*) AS records FROM incidents "
        f"WHERE {col.LATITUDE} IS NOT NULL GROUP BY ALL",
    ).fetchnumpy()
    latitude, longitude = (np.asarray(found[name], dtype=np.float64) for name in (col.LATITUDE, col.LONGITUDE))
    if len(latitude) == 0:
        msg = say(
            "No record has a coordinate inside {city}. Check that the export belongs to this city.", city=city.title
        )
        raise BadExportError(msg)
    x_m, y_m = projection.to_metres(latitude, longitude, city.epsg)
    grid = Grid.over(x_m, y_m, city.cell_size_m)
    number = grid.number(x_m, y_m)
    order = np.lexsort((y_m, x_m, number))
    inhabited, cell = np.unique(number[order], return_inverse=True)
    places = pd.DataFrame(
        {
            col.PLACE_ID: np.arange(len(order), dtype=np.uint32),
            "latitude": latitude[order],
            "longitude": longitude[order],
            "x_m": x_m[order],
            "y_m": y_m[order],
            "cell": cell.astype(np.int32),
            "number": inhabited[cell].astype(np.int32),
            "records": np.asarray(found["records"])[order].astype(np.int64),
        },
    )
    return places, grid


def _cells(places: pd.DataFrame, grid: Grid) -> pd.DataFrame:
    """Describe each inhabited cell by its number, centre and counts."""
    groups = places.groupby("cell", sort=True)
    number = groups["number"].first().to_numpy()
    return pd.DataFrame(
        {
            "number": number.astype(np.int32),
            "x_m": grid.west_m + (number % grid.columns + 0.5) * grid.size_m,
            "y_m": grid.south_m + (number // grid.columns + 0.5) * grid.size_m,
            "places": groups.size().to_numpy(),
            "records": groups["records"].sum().to_numpy(),
        },
    )


def _records(connection: DuckDBPyConnection, city: City, places: int) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Turn the records into small columns, sorted by place, and list the names behind their codes."""
    names, coded, joins = coding.code(connection, "incidents", fold.coded_columns(city))
    bounds = connection.execute(f"SELECT min({col.DATE})::DATE, max({col.DATE})::DATE FROM incidents").fetchone()
    first, last = bounds if bounds is not None else (None, None)
    arrays = connection.execute(
        f"SELECT coalesce({col.PLACE_ID}, {places})::UINTEGER AS place, "
        f"datediff('day', DATE '{first}', {col.DATE}::DATE)::USMALLINT AS day, "
        f"(extract(hour FROM {col.DATE}) * 60 + extract(minute FROM {col.DATE}))::USMALLINT AS minute, {coded}, "
        f"{col.CRIME_SEVERITY_SCORE}::USMALLINT AS severity_days, {coding.flags()} AS flags "
        f"FROM incidents i {joins} ORDER BY place, day, minute, i.{col.ID}",
    ).fetchnumpy()
    days = (last - first).days + 1 if first and last else 0
    codes = {"names": names, "first_day": str(first), "days": days}
    return {name: np.asarray(array) for name, array in arrays.items()}, codes
