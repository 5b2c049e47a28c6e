"""What every form does, wired once for all pages; the functions are those of `assets/form.js`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from dash import ALL, ClientsideFunction, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from dashboard.form.repairs import list_repairs
from dashboard.ids import Form, Pattern, asked_of, compared, control, kept, rested_of, view
from dashboard.query import Query

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash import Dash
    from dash.development.base_component import Component

    from dashboard.answers import Answers


Asked = TypeVar("Asked", bound=Query)


def asked(kind: type[Asked], answers: Answers, params: Mapping[str, str] | None) -> Asked:
    """Read the question that a store holds.

    Raises:
        PreventUpdate: Nothing was asked yet.
    """
    if params is None:
        raise PreventUpdate
    return kind.read(params, answers.source().fold.names)


def _function(name: str) -> ClientsideFunction:
    return ClientsideFunction("form", name)


def register(app: Dash, answers: Answers, asks: Mapping[str, type[Query]]) -> None:
    """Wire the form of whichever page is shown; `asks` says by its path what each page asks."""
    _wire_controls(app)
    _wire_changes(app)
    _wire_address(app)
    _wire_pin(app)
    _wire_setting(app, answers, asks)


def _wire_controls(app: Dash) -> None:
    app.clientside_callback(
        _function("collect"),
        Output(Form.VALUES, "data"),
        Input(control(ALL), "value"),
        State(Form.VALUES, "data"),
    )
    for store, own in ((Form.VALUES, asked_of), (Form.RESTED, rested_of)):
        app.clientside_callback(
            _function("hand"), Output(own(ALL), "data"), Input(store, "data"), prevent_initial_call=True
        )
    app.clientside_callback(
        _function("reveal"),
        Output({"part": Pattern.ONLY, "name": ALL, "on": ALL, "among": ALL}, "hidden"),
        Input(control(ALL), "value"),
    )
    app.clientside_callback(
        _function("answered"), Output(Form.RESTED, "data"), Input(Form.QUERY, "data"), prevent_initial_call=True
    )
    app.clientside_callback(
        _function("settle"),
        Output(Form.SETTLED, "data"),
        Input(Form.RESTED, "data"),
        State(Form.SETTLED, "data"),
        prevent_initial_call=True,
    )


def _wire_changes(app: Dash) -> None:
    """A change is the parameters that the controls are to take."""
    app.clientside_callback(
        _function("change"),
        Output(Form.CHANGE, "data"),
        Input({"part": Pattern.GO, "role": ALL, "to": ALL}, "n_clicks"),
        Input({"part": Pattern.MERGE, "role": ALL, "to": ALL}, "n_clicks"),
        State(Form.QUERY, "data"),
        prevent_initial_call=True,
    )


def _wire_address(app: Dash) -> None:
    app.clientside_callback(
        ClientsideFunction("history", "remember"),
        Output(Form.UNDO, "disabled"),
        Output(Form.REDO, "disabled"),
        Input(Form.RESTED, "data"),
        Input(Form.PIN, "data"),
        Input(view(ALL), "value"),
        Input(kept(ALL, ALL, steps=ALL), "data"),
    )
    app.clientside_callback(
        _function("copyLink"),
        Output(Form.COPY, "title"),
        Input(Form.COPY, "n_clicks"),
        prevent_initial_call=True,
    )


def _wire_pin(app: Dash) -> None:
    app.clientside_callback(
        _function("pin"),
        Output(Form.PIN, "data"),
        Output(Form.CHANGE, "data", allow_duplicate=True),
        Input({"part": Pattern.PIN, "role": ALL}, "n_clicks"),
        State(Form.QUERY, "data"),
        State(Form.PIN, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(_function("showPinned"), Output(compared(ALL), "className"), Input(Form.PIN, "data"))


def _wire_setting(app: Dash, answers: Answers, asks: Mapping[str, type[Query]]) -> None:
    @app.callback(
        Output(control(ALL), "value", allow_duplicate=True),
        Output(Form.REPAIRS, "children"),
        Input(Form.CHANGE, "data"),
        State(Form.PAGE, "data"),
        prevent_initial_call=True,
    )
    def set_controls(change: dict[str, Any] | None, path: str) -> tuple[list[Any], list[Component]]:
        if change is None:
            raise PreventUpdate
        question, repairs = asks[path].repair(change["params"], answers.source().fold.names)
        values = question.controls()
        # The page may have changed meanwhile; another page's controls stay as they are.
        return [values.get(output["id"]["field"], no_update) for output in ctx.outputs_list[0]], list_repairs(repairs)

    app.clientside_callback(
        _function("dismiss"),
        Output(Form.REPAIRS, "children", allow_duplicate=True),
        Input({"part": Pattern.DISMISS, "name": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )
