"""The map with its legend and panels; beside it, once a setting is pinned, the pinned one's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components import field
from dashboard.components.attributes import attributes
from dashboard.components.button import icon_button
from dashboard.ids import Hotspots
from dashboard.maps import ground, layers, mercator
from dashboard.pages.hotspots import detail

if TYPE_CHECKING:
    from core.places.fold import Fold
    from core.store import Build

MAP = layers.Ids(Hotspots.MAP, Hotspots.CELLS, Hotspots.ZONES, Hotspots.NUMBERS)
OTHER_MAP = layers.Ids(Hotspots.OTHER_MAP, Hotspots.OTHER_CELLS, Hotspots.OTHER_ZONES, Hotspots.OTHER_NUMBERS)
COLOURS = {"label": "Zone", "risk": "Risk"}


def build_maps(build: Build, fold: Fold, colour: str) -> html.Section:
    """Build the map of the present setting, and the other one, hidden until a setting is pinned."""
    bounds = mercator.canvas(fold).bounds
    land, boundaries = ground.land_url(build), ground.boundaries(build, fold.city)
    drawing = layers.build_drawing(Hotspots.EDIT)
    return html.Section(
        [
            html.Div(
                [
                    field.segmented("Colours show", Hotspots.COLOUR, COLOURS, colour),
                    html.Div(id=Hotspots.LEGEND, className="legend"),
                    icon_button("Show the whole city", name=Hotspots.FIT, picture="fit"),
                ],
                className="map-bar",
            ),
            html.Div(
                [
                    html.Figure(
                        [
                            html.Figcaption(id=Hotspots.MAP_CAPTION, className="map-caption"),
                            layers.build_map(MAP, bounds, land, boundaries, [drawing]),
                        ],
                        className="map-side",
                    ),
                    html.Figure(
                        [
                            html.Figcaption(id=Hotspots.OTHER_CAPTION, className="map-caption"),
                            layers.build_map(OTHER_MAP, bounds, land, boundaries),
                        ],
                        className="map-side map-other",
                    ),
                    html.Div(
                        [
                            html.Section(
                                detail.closed(Hotspots.CLOSE_AREA), id=Hotspots.AREA, className="panel", hidden=True
                            ),
                            html.Section(
                                detail.closed(Hotspots.CLOSE_DETAIL), id=Hotspots.DETAIL, className="panel", hidden=True
                            ),
                        ],
                        className="panels",
                        **attributes({"aria-live": "polite"}),
                    ),
                ],
                id=Hotspots.MAPS,
                className="maps",
            ),
        ],
        className="map-card card-flat",
        **attributes({"aria-label": "Map"}),
    )
