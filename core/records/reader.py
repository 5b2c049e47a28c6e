"""Exports of records, in whatever shape the portal gives them, as one table of text.

Reading checks every file from beginning to end before anything else happens, so that a
bad file changes nothing. Rows are streamed: `raw` is a view over the files, and their
text is never in memory as a whole.

Known differences and faults of the files: titles in exports but names in the API; 12-hour times in
one and ISO times in the other; the API leaves out null fields in JSON and may write line
breaks within quotation marks in CSV; pages saved as HTML; Git LFS pointers; downloads
cut off; editors that save another encoding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core import columns as col
from core.errors import BadExportError
from core.language import say
from core.records import csv_source, formats, json_source, parquet_source, sql
from core.records.formats import Format

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb

    from core.cities.city import City

_SOURCES = {
    Format.CSV: csv_source.open_source,
    Format.JSON_ARRAY: json_source.open_source,
    Format.JSON_LINES: json_source.open_source,
    Format.PARQUET: parquet_source.open_source,
}


def open_export(connection: duckdb.DuckDBPyConnection, files: Sequence[Path], city: City) -> None:
    """Open files of records, of one format or several, plain or gzipped.

    Afterwards the connection has a view `raw` (the 22 columns of the portal, all text) and a
    table `malformed` (reason, raw) of the lines that are no record. A file's data lines are
    the rows of both together.

    Raises:
        BadExportError: A file is not an export that can be read; nothing was changed but the
            connection's own tables.
    """
    if not files:
        msg = say("No export was named; give at least one file of records.")
        raise BadExportError(msg)
    texts = ", ".join(f"{sql.name(column)} VARCHAR" for column in col.PORTAL)
    connection.execute("CREATE OR REPLACE TABLE malformed (reason VARCHAR, raw VARCHAR)")
    connection.execute(f"CREATE OR REPLACE TABLE salvaged ({texts})")
    selects = []
    for path in files:
        export = formats.identify(path)
        selects.append(_SOURCES[export.format](connection, export, city))
    connection.execute(f"CREATE OR REPLACE VIEW raw AS {' UNION ALL '.join([*selects, 'SELECT * FROM salvaged'])}")
