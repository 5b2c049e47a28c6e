"""What happens in the browser alone: sorting, clicks on the map and on the chart (`assets/parts.js`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import ALL, ClientsideFunction, Input, Output, State

from dashboard.address import PagePath
from dashboard.ids import Form, Hotspots, Pattern, rested_of
from dashboard.pages.hotspots.query import CHOSEN, DRAWN, MAP_VIEW, SORT

if TYPE_CHECKING:
    from dash import Dash


def _function(name: str) -> ClientsideFunction:
    return ClientsideFunction("parts", name)


def register(app: Dash) -> None:
    """Wire what needs no server."""
    _wire_address(app)
    _wire_curve(app)
    app.clientside_callback(
        _function("sortBy"),
        Output(SORT, "data"),
        Input(Hotspots.TABLE, "clicked"),
        State(SORT, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        _function("chooseSpot"),
        Output(CHOSEN, "data"),
        Input(Hotspots.MAP, "clickData"),
        Input(Hotspots.CLOSE_DETAIL, "n_clicks"),
        Input(Hotspots.TABLE, "clicked"),
        Input({"part": Pattern.ZONE, "label": ALL, "at": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        _function("drawn"),
        Output(DRAWN, "data"),
        Input(Hotspots.EDIT, "geojson"),
        Input(Hotspots.CLOSE_AREA, "n_clicks"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        _function("fit"),
        Output(Hotspots.MAP, "viewport"),
        Input(Hotspots.FIT, "n_clicks"),
        State(Hotspots.CELLS, "bounds"),
        prevent_initial_call=True,
    )


def _wire_curve(app: Dash) -> None:
    """Ask for the curve once it is in view; a click on it changes the question."""
    app.clientside_callback(
        ClientsideFunction("near", "ask"),
        Output(Hotspots.CURVE_QUERY, "data"),
        Input(Form.RESTED, "data"),
        Input(Hotspots.CURVE_ROOM, "near"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("form", "changeToPoint"),
        Output(Form.CHANGE, "data", allow_duplicate=True),
        Input(Hotspots.CURVE, "clickData"),
        State(Form.QUERY, "data"),
        prevent_initial_call=True,
    )


def _wire_address(app: Dash) -> None:
    """Turn what the address writes into what callbacks take, and show it on the map."""
    for text, name, read in (
        (SORT, Hotspots.SORT, "order"),
        (CHOSEN, Hotspots.SELECTED, "chosen"),
        (DRAWN, Hotspots.DRAWN, "ring"),
    ):
        app.clientside_callback(_function(read), Output(name, "data"), Input(text, "data"))
    app.clientside_callback(
        ClientsideFunction("places", "stand"),
        Output(Hotspots.MAP, "viewport", allow_duplicate=True),  # without an output, nothing runs at first
        Input(MAP_VIEW, "data"),
        prevent_initial_call="initial_duplicate",
    )
    app.clientside_callback(
        ClientsideFunction("places", "showAreas"), Input(rested_of(PagePath.HOTSPOTS), "data"), Input(DRAWN, "data")
    )
