"""Parquet in and out. No other module reads or writes it.

pandas and pyarrow cost 130 MB, pyarrow alone 50, so they are imported by the calls that need
them: a web process that only maps columns never pays.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import duckdb
    import pandas as pd
    from numpy.typing import NDArray

_COMPRESSION = "zstd"


def parquet_scan(files: Sequence[Path]) -> str:
    """Return the SQL that reads Parquet files as one table, columns matched by name."""
    names = ", ".join(_quoted(file) for file in files)
    return f"read_parquet([{names}], union_by_name=true)"


def parquet_bytes(columns: Mapping[str, NDArray[Any]], facts: Mapping[str, str]) -> bytes:
    """Return columns as the bytes of a Parquet file, for a download; `facts` go into its metadata."""
    import pyarrow as pa  # noqa: PLC0415 (heavy, see the module's docstring)
    from pyarrow import parquet  # noqa: PLC0415

    buffer = BytesIO()
    table = pa.table(dict(columns)).replace_schema_metadata(dict(facts))
    parquet.write_table(table, buffer, compression=_COMPRESSION)
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
