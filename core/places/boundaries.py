"""From boundary files to territories: GeoJSON in, checked and slimmed for the map, to a metre."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson
import shapely

from core.errors import BadExportError
from core.language import say
from core.places.geometry import projection
from core.places.geometry.outline import outlines
from core.places.territories import OUTLINE, write_code

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from core.cities.city import City, Territory
    from core.places.fold import Fold
    from core.places.territories import Collection

logger = logging.getLogger(__name__)

_TOLERANCE_M = 8.0
"""A corner goes if its triangle with its neighbours is smaller than the square of this (Visvalingam and Whyatt
1993); a screen pixel is 20 m when the city fills it."""
_DEGREE_DIGITS = 5

Areas = dict[str, tuple[str, Any]]
"""Code -> name and geometry in degrees."""


def read(files: Sequence[Path], city: City) -> dict[str, Collection]:
    """Read the outlines of every territory that has a file among `files`.

    Returns:
        A collection for each territory found, and `outline` if the named territory is among them.

    Raises:
        BadExportError: A file is not GeoJSON of areas inside this city with a code each.
    """
    by_name = {file.name.casefold(): file for file in files}
    found: dict[str, Collection] = {}
    for territory in city.territories:
        file = next((by_name[name.casefold()] for name in territory.files if name.casefold() in by_name), None)
        if file is None:
            logger.info("%s: no outlines were given", territory.title)
            continue
        areas = _areas(file, territory, city)
        geometries = _slim([geometry for _, geometry in areas.values()], city.epsg)
        if territory.column == city.named_territory:
            found[OUTLINE] = _collection(city.title, {"": (city.title, shapely.union_all(geometries))})
        slimmed = {
            code: (name, geometry) for (code, (name, _)), geometry in zip(areas.items(), geometries, strict=True)
        }
        found[territory.column] = _collection(territory.title, slimmed)
    return found


def around(fold: Fold) -> Collection:
    """Draw the outline of the inhabited cells, holes filled, for a city without given outlines."""
    (polygons,) = outlines(fold, np.zeros(len(fold.cell_number), dtype=np.int32), 1)
    drawn = [
        shapely.Polygon(*([(longitude, latitude) for latitude, longitude in ring] for ring in polygon[:1]))
        for polygon in polygons
    ]
    return _collection(fold.city.title, {"": (fold.city.title, shapely.MultiPolygon(drawn))})


def _areas(file: Path, territory: Territory, city: City) -> Areas:
    """Read the features of a file; parts of one area that come apart are put together."""
    parts: dict[str, list[Any]] = {}
    names: dict[str, str] = {}
    for feature in _features(file):
        properties = feature.get("properties") or {}
        code = write_code(_first(properties, territory.code_properties), territory.column)
        if not code:
            wanted = " or ".join(territory.code_properties)
            msg = say("{file} has an area without {code}; give each area its code.", file=file.name, code=wanted)
            raise BadExportError(msg)
        parts.setdefault(code, []).append(_geometry(feature, file, city))
        given = _first(properties, territory.name_properties)
        names[code] = territory.names.get(code) or (
            str(given).strip().title() if given else f"{territory.title} {code}"
        )
    return {code: (names[code], shapely.union_all(parts[code])) for code in sorted(parts, key=lambda c: (len(c), c))}


def _features(file: Path) -> list[dict[str, Any]]:
    try:
        content = orjson.loads(file.read_bytes())
        features = [feature for feature in content["features"] if feature["geometry"]]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        msg = say("{file} is not a GeoJSON collection of areas; replace it or leave it out.", file=file.name)
        raise BadExportError(msg) from error
    if not features:
        msg = say("{file} holds no areas; replace it or leave it out.", file=file.name)
        raise BadExportError(msg)
    return features


def _geometry(feature: dict[str, Any], file: Path, city: City) -> Any:  # noqa: ANN401 (shapely is untyped)
    try:
        geometry = shapely.make_valid(shapely.from_geojson(orjson.dumps(feature["geometry"])))
    except (shapely.errors.GEOSException, TypeError) as error:
        msg = say("{file} holds a shape that cannot be read; replace it or leave it out.", file=file.name)
        raise BadExportError(msg) from error
    polygons = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    south, west, north, east = city.bounds
    shape = shapely.MultiPolygon(polygons)
    if shape.is_empty or not shape.intersects(shapely.box(west, south, east, north)):
        msg = say(
            "{file} holds an area that lies outside {city}; is it in degrees (WGS 84), and of this city?",
            file=file.name,
            city=city.title,
        )
        raise BadExportError(msg)
    return shape


def _first(properties: dict[str, Any], names: Sequence[str]) -> Any:  # noqa: ANN401 (text or a number)
    return next((properties[name] for name in names if properties.get(name) not in (None, "")), None)


def _slim(geometries: list[Any], epsg: int) -> list[Any]:
    """Drop the corners that no screen shows; neighbours keep their common border."""
    in_metres = [_moved(geometry, lambda x, y: projection.to_metres(y, x, epsg)) for geometry in geometries]
    slim = shapely.coverage_simplify(in_metres, _TOLERANCE_M)
    return [_moved(geometry, lambda x, y: projection.to_degrees(x, y, epsg)[::-1]) for geometry in slim]


def _moved(geometry: Any, move: Callable[..., Any]) -> Any:  # noqa: ANN401 (shapely is untyped)
    def both(corners: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(move(corners[:, 0], corners[:, 1]))

    return shapely.transform(geometry, both)


def _collection(title: str, areas: Areas) -> Collection:
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": name},
            "geometry": _rounded(orjson.loads(shapely.to_geojson(geometry))),
        }
        for code, (name, geometry) in areas.items()
    ]
    return {"type": "FeatureCollection", "title": title, "features": features}


def _rounded(geometry: dict[str, Any]) -> dict[str, Any]:
    def walk(value: Any) -> Any:  # noqa: ANN401 (numbers in lists in lists)
        return round(value, _DEGREE_DIGITS) if isinstance(value, float) else [walk(each) for each in value]

    return {"type": geometry["type"], "coordinates": walk(geometry["coordinates"])}
