"""Leaflet layers, from the ground up: land, cells, outlines, numbers; around them what can be switched on.

No tile server is needed: the land is the city's outline, and streets are drawn from the records.
Geometry is fetched once a build; afterwards only the picture and the zones change.
Style functions live in `assets/map.js`, the layers of `dashboard.maps.overlays` in `assets/layers.js`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import dash_leaflet as dl
from dash import ClientsideFunction, Input

from core.language import say
from dashboard.ids import Form
from dashboard.maps import controls, ground, mercator, overlays

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import StrEnum

    from dash import Dash
    from dash.development.base_component import Component

    from dashboard.source import Source

BLANK = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
"""One transparent pixel: what a layer shows before it has something to show."""

PANES = {"ground": 250, "busiest": 402, "borders": 404, "streets": 406, "outlines": 410, "names": 590}
"""Panes of a map and how high they lie: Leaflet draws tiles at 200, images such as the cells at 400, markers at 600."""

Bounds = tuple[float, float, float, float]
"""South, west, north, east in degrees."""


class Ids(NamedTuple):
    """Names of one map's parts."""

    map: StrEnum
    cells: StrEnum
    zones: StrEnum
    numbers: StrEnum


def corners(bounds: Bounds) -> list[list[float]]:
    """Write bounds as Leaflet's pair of corners."""
    south, west, north, east = bounds
    return [[south, west], [north, east]]


def build_map(source: Source, ids: Ids, tools: Sequence[Component] = ()) -> dl.Map:
    """Build a map of the city, empty of zones, with everything that can be switched on."""
    bounds = mercator.canvas(source.fold).bounds
    return dl.Map(
        id=ids.map,
        className="city-map",
        bounds=corners(bounds),
        trackViewport=False,
        zoomSnap=0.25,
        zoomDelta=0.5,
        minZoom=8,
        maxZoom=18,
        attributionControl=False,
        children=[
            *(dl.Pane(name=name, style={"zIndex": height}) for name, height in PANES.items()),
            _land(source),
            dl.ImageOverlay(id=ids.cells, url=BLANK, bounds=corners(bounds), className="cells", opacity=1),
            dl.GeoJSON(
                id=ids.zones,
                data={"type": "FeatureCollection", "features": []},
                style=_function("zone"),
                onEachFeature=_function("eachZone"),
                pane="outlines",
                hideout={"colour": "label", "selected": None},
            ),
            dl.GeoJSON(
                id=ids.numbers,
                data={"type": "FeatureCollection", "features": []},
                pointToLayer=_function("number"),
                interactive=False,
            ),
            dl.ScaleControl(position="bottomleft", imperial=True, metric=True),
            *tools,
        ],
    )


def register(app: Dash) -> None:
    """Tell the layers that follow the question what is asked, on whichever page has a map."""
    app.clientside_callback(ClientsideFunction("layers", "ask"), Input(Form.QUERY, "data"))


def _land(source: Source) -> dl.GeoJSON:
    """Draw the city's outline, which brings along what the browser must know of the map."""
    return dl.GeoJSON(
        url=ground.land_url(source.build),
        style=_function("land"),
        onEachFeature=_function("eachLand"),
        hideout={
            "titles": controls.titles(),
            "drawing": controls.drawing(),
            "layers": {
                "title": say("Layers"),
                "legend": say("Show on the map"),
                "overlays": [each._asdict() for each in overlays.list_overlays(source)],
            },
        },
        interactive=False,
        pane="ground",
    )


def build_drawing(edit_id: StrEnum) -> dl.FeatureGroup:
    """Build the tools that draw an area to be counted."""
    off = {"polyline": False, "circle": False, "marker": False, "circlemarker": False}
    shape = {"shapeOptions": {"className": "drawn-area", "weight": 2}}
    polygon = {**shape, "allowIntersection": False, "drawError": {"message": say("The edges of an area cannot cross.")}}
    return dl.FeatureGroup(
        [
            dl.EditControl(
                id=edit_id,
                position="topleft",
                draw={**off, "polygon": polygon, "rectangle": shape},
                edit={"edit": False},
            ),
        ],
    )


def _function(name: str) -> dict[str, Any]:
    """Refer to a function of `assets/map.js`."""
    return {"variable": f"patroliq.map.{name}"}
