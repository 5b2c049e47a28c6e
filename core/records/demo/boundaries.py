"""Outlines of the demo city's territories as GeoJSON files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from core.cities.city import load_city
from core.records.demo import terrain, territories

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def outline(squares: NDArray[np.bool_]) -> shapely.Geometry:
    """Outline a set of squares, cut at the shore, in degrees (longitude, latitude)."""
    all_squares, half = terrain.squares(), terrain.SQUARE_M / 2
    u_m, v_m = all_squares.u_m[squares], all_squares.v_m[squares]
    boxes = shapely.box(u_m - half, v_m - half, u_m + half, v_m + half)
    shape = shapely.intersection(shapely.union_all(boxes), terrain.land())
    return shapely.transform(shape, _to_degrees)


def _to_degrees(points: NDArray[np.float64]) -> NDArray[np.float64]:
    latitude, longitude = terrain.to_degrees(*terrain.to_ground(points[:, 0], points[:, 1]))
    return np.column_stack([longitude, latitude]).round(7)


def _feature(shape: shapely.Geometry, properties: dict[str, str]) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(shape))}


def _collection(code: NDArray[np.int64], name: str, width: int = 0) -> dict[str, Any]:
    """Outline every territory of a kind; `name` is the property of its code, `width` its digits."""
    names = next(each.names for each in load_city(terrain.CITY).territories if each.column == name)
    features = []
    for number in np.unique(code).tolist():
        text = str(number).zfill(width)
        named = {"community": names[text]} if text in names else {}
        features.append(_feature(outline(code == number), {name: text, **named}))
    return {"type": "FeatureCollection", "features": features}


def write(folder: Path) -> None:
    """Write one file a kind of territory, and one of the whole city."""
    codes = territories.territories()
    whole = outline(np.ones(len(codes.area), dtype=bool))
    files = {
        "community_areas": _collection(codes.area, "community_area"),
        "police_districts": _collection(codes.district, "district"),
        "police_beats": _collection(codes.beat, "beat", 4),
        "wards": _collection(codes.ward, "ward"),
        "city_outline": {
            "type": "FeatureCollection",
            "features": [_feature(whole, {"name": load_city(terrain.CITY).title})],
        },
    }
    for name, collection in files.items():
        (folder / f"{name}.geojson").write_text(json.dumps(collection, separators=(",", ":")), encoding="utf-8")
