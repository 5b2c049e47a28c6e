"""The map with its legend and panels; beside it, once a setting is pinned, the pinned one's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from core.language import say
from dashboard.components import field
from dashboard.components.attributes import attributes
from dashboard.components.button import icon_button
from dashboard.components.near import Near
from dashboard.ids import Hotspots, compared, view
from dashboard.maps import layers
from dashboard.pages.hotspots import detail
from dashboard.pages.hotspots.query import COLOURS, USUAL

if TYPE_CHECKING:
    from enum import StrEnum

    from dash.development.base_component import Component

    from dashboard.source import Source

MAP = layers.Ids(Hotspots.MAP, Hotspots.CELLS, Hotspots.ZONES, Hotspots.NUMBERS)
OTHER_MAP = layers.Ids(Hotspots.OTHER_MAP, Hotspots.OTHER_CELLS, Hotspots.OTHER_ZONES, Hotspots.OTHER_NUMBERS)


def build_maps(source: Source, colour: str) -> html.Section:
    """Build the map of the present setting, and the other one, hidden until a setting is pinned."""
    here = layers.build_map(source, MAP, [layers.build_drawing(Hotspots.EDIT)])
    other = layers.build_map(source, OTHER_MAP)
    bar = [
        html.Div(
            field.segmented(
                say("Colours show"), view("colour"), {name: say(title) for name, title in COLOURS.items()}, colour
            ),
            **attributes({"data-usual": USUAL}),
        ),
        html.Div(id=Hotspots.LEGEND, className="legend"),
        icon_button(say("Show the whole city"), name=Hotspots.FIT, picture="fit"),
    ]
    sides = [
        _side(here, Hotspots.MAP_CAPTION, "map-side"),
        _side(Near(other, className="city-map"), Hotspots.OTHER_CAPTION, "map-side map-other"),
        _panels(),
    ]
    return html.Section(
        [html.Div(bar, className="map-bar"), html.Div(sides, id=compared("maps"), className="maps")],
        className="map-card card-flat",
        **attributes({"aria-label": say("Map")}),
    )


def _side(city_map: Component, caption: StrEnum, kind: str) -> html.Figure:
    return html.Figure([html.Figcaption(id=caption, className="map-caption"), city_map], className=kind)


def _panels() -> html.Div:
    panels = ((Hotspots.AREA, Hotspots.CLOSE_AREA), (Hotspots.DETAIL, Hotspots.CLOSE_DETAIL))
    return html.Div(
        [html.Section(detail.closed(close), id=name, className="panel", hidden=True) for name, close in panels],
        className="panels",
        **attributes({"aria-live": "polite"}),
    )
