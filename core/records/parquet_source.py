"""Parquet with the portal's titles or the API's names, and columns of whatever type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from core import store
from core.errors import BadExportError
from core.language import say
from core.records import formats, headings, sql

if TYPE_CHECKING:
    from core.cities.city import City
    from core.records.formats import Export


def open_source(connection: duckdb.DuckDBPyConnection, export: Export, city: City) -> str:
    """Check the columns of a Parquet file.

    Returns:
        SQL of its records in our columns, as text.

    Raises:
        BadExportError: It is damaged, empty or lacks columns.
    """
    source = store.parquet_scan([export.path])
    try:
        names = [row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
        row = connection.execute(f"SELECT count(*) FROM {source}").fetchone()
    except (duckdb.InvalidInputException, duckdb.IOException) as error:
        raise BadExportError(formats.truncated(export.path)) from error
    places = headings.match(names, city, export.path)
    if not row or not row[0]:
        msg = say("{file} has columns but no records; download it again.", file=export.path.name)
        raise BadExportError(msg)
    return headings.select(places, lambda position: f"CAST({sql.name(names[position])} AS VARCHAR)", source)
