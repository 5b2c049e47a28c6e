"""CSV as the portal exports it and as its API answers, checked from beginning to end.

A stray quotation mark joins the lines that follow to one field, and a reader that skips
errors then drops them silently. So the lines of the file are counted apart from its
records and must add up; lines that were joined are read again, one by one.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from core import columns as col
from core.errors import BadExportError
from core.language import mark, say
from core.records import formats, headings, lines, sql

if TYPE_CHECKING:
    from core.cities.city import City
    from core.records.formats import Export

_REASONS = {
    "MISSING COLUMNS": mark("the line has too few columns"),
    "TOO MANY COLUMNS": mark("the line has too many columns"),
    "UNQUOTED VALUE": mark("the line has a stray quotation mark"),
    "LINE SIZE OVER MAXIMUM": mark("the line is too long for a record"),
}
"""DuckDB's name of a fault, and what a build says of the line."""
_OTHER_REASON = mark("the line cannot be read")

# In parallel, DuckDB 2.0 silently drops good lines after a bad one.
_SKIP = "ignore_errors = true, parallel = false"


class _Reject(NamedTuple):
    line: int
    reason: str
    raw: str


def open_source(connection: duckdb.DuckDBPyConnection, export: Export, city: City) -> str:
    """Check a CSV file; lines that are no record go to `malformed`, wrongly joined ones to `salvaged`.

    Returns:
        SQL of its records in our columns, without the salvaged ones.

    Raises:
        BadExportError: It is no CSV of records, not UTF-8, empty or cut off.
    """
    names = _header(export)
    places = headings.match(names, city, export.path)
    try:
        rejects = _check(connection, export, len(names))
    except (duckdb.InvalidInputException, duckdb.IOException) as error:
        raise BadExportError(_complaint(export, error)) from error
    _set_apart(connection, rejects, len(names), places)
    return headings.select(places, _column, _source(export, len(names), _SKIP if rejects else "ignore_errors = false"))


def _column(position: int) -> str:
    return f"c{position}"


def _header(export: Export) -> list[str]:
    """Read the titles in the first line."""
    try:
        first = export.head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadExportError(formats.not_utf8(export.path, 1)) from error
    return next(csv.reader([first.rstrip("\r")]))


def _source(export: Export, width: int, errors: str) -> str:
    """Return the SQL of the file's columns `c0`, `c1`...; all is text, empty is null."""
    columns = ", ".join(f"'{_column(position)}': 'VARCHAR'" for position in range(width))
    return (
        f"read_csv({sql.file(export.path)}, auto_detect = false, header = true, delim = ',', quote = '\"', "
        f"escape = '\"', columns = {{{columns}}}, compression = '{export.compression}', "
        f"new_line = {lines.newline(export)}, {errors})"
    )


def _check(connection: duckdb.DuckDBPyConnection, export: Export, width: int) -> list[_Reject]:
    """Read the whole file once and see that every line is accounted for; return the bad records."""
    lines.forget_rejects(connection)
    source = _source(export, width, "store_rejects = true, " + lines.REJECTS)
    # Counting every column makes the reader look at every byte, its encoding included.
    every = ", ".join(f"count({_column(position)})" for position in range(width))
    rows = _number(connection, f"SELECT count(*), {every} FROM {source}")
    lines.refuse_other_encodings(connection, export)
    rejects = _rejects(connection)
    whole = _number(connection, f"SELECT count(line) - 1 FROM {lines.source(export)}")
    if whole <= 0:
        msg = say("{file} has a header but no records; download it again.", file=export.path.name)
        raise BadExportError(msg)
    accounted = rows + sum(len(_split(reject)) for reject in rejects)
    if accounted != whole:
        accounted += _continuations(connection, export, width)
    if accounted != whole:
        raise BadExportError(_never_closed(export, rejects))
    return rejects


def _never_closed(export: Export, rejects: list[_Reject]) -> str:
    if rejects:
        return say(
            "{file} opens a quotation mark that is never closed (near line {line}); correct that line or download the "
            "file again.",
            file=export.path.name,
            line=rejects[0].line,
        )
    return say(
        "{file} opens a quotation mark that is never closed; correct that line or download the file again.",
        file=export.path.name,
    )


def _number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    # All rows are fetched, because DuckDB writes the rejects down only when a result has been read to its end.
    return int(connection.execute(query).fetchall()[0][0])


def _rejects(connection: duckdb.DuckDBPyConnection) -> list[_Reject]:
    """List the records that the reader refused; a record may break several rules."""
    found = connection.execute(
        "SELECT line, first(error_type ORDER BY error_type), first(csv_line) FROM rejected "
        "GROUP BY line, line_byte_position ORDER BY line",
    ).fetchall()
    return [_Reject(line, _REASONS.get(kind, _OTHER_REASON), raw or "") for line, kind, raw in found]


def _split(reject: _Reject) -> list[str]:
    """Split what was refused into the lines of the file; blank ones do not count."""
    return [line for line in reject.raw.splitlines() if line]


def _continuations(connection: duckdb.DuckDBPyConnection, export: Export, width: int) -> int:
    """Count the lines that belong to a record begun on an earlier line, within quotation marks."""
    source = _source(export, width, _SKIP)
    breaks = " + ".join(
        f"coalesce(len(regexp_extract_all({_column(position)}, '\\n([^\\r\\n]|\\z)')), 0)" for position in range(width)
    )
    return _number(connection, f"SELECT coalesce(sum({breaks}), 0)::BIGINT FROM {source}")


def _set_apart(
    connection: duckdb.DuckDBPyConnection,
    rejects: list[_Reject],
    width: int,
    places: dict[str, int],
) -> None:
    """Keep the bad lines as they are; lines that a stray quotation mark joined are records again."""
    bad, good = [], []
    for reject in rejects:
        physical = _split(reject)
        for line in physical:
            fields = _fields(line) if len(physical) > 1 else []
            if len(fields) == width:
                good.append([fields[places[column]] or None if column in places else None for column in col.PORTAL])
            else:
                bad.append([reject.reason, line])
    if bad:
        connection.executemany("INSERT INTO malformed VALUES (?, ?)", bad)
    if good:
        connection.executemany(f"INSERT INTO salvaged VALUES ({', '.join('?' * len(col.PORTAL))})", good)


def _fields(line: str) -> list[str]:
    """Read one line as CSV, strictly; a line that is not has no fields."""
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error:
        return []


def _complaint(export: Export, error: Exception) -> str:
    """Say why the file could not be read to its end."""
    if "state machine" in str(error):
        return say(
            "{file} mixes Windows and Unix line ends; convert it, for example with `dos2unix`.", file=export.path.name
        )
    return formats.truncated(export.path)
