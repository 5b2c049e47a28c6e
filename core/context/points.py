"""A file of points, checked and placed in the city."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pandas as pd

from core.context import files
from core.places.geometry import projection

if TYPE_CHECKING:
    from core.cities.city import City
    from core.cities.context import PointFile


def join(declared: PointFile, frame: pd.DataFrame, city: City) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Turn a file into rows of `kind`, `name`, `latitude`, `longitude`, `x_m`, `y_m`.

    Args:
        declared: What the city's TOML says of the file.
        frame: The file as `files.read` reads it.
        city: Points outside its bounds, or without a coordinate, are counted and left out.

    Returns:
        The rows, and what was declared with the counts.

    Raises:
        BadExportError: A column is missing or a coordinate is not a number.
    """
    given = [declared.latitude, declared.longitude] + ([declared.name] if declared.name else [])
    files.require(frame, given, declared.file)
    latitude = files.numbers(frame, declared.latitude, declared.file)
    longitude = files.numbers(frame, declared.longitude, declared.file)
    south, west, north, east = city.bounds
    inside = latitude.between(south, north) & longitude.between(west, east)
    x_m, y_m = projection.to_metres(latitude[inside].to_numpy(), longitude[inside].to_numpy(), city.epsg)
    names = frame[declared.name] if declared.name else pd.Series(None, index=frame.index, dtype="str")
    rows = pd.DataFrame(
        {
            "kind": declared.kind,
            "name": names[inside],
            "latitude": latitude[inside],
            "longitude": longitude[inside],
            "x_m": x_m,
            "y_m": y_m,
        }
    )
    facts = {
        **asdict(declared),
        "rows": len(frame),
        "matched": int(inside.sum()),
        "unmatched": int((~inside).sum()),
    }
    return rows, facts
