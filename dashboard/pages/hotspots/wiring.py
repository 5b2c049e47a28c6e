"""From the controls to the answer, and from the answer to everything on the page.

Values of the controls are gathered in the browser (`assets/state.js`), so that a
slider that is dragged asks the server only as fast as it answers. `show_answer` writes
the question that was answered into `QUERY`; every other part follows from that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output, State, no_update
from dash.exceptions import PreventUpdate

from core.hotspots.compare import compare
from core.hotspots.detail import describe_cell, describe_zone
from core.hotspots.evidence import gather
from core.places.polygon import count_inside
from dashboard.ids import Hotspots, Job
from dashboard.pages.hotspots import best, browser, comparison, controls, curve, detail, scores, table, views
from dashboard.pages.hotspots.answers import Answers
from dashboard.query import read

if TYPE_CHECKING:
    from dash import Dash

    from core.store import Store
    from dashboard.query import HotspotQuery


def register(app: Dash, store: Store) -> None:
    """Wire the page."""
    answers = Answers(store)
    browser.register(app)
    _wire_answer(app, answers)
    _wire_form(app, answers)
    _wire_evidence(app, answers)
    _wire_details(app, answers)
    _wire_comparison(app, answers)
    _wire_best(app, answers)


def asked(answers: Answers, params: dict[str, str] | None) -> HotspotQuery:
    """Read the question that a store holds."""
    return read(params or {}, answers.fold().codes)


def _wire_answer(app: Dash, answers: Answers) -> None:
    @app.callback(
        output={
            "picture": Output(Hotspots.CELLS, "url"),
            "outlines": Output(Hotspots.ZONES, "data"),
            "numbers": Output(Hotspots.NUMBERS, "data"),
            "legend": Output(Hotspots.LEGEND, "children"),
            "headline": Output(Hotspots.HEADLINE, "children"),
            "chips": Output(Hotspots.CHIPS, "children"),
            "scores": Output(Hotspots.SCORES, "children"),
            "export": Output(Hotspots.EXPORT, "children"),
            "caption": Output(Hotspots.MAP_CAPTION, "children"),
            "query": Output(Hotspots.QUERY, "data"),
        },
        inputs={"form": Input(Hotspots.CONTROLS, "data"), "colour": Input(Hotspots.COLOUR, "value")},
    )
    def show_answer(form: dict[str, Any] | None, colour: str) -> dict[str, Any]:
        if form is None:
            raise PreventUpdate
        query = asked(answers, controls.params(form))
        return views.answer(answers.fold(), query, answers.get(query), colour)

    @app.callback(Output(Hotspots.TABLE, "children"), Input(Hotspots.QUERY, "data"), Input(Hotspots.SORT, "data"))
    def show_zones(params: dict[str, str] | None, sort: dict[str, Any]) -> list[Any]:
        if params is None:
            raise PreventUpdate
        return table.build_table(answers.get(asked(answers, params)).zones, table.Order(**sort))

    @app.callback(
        Output(Hotspots.CURVE, "figure"),
        Output(Hotspots.CURVE_TITLE, "children"),
        Output(Hotspots.CURVE_NOTE, "children"),
        Input(Hotspots.QUERY, "data"),
    )
    def show_curve(params: dict[str, str] | None) -> tuple[Any, str, str]:
        if params is None:
            raise PreventUpdate
        drawn = curve.curve(answers.fold(), answers.get(asked(answers, params)))
        return drawn.figure, drawn.title, drawn.sentence


def _wire_form(app: Dash, answers: Answers) -> None:
    @app.callback(
        output={name: Output(element, "value", allow_duplicate=True) for name, element in controls.FIELDS.items()},
        inputs=[Input(Hotspots.WISH, "data")],
        prevent_initial_call=True,
    )
    def set_controls(wish: dict[str, Any] | None) -> dict[str, Any]:
        if wish is None:
            raise PreventUpdate
        return controls.values(asked(answers, wish["params"]))


def _wire_evidence(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(Hotspots.EVIDENCE, "children"),
        Input(Hotspots.EVIDENCE_REQUEST, "data"),
        running=[(Output(Hotspots.EVIDENCE_PANEL, "className"), "card-flat evidence is-pending", "card-flat evidence")],
        prevent_initial_call=True,
    )
    def show_evidence(params: dict[str, str] | None) -> list[Any]:
        if params is None:
            raise PreventUpdate
        query = asked(answers, params)
        found = gather(answers.fold(), query.filters, query.setting)
        return scores.build_evidence(answers.get(query), found)


def _wire_details(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(Hotspots.DETAIL, "children"),
        Output(Hotspots.DETAIL, "hidden"),
        Output(Hotspots.ZONES, "hideout"),
        Input(Hotspots.SELECTED, "data"),
        Input(Hotspots.QUERY, "data"),
        Input(Hotspots.COLOUR, "value"),
    )
    def show_detail(chosen: dict[str, Any] | None, params: dict[str, str] | None, colour: str) -> tuple[Any, bool, Any]:
        hideout = {"colour": colour, "selected": None}
        if chosen is None or params is None or chosen.get("params", params) != params:
            return detail.closed(Hotspots.CLOSE_DETAIL), True, hideout
        fold, answer = answers.fold(), answers.get(asked(answers, params))
        if "label" in chosen:
            zone = answer.zones[chosen["label"]]
            children = detail.build_zone(describe_zone(fold, answer, zone.label), zone)
        else:
            spot = (chosen["latitude"], chosen["longitude"])
            found, zone = describe_cell(fold, answer.selection, *spot), views.zone_at(fold, answer, *spot)
            children = detail.build_spot(found, zone, fold.grid.size_m)
        return children, False, {**hideout, "selected": zone.label if zone else None}

    @app.callback(
        Output(Hotspots.AREA, "children"),
        Output(Hotspots.AREA, "hidden"),
        Input(Hotspots.DRAWN, "data"),
        Input(Hotspots.QUERY, "data"),
    )
    def show_area(ring: list[list[float]] | None, params: dict[str, str] | None) -> tuple[Any, bool]:
        if not ring or params is None:
            return detail.closed(Hotspots.CLOSE_AREA), True
        answer = answers.get(asked(answers, params))
        corners = [(latitude, longitude) for longitude, latitude in ring]
        return detail.build_area(count_inside(answers.fold(), answer.selection, corners)), False


def _wire_comparison(app: Dash, answers: Answers) -> None:
    @app.callback(
        output={
            "children": Output(Hotspots.COMPARISON, "children"),
            "picture": Output(Hotspots.OTHER_CELLS, "url"),
            "outlines": Output(Hotspots.OTHER_ZONES, "data"),
            "numbers": Output(Hotspots.OTHER_NUMBERS, "data"),
            "hideout": Output(Hotspots.OTHER_ZONES, "hideout"),
            "caption": Output(Hotspots.OTHER_CAPTION, "children"),
        },
        inputs={
            "params": Input(Hotspots.QUERY, "data"),
            "pin": Input(Hotspots.PIN, "data"),
            "colour": Input(Hotspots.COLOUR, "value"),
        },
    )
    def show_comparison(params: dict[str, str] | None, pin: dict[str, str] | None, colour: str) -> dict[str, Any]:
        if params is None or pin is None:
            return dict.fromkeys(("children", "picture", "outlines", "numbers", "hideout", "caption"), no_update)
        pinned, present = asked(answers, pin), asked(answers, params)
        first, second = answers.get(pinned), answers.get(present)
        shown = views.picture(answers.fold(), first, colour)
        return {
            **shown,
            "children": comparison.build_comparison(first, second, compare(first, second)),
            "hideout": {"colour": colour, "selected": None},
            "caption": f"Pinned: {comparison.caption(pinned, first)}",
        }


def _wire_best(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(Job.REQUEST, "data"),
        Input(Hotspots.SEARCH_BEST, "n_clicks"),
        State(Hotspots.QUERY, "data"),
        prevent_initial_call=True,
    )
    def ask_best(clicks: int | None, params: dict[str, str] | None) -> dict[str, Any]:
        if not clicks or params is None:
            raise PreventUpdate
        query = asked(answers, params)
        return {"params": best.selection_of(query), "concentration": query.setting.concentration, "click": clicks}

    @app.callback(Output(Hotspots.FOUND, "children"), Input(Job.RESULT, "data"), Input(Hotspots.QUERY, "data"))
    def show_found(result: dict[str, Any] | None, params: dict[str, str] | None) -> list[Any]:
        return best.build_found(result, asked(answers, params), answers.fold().codes)
