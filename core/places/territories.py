"""Territories of a build as their readers find them: one outline for each area of each kind.

Stored is a map from a territory's column, and from `outline` for the whole city, to a GeoJSON
FeatureCollection whose features carry `code` and `name`, in WGS 84.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import orjson
import shapely

from core import columns as col
from core.places.tables import TERRITORIES

if TYPE_CHECKING:
    from core.store import Build

OUTLINE = "outline"
"""Key of the outline of the whole city."""

Collection = dict[str, Any]

_BEAT_DIGITS = 4
_DEGREE_DIGITS = 5


def load_territories(build: Build) -> dict[str, Collection]:
    """Read the outlines of a build by territory; none where it holds none."""
    return build.json(TERRITORIES) if build.has(TERRITORIES) else {}


def place_labels(areas: Collection, *, by_code: bool) -> Collection:
    """Give every area its `label`, the name or the code, and `at`, where to write it: [longitude, latitude].

    That is the middle of the largest circle inside the area, which keeps the most room around the text.
    """
    features = [
        {
            **area,
            "properties": {
                **area["properties"],
                "label": area["properties"]["code" if by_code else "name"],
                "at": _roomiest(area["geometry"]),
            },
        }
        for area in areas["features"]
    ]
    return {**areas, "features": features}


def _roomiest(geometry: dict[str, Any]) -> list[float]:
    """Find the middle of the largest circle inside a geometry in degrees, on a plane that touches it."""
    shape = shapely.from_geojson(orjson.dumps(geometry))
    stretch = np.array([np.cos(np.radians(shape.centroid.y)), 1.0])
    circle = shapely.maximum_inscribed_circle(shapely.transform(shape, lambda corners: corners * stretch))
    return np.round(shapely.get_coordinates(circle)[0] / stretch, _DEGREE_DIGITS).tolist()


def write_code(value: Any, column: str) -> str:  # noqa: ANN401 (text or a number)
    """Write an area's code as the records do: without leading zeros, a beat with four digits; empty for none."""
    if value is None:
        return ""
    text = f"{value:g}" if isinstance(value, float) else str(value).strip()
    return text.zfill(_BEAT_DIGITS) if column == col.BEAT else text.lstrip("0")
