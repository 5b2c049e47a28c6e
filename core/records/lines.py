"""Text files seen as lines: what JSON lines are read from, and the count that CSV must add up to."""

from __future__ import annotations

import codecs
import gzip
from typing import TYPE_CHECKING

from core.errors import BadExportError
from core.records import formats, sql

if TYPE_CHECKING:
    import duckdb

    from core.records.formats import Export

REJECTS = "rejects_scan = 'rejected_scans', rejects_table = 'rejected'"
_LONGEST_BYTES = 16 * 2**20


def newline(export: Export) -> str:
    """Return the line end that the file's first line has, as SQL writes it."""
    first = export.head.partition(b"\n")[0]
    return r"'\r\n'" if first.endswith(b"\r") else r"'\n'"


def source(export: Export, *, rejects: bool = False) -> str:
    """Return the SQL of a table with one column `line`; blank lines are null."""
    # A separator that never occurs in text makes each line a single field.
    return (
        f"read_csv({sql.file(export.path)}, auto_detect = false, header = false, delim = E'\\x01', quote = '', "
        f"escape = '', columns = {{'line': 'VARCHAR'}}, compression = '{export.compression}', "
        f"new_line = {newline(export)}, max_line_size = {_LONGEST_BYTES}, "
        f"{'store_rejects = true, ' + REJECTS if rejects else 'ignore_errors = true'})"
    )


def forget_rejects(connection: duckdb.DuckDBPyConnection) -> None:
    """Remove the tables of an earlier scan's rejects."""
    connection.execute("DROP TABLE IF EXISTS rejected; DROP TABLE IF EXISTS rejected_scans")


def refuse_other_encodings(connection: duckdb.DuckDBPyConnection, export: Export) -> None:
    """Refuse a file in which the scan just made met bytes that are not UTF-8.

    DuckDB now and then suspects an accent that is in order, so the bytes themselves decide.

    Raises:
        BadExportError: There was such a line.
    """
    row = connection.execute("SELECT min(line) FROM rejected WHERE error_type = 'INVALID ENCODING'").fetchone()
    if row and row[0] is not None and not _is_utf8(export):
        raise BadExportError(formats.not_utf8(export.path, row[0]))


def _is_utf8(export: Export) -> bool:
    """Decode the whole file, a megabyte at a time."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with gzip.open(export.path) if export.compression == "gzip" else export.path.open("rb") as file:
            while chunk := file.read(2**20):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
