"""What the map lays over or under the cells, fetched by the browser once a build: outlines, streets, busiest cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from flask import Response, abort, request

from core.places.busiest import outline_busiest
from core.places.tables import STREETS
from core.places.territories import OUTLINE, load_territories, place_labels
from dashboard.address import address
from dashboard.filters import FILTERS
from dashboard.maps.outlines import multi_polygon
from dashboard.source import Source

if TYPE_CHECKING:
    from flask import Flask

    from core.store import Build, Store

PATH = "/ground"
BUSIEST = "busiest"
YEAR_S = 31_536_000
JSON = orjson.OPT_SERIALIZE_NUMPY


def ground_url(build: Build, name: str) -> str:
    """Address of the city's outline, of a territory's, of the streets or of the busiest cells."""
    return address(f"{PATH}/{build.id}/{name}.json")


def land_url(build: Build) -> str:
    """Address of the city's outline."""
    return ground_url(build, OUTLINE)


def register(server: Flask, store: Store) -> None:
    """Serve what lies around the cells of the current build."""

    @server.get(f"{PATH}/<build_id>/<name>.json")
    def show_ground(build_id: str, name: str) -> Response:
        source = Source.of(store)
        found = _collect(source, name, request.args.to_dict()) if build_id == source.build.id else None
        if found is None:
            abort(404)
        response = Response(orjson.dumps(found, option=JSON), mimetype="application/json")
        response.headers["Cache-Control"] = f"private, max-age={YEAR_S}, immutable"
        return response


def _collect(source: Source, name: str, params: dict[str, str]) -> dict[str, Any] | None:
    """Return what has this name as GeoJSON; none where the build has no such thing."""
    if name == STREETS and source.build.has(STREETS):
        return source.build.json(STREETS)
    if name == BUSIEST:
        return _busiest(source, params)
    held = load_territories(source.build)
    if name not in held:
        return None
    return held[name] if name == OUTLINE else place_labels(held[name], by_code=name == source.city.patrol_territory)


def _busiest(source: Source, params: dict[str, str]) -> dict[str, Any]:
    """Outline the busiest cells of the records that the filters keep."""
    found = outline_busiest(source.fold, FILTERS.read(params, source.fold.names))
    features = [
        {"type": "Feature", "properties": {"share": share}, "geometry": multi_polygon(polygons)}
        for share, polygons in found.items()
    ]
    return {"type": "FeatureCollection", "features": features}
