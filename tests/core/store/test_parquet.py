"""Parquet in and out."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from core.store import parquet_bytes, parquet_scan


def test_parquet_files_are_scanned_as_one_table_by_name(tmp_path):
    first, second = tmp_path / "it's one.parquet", tmp_path / "two.parquet"
    pd.DataFrame({"a": [1], "b": ["x"]}).to_parquet(first)
    second.write_bytes(parquet_bytes({"b": np.array(["y"]), "c": np.array([2.0])}, {"X-Build": "7"}))
    rows = duckdb.connect().execute(f"SELECT a, b, c FROM {parquet_scan([first, second])} ORDER BY b").fetchall()
    assert rows == [(1, "x", None), (None, "y", 2.0)]
