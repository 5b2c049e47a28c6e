"""Parquet in and out. No other module reads or writes it.

pandas and pyarrow cost 130 MB, pyarrow alone 50, so they are imported by the calls that need
them: a web process that only maps columns never pays. What it offers as a download is written by `writer`.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core.language import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb
    import pandas as pd
    from numpy.typing import NDArray

COMPRESSION = "zstd"
_ROOT = Path(__file__).parents[2]
logger = logging.getLogger(__name__)


def parquet_scan(files: Sequence[Path]) -> str:
    """Return the SQL that reads Parquet files as one table, columns matched by name."""
    names = ", ".join(_quoted(file) for file in files)
    return f"read_parquet([{names}], union_by_name=true)"


def parquet_bytes(columns: Mapping[str, NDArray[Any]], facts: Mapping[str, str]) -> bytes:
    """Return columns as the bytes of a Parquet file, for a download; `facts` go into its metadata.

    A process of its own writes them: a server that imported pyarrow while other threads answer would show them
    modules that are half loaded, and keep its memory.

    Raises:
        OSError: The process could not do it; its words are in the log.
    """
    given = BytesIO()
    np.savez(given, allow_pickle=False, **columns)
    command = [sys.executable, "-m", "core.store.writer", json.dumps(dict(facts))]
    ran = subprocess.run(command, cwd=_ROOT, input=given.getbuffer(), capture_output=True, check=False)  # noqa: S603 (our own)
    if ran.returncode:
        logger.error("Writing a Parquet file failed: %s", ran.stderr.decode(errors="replace"))
        msg = say("The Parquet file could not be written.")
        raise OSError(msg)
    return ran.stdout


def read(path: Path, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Read a Parquet file, or only the named columns of it."""
    import pandas as pd  # noqa: PLC0415 (heavy, see the module's docstring)

    return pd.read_parquet(path, columns=None if columns is None else list(columns))


def column_names(path: Path) -> list[str]:
    """List the columns of a Parquet file."""
    from pyarrow import parquet  # noqa: PLC0415 (heavy, see the module's docstring)

    return parquet.read_schema(path).names


def write(path: Path, frame: pd.DataFrame) -> None:
    """Write a frame without its index."""
    frame.to_parquet(path, compression=COMPRESSION, index=False)


def write_query(path: Path, connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    """Stream the rows of a query into a file; return how many there were."""
    copy = f"COPY ({sql}) TO {_quoted(path)} (FORMAT parquet, COMPRESSION {COMPRESSION})"
    row = connection.execute(copy).fetchone()
    return int(row[0]) if row else 0


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
