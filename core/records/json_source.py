"""JSON from the portal's API: an array of objects, or an object a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from core.errors import BadExportError
from core.language import mark
from core.records import formats, headings, lines, sql
from core.records.formats import Format

if TYPE_CHECKING:
    from core.cities.city import City
    from core.records.formats import Export

_LOOKED_AT = 1000
_REASON = mark("the line is not a JSON object")
_IS_RECORD = "CASE WHEN json_valid(line) THEN json_type(line) = 'OBJECT' ELSE false END"


def open_source(connection: duckdb.DuckDBPyConnection, export: Export, city: City) -> str:
    """Check a JSON file from beginning to end; lines that are no object go to `malformed`.

    Returns:
        SQL of its records in our columns.

    Raises:
        BadExportError: It is no JSON of records, or is cut off.
    """
    source = _source(export, rejects=export.format is Format.JSON_LINES)
    lines.forget_rejects(connection)
    try:
        connection.execute(
            f"INSERT INTO malformed SELECT {sql.literal(_REASON)}, line FROM {source} "
            f"WHERE line IS NOT NULL AND NOT {_IS_RECORD}",
        ).fetchall()
    except (duckdb.InvalidInputException, duckdb.IOException) as error:
        raise BadExportError(formats.truncated(export.path)) from error
    if export.format is Format.JSON_LINES:
        lines.refuse_other_encodings(connection, export)
    source = _source(export)
    # The API leaves out what is null, so the first object alone does not show all names.
    found = connection.execute(
        f"SELECT DISTINCT unnest(json_keys(line)) AS key FROM "
        f"(SELECT line FROM {source} WHERE {_IS_RECORD} LIMIT {_LOOKED_AT}) ORDER BY key",
    ).fetchall()
    keys = [key for (key,) in found]
    places = headings.match(keys, city, export.path, headings.IDENTIFYING)
    paths = ", ".join(sql.literal('$."' + keys[position] + '"') for position in places.values())
    order = {position: number for number, position in enumerate(places.values(), 1)}
    records = f"(SELECT json_extract_string(line, [{paths}]) AS fields FROM {source} WHERE {_IS_RECORD})"
    return headings.select(places, lambda position: f"fields[{order[position]}]", records)


def _source(export: Export, *, rejects: bool = False) -> str:
    """Return the SQL of a table with one JSON text a row, in the column `line`."""
    if export.format is Format.JSON_LINES:
        return lines.source(export, rejects=rejects)
    return (
        f"(SELECT json AS line FROM read_json_objects({sql.file(export.path)}, format = 'array', "
        f"compression = '{export.compression}'))"
    )
