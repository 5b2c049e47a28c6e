"""What happens in the browser alone: gathering, the address, undo, pinning, clicks on the map.

The functions are those of `assets/state.js`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import ALL, ClientsideFunction, Input, Output, State

from dashboard.components.field import link_sliders
from dashboard.ids import Hotspots, Part
from dashboard.pages.hotspots import controls

if TYPE_CHECKING:
    from dash import Dash


def _function(name: str) -> ClientsideFunction:
    return ClientsideFunction("patroliq", name)


def register(app: Dash) -> None:
    """Wire what needs no server."""
    link_sliders(app, controls.NUMBERS)
    _wire_form(app)
    _wire_wishes(app)
    _wire_pin(app)
    _wire_map(app)


def _wire_form(app: Dash) -> None:
    app.clientside_callback(
        _function("gather"),
        Output(Hotspots.CONTROLS, "data"),
        *(Input(element, "value") for element in controls.FIELDS.values()),
        State(Hotspots.CONTROLS, "data"),
    )
    app.clientside_callback(
        _function("settle"),
        Output(Hotspots.EVIDENCE_REQUEST, "data"),
        Output(Hotspots.EVIDENCE_PANEL, "className", allow_duplicate=True),
        Input(Hotspots.QUERY, "data"),
        State(Hotspots.EVIDENCE_REQUEST, "data"),
        prevent_initial_call="initial_duplicate",
    )
    app.clientside_callback(
        _function("sortBy"),
        Output(Hotspots.SORT, "data"),
        Input({"part": Part.SORT, "column": ALL}, "n_clicks"),
        State(Hotspots.SORT, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        _function("copyLink"),
        Output(Hotspots.COPY, "title"),
        Input(Hotspots.COPY, "n_clicks"),
        prevent_initial_call=True,
    )


def _wire_wishes(app: Dash) -> None:
    """A wish is the parameters that the controls should take; undo wishes what was before."""
    app.clientside_callback(
        _function("wish"),
        Output(Hotspots.WISH, "data"),
        Input({"part": Part.GO, "role": ALL, "to": ALL}, "n_clicks"),
        Input({"part": Part.MERGE, "role": ALL, "to": ALL}, "n_clicks"),
        State(Hotspots.QUERY, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        _function("wishPoint"),
        Output(Hotspots.WISH, "data", allow_duplicate=True),
        Input(Hotspots.CURVE, "clickData"),
        State(Hotspots.QUERY, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        _function("undo"),
        Output(Hotspots.WISH, "data", allow_duplicate=True),
        Input(Hotspots.UNDO, "n_clicks"),
        State(Hotspots.HISTORY, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        _function("remember"),
        Output(Hotspots.HISTORY, "data"),
        Output(Hotspots.UNDO, "disabled"),
        Input(Hotspots.QUERY, "data"),
        Input(Hotspots.PIN, "data"),
        Input(Hotspots.COLOUR, "value"),
        State(Hotspots.HISTORY, "data"),
        State(Hotspots.WISH, "data"),
    )


def _wire_pin(app: Dash) -> None:
    app.clientside_callback(
        _function("pin"),
        Output(Hotspots.PIN, "data"),
        Input(Hotspots.PIN_BUTTON, "n_clicks"),
        Input(Hotspots.UNPIN, "n_clicks"),
        State(Hotspots.QUERY, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        _function("swap"),
        Output(Hotspots.PIN, "data", allow_duplicate=True),
        Output(Hotspots.WISH, "data", allow_duplicate=True),
        Input(Hotspots.SWAP, "n_clicks"),
        State(Hotspots.QUERY, "data"),
        State(Hotspots.PIN, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(_function("showPinned"), Output(Hotspots.MAPS, "className"), Input(Hotspots.PIN, "data"))


def _wire_map(app: Dash) -> None:
    app.clientside_callback(
        _function("chooseSpot"),
        Output(Hotspots.SELECTED, "data"),
        Input(Hotspots.MAP, "clickData"),
        Input({"part": Part.ZONE, "label": ALL}, "n_clicks"),
        Input(Hotspots.CLOSE_DETAIL, "n_clicks"),
        State(Hotspots.QUERY, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        _function("drawn"),
        Output(Hotspots.DRAWN, "data"),
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
