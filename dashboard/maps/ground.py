"""The city's own geometry, fetched by the browser once a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from flask import Response, abort

from core.language import say
from core.places.territories import OUTLINE, load_territories
from dashboard.address import address
from dashboard.maps.layers import Boundary

if TYPE_CHECKING:
    from flask import Flask

    from core.cities.city import City
    from core.store import Build, Store

PATH = "/ground"
YEAR_S = 31_536_000


def land_url(build: Build) -> str:
    """Address of the city's outline."""
    return address(f"{PATH}/{build.id}/{OUTLINE}.geojson")


def boundaries(build: Build, city: City) -> tuple[Boundary, ...]:
    """List the territories that the build has outlines of; those that name zones are shown at first."""
    held = load_territories(build)
    return tuple(
        Boundary(
            say("{territory} borders", territory=territory.title),
            address(f"{PATH}/{build.id}/{territory.column}.geojson"),
            shown=territory.column == city.named_territory,
        )
        for territory in city.territories
        if territory.column in held
    )


def register(server: Flask, store: Store) -> None:
    """Serve the outlines of the current build."""

    @server.get(f"{PATH}/<build_id>/<name>.geojson")
    def show_ground(build_id: str, name: str) -> Response:
        build = store.current()
        held = load_territories(build)
        if build_id != build.id or name not in held:
            abort(404)
        response = Response(orjson.dumps(held[name]), mimetype="application/geo+json")
        response.headers["Cache-Control"] = f"private, max-age={YEAR_S}, immutable"
        return response
