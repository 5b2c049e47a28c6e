"""Leaflet layers, from the ground up: base map, land, boundaries, cells, outlines, numbers.

The plain base needs no tile server: its land is the outline of the inhabited cells.
Geometry is fetched once a build; afterwards only the picture and the zones change.
Style functions live in `assets/map.js`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import dash_leaflet as dl

from core import settings
from core.language import say
from dashboard.maps import controls

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import StrEnum

    from dash.development.base_component import Component

BLANK = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
"""One transparent pixel: what a layer shows before it has something to show."""

GROUND, BORDERS, OUTLINES = "ground", "borders", "outlines"
"""Panes below the cells, between the city and the cells' outlines, and above: Leaflet draws images at 400."""

Bounds = tuple[float, float, float, float]
"""South, west, north, east in degrees."""


class Ids(NamedTuple):
    """Names of one map's parts."""

    map: StrEnum
    cells: StrEnum
    zones: StrEnum
    numbers: StrEnum


class Boundary(NamedTuple):
    """A kind of boundary that can be switched on: its title, where to fetch it, and whether it is on at first."""

    title: str
    url: str
    shown: bool


def corners(bounds: Bounds) -> list[list[float]]:
    """Write bounds as Leaflet's pair of corners."""
    south, west, north, east = bounds
    return [[south, west], [north, east]]


def build_map(
    ids: Ids, bounds: Bounds, land: str, boundaries: Sequence[Boundary], tools: Sequence[Component] = ()
) -> dl.Map:
    """Build a map of the city, empty of zones; `land` is where the city's outline is fetched."""
    return dl.Map(
        id=ids.map,
        className="city-map",
        bounds=corners(bounds),
        trackViewport=False,
        zoomSnap=0.25,
        zoomDelta=0.5,
        minZoom=8,
        maxZoom=18,
        attributionControl=bool(settings.tile_url()),
        children=[
            dl.Pane(name=GROUND, style={"zIndex": 250}),
            dl.Pane(name=BORDERS, style={"zIndex": 390}),
            dl.Pane(name=OUTLINES, style={"zIndex": 410}),
            _control(land, boundaries),
            dl.ImageOverlay(id=ids.cells, url=BLANK, bounds=corners(bounds), className="cells", opacity=1),
            dl.GeoJSON(
                id=ids.zones,
                data={"type": "FeatureCollection", "features": []},
                style=_function("zone"),
                onEachFeature=_function("eachZone"),
                pane=OUTLINES,
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


def _control(land: str, boundaries: Sequence[Boundary]) -> dl.LayersControl:
    """Let the reader choose the base map and the boundaries."""
    url = settings.tile_url()
    bases = [dl.BaseLayer(dl.TileLayer(url=BLANK, attribution=""), name=say("Plain"), checked=url is None)]
    if url is not None:
        streets = dl.TileLayer(url=url, attribution=settings.tile_attribution(), maxZoom=19)
        bases.append(dl.BaseLayer(streets, name=say("Streets"), checked=True))
    ground = dl.GeoJSON(
        url=land,
        style=_function("land"),
        onEachFeature=_function("eachLand"),
        hideout={"titles": controls.titles(), "drawing": controls.drawing()},
        interactive=False,
        pane=GROUND,
    )
    overlays = [dl.Overlay(ground, name=say("City"), checked=True)]
    overlays += [
        dl.Overlay(
            dl.GeoJSON(url=b.url, style=_function("boundary"), interactive=False, pane=BORDERS),
            name=b.title,
            checked=b.shown,
        )
        for b in boundaries
    ]
    return dl.LayersControl([*bases, *overlays], position="topright", collapsed=True)


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
