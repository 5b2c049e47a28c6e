"""Parquet in and out. No other module reads or writes it.

pandas and pyarrow cost 130 MB, so they are imported by the calls that need
them: a web process that only maps columns never pays.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb
    import pandas as pd

_COMPRESSION = "zstd"


def parquet_scan(files: Sequence[Path]) -> str:
    """Return the SQL that reads Parquet files as one table, columns matched by name."""
    names = ", ".join(_quoted(file) for file in files)
    return f"read_parquet([{names}], union_by_name=true)"


def parquet_bytes(frame: pd.DataFrame) -> bytes:
    """Return a frame as the bytes of a Parquet file, for a download."""
    buffer = BytesIO()
    frame.to_parquet(buffer, compression=_COMPRESSION, index=False)
    return buffer.getvalue()


def read(path: Path, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Read a Parquet file, or only the named columns of it."""
    import pandas as pd  # noqa: PLC0415 (heavy, see the module's docstring)

    return pd.read_parquet(path, columns=None if columns is None else list(columns))


def write(path: Path, frame: pd.DataFrame) -> None:
    """Write a frame without its index."""
    frame.to_parquet(path, compression=_COMPRESSION, index=False)


def write_query(path: Path, connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    """Stream the rows of a query into a file; return how many there were."""
    copy = f"COPY ({sql}) TO {_quoted(path)} (FORMAT parquet, COMPRESSION {_COMPRESSION})"
    row = connection.execute(copy).fetchone()
    return int(row[0]) if row else 0


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
