"""A file of context as a table of what it says: CSV (also gzipped), Parquet, JSON and GeoJSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pandas as pd

from core.errors import BadExportError
from core.language import say
from core.store import parquet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LATITUDE, LONGITUDE = "latitude", "longitude"
"""Columns of a GeoJSON file that hold its points; the others are the properties."""


def read(path: Path) -> pd.DataFrame:
    """Read a file, rows numbered from 0; text stays text.

    Raises:
        BadExportError: The file is of another kind, or damaged, or has no row.
    """
    try:
        frame = _read(path)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        msg = say(
            "{file} is not a table in CSV, Parquet, JSON or GeoJSON; replace it or leave it out of the folder.",
            file=path.name,
        )
        raise BadExportError(msg) from error
    if frame.empty:
        msg = say("{file} holds no rows; replace it or leave it out of the folder.", file=path.name)
        raise BadExportError(msg)
    return frame


def require(frame: pd.DataFrame, columns: Iterable[str], file: str) -> None:
    """See that a file has the columns that the city's TOML names.

    Raises:
        BadExportError: It lacks one.
    """
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        msg = say(
            "{file} has no column {missing} but {held}; correct the city's TOML or replace the file.",
            file=file,
            missing=", ".join(missing),
            held=", ".join(map(str, frame.columns)),
        )
        raise BadExportError(msg)


def numbers(frame: pd.DataFrame, column: str, file: str) -> pd.Series:
    """Read a column as numbers, NaN where it is empty.

    Raises:
        BadExportError: It holds something else.
    """
    given = frame[column]
    found = pd.to_numeric(given, errors="coerce").astype("float64")
    unreadable = given.notna() & ~found.between(-float("inf"), float("inf"), inclusive="neither")
    if unreadable.any():
        row = unreadable.idxmax()
        msg = say(
            "{file}, row {row}: {column} is '{held}'; write a number there or leave it empty.",
            file=file,
            row=row + 1,
            column=column,
            held=given[row],
        )
        raise BadExportError(msg)
    return found


def _read(path: Path) -> pd.DataFrame:
    name = path.name.casefold()
    if name.endswith(".parquet"):
        return parquet.read(path)
    if name.endswith((".json", ".geojson")):
        return _rows(orjson.loads(path.read_bytes()))
    return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])


def _rows(content: Any) -> pd.DataFrame:  # noqa: ANN401 (whatever JSON can say)
    """Lay out a list of rows, or the features of a GeoJSON collection."""
    if isinstance(content, list):
        return pd.DataFrame(content)
    return pd.DataFrame([{**(feature["properties"] or {}), **_place(feature)} for feature in content["features"]])


def _place(feature: dict[str, Any]) -> dict[str, float]:
    geometry = feature.get("geometry") or {}
    if geometry.get("type") != "Point":
        return {}
    longitude, latitude = geometry["coordinates"][:2]
    return {LATITUDE: latitude, LONGITUDE: longitude}
