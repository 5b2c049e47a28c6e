"""From the controls to the answer, and from the answer to everything on the page.

Values of the controls are gathered in the browser (`assets/state.js`), so that a
slider that is dragged asks the server only as fast as it answers. `show_answer` fills
all that a new answer changes in one response, because every callback that runs costs
the browser a look at every component; the curve and the evidence, which may take
longer, follow from the question that it writes into `QUERY`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output, State
from dash.exceptions import PreventUpdate

from core.hotspots.evidence import gather_evidence
from dashboard.ids import Hotspots, Job
from dashboard.pages.hotspots import best, browser, controls, curve, parts, scores, table, views
from dashboard.pages.hotspots.answers import Answers
from dashboard.query import read

if TYPE_CHECKING:
    from dash import Dash

    from core.store import Store
    from dashboard.query import HotspotQuery

ANSWER = {
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
}
PARTS = {
    "table": (Hotspots.TABLE, "children"),
    "found": (Hotspots.FOUND, "children"),
    "detail": {
        "children": (Hotspots.DETAIL, "children"),
        "hidden": (Hotspots.DETAIL, "hidden"),
        "hideout": (Hotspots.ZONES, "hideout"),
    },
    "area": {"children": (Hotspots.AREA, "children"), "hidden": (Hotspots.AREA, "hidden")},
    "comparison": {
        "children": (Hotspots.COMPARISON, "children"),
        "picture": (Hotspots.OTHER_CELLS, "url"),
        "outlines": (Hotspots.OTHER_ZONES, "data"),
        "numbers": (Hotspots.OTHER_NUMBERS, "data"),
        "hideout": (Hotspots.OTHER_ZONES, "hideout"),
        "caption": (Hotspots.OTHER_CAPTION, "children"),
    },
}
"""What a new answer fills, and a new wish too: element and property of each part."""


def register(app: Dash, store: Store) -> None:
    """Wire the page."""
    answers = Answers(store)
    browser.register(app)
    _wire_answer(app, answers)
    _wire_form(app, answers)
    _wire_evidence(app, answers)
    _wire_parts(app, answers)
    _wire_best(app, answers)


def asked(answers: Answers, params: dict[str, str] | None) -> HotspotQuery:
    """Read the question that a store holds.

    Raises:
        PreventUpdate: Nothing was asked yet.
    """
    if params is None:
        raise PreventUpdate
    return read(params, answers.fold().codes)


def _outputs(part: Any, *, again: bool = False) -> Any:  # noqa: ANN401 (a tree of outputs)
    """Turn a part's elements into outputs; `again` marks the second callback that fills it."""
    if isinstance(part, dict):
        return {name: _outputs(each, again=again) for name, each in part.items()}
    element, prop = part
    return Output(element, prop, allow_duplicate=again)


def _wire_answer(app: Dash, answers: Answers) -> None:
    @app.callback(
        output={"answer": ANSWER, **_outputs(PARTS)},
        inputs={"form": Input(Hotspots.CONTROLS, "data"), "colour": Input(Hotspots.COLOUR, "value")},
        state={
            "sort": State(Hotspots.SORT, "data"),
            "result": State(Job.RESULT, "data"),
            "chosen": State(Hotspots.SELECTED, "data"),
            "ring": State(Hotspots.DRAWN, "data"),
            "pin": State(Hotspots.PIN, "data"),
        },
    )
    def show_answer(form: dict[str, Any] | None, colour: str, **wishes: Any) -> dict[str, Any]:  # noqa: ANN401
        query = asked(answers, None if form is None else controls.params(form))
        found = answers.get(query)
        return {
            "answer": views.answer(answers.fold(), query, found, colour),
            "table": table.build_table(found.zones, table.Order(**wishes["sort"])),
            "found": best.build_found(wishes["result"], query, answers.fold().codes),
            "detail": parts.detail_part(answers, query, wishes["chosen"], colour),
            "area": parts.area_part(answers, query, wishes["ring"]),
            "comparison": parts.comparison_part(answers, query, wishes["pin"], colour),
        }

    @app.callback(
        Output(Hotspots.CURVE, "figure"),
        Output(Hotspots.CURVE_TITLE, "children"),
        Output(Hotspots.CURVE_NOTE, "children"),
        Input(Hotspots.QUERY, "data"),
    )
    def show_curve(params: dict[str, str] | None) -> tuple[Any, str, str]:
        drawn = curve.curve(answers.fold(), answers.get(asked(answers, params)))
        return drawn.figure, drawn.title, drawn.sentence


def _wire_form(app: Dash, answers: Answers) -> None:
    @app.callback(
        output={name: Output(element, "value", allow_duplicate=True) for name, element in controls.FIELDS.items()},
        inputs=[Input(Hotspots.WISH, "data")],
        prevent_initial_call=True,
    )
    def set_controls(wish: dict[str, Any] | None) -> dict[str, Any]:
        return controls.values(asked(answers, wish["params"] if wish else None))


def _wire_evidence(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(Hotspots.EVIDENCE, "children"),
        Input(Hotspots.EVIDENCE_REQUEST, "data"),
        running=[(Output(Hotspots.EVIDENCE_PANEL, "className"), "card-flat evidence is-pending", "card-flat evidence")],
        prevent_initial_call=True,
    )
    def show_evidence(params: dict[str, str] | None) -> list[Any]:
        query = asked(answers, params)
        found = gather_evidence(answers.fold(), query.filters, query.setting)
        return scores.build_evidence(answers.get(query), found)


def _wire_parts(app: Dash, answers: Answers) -> None:
    """Fill a part when it is asked for, without a new answer."""
    query, colour = State(Hotspots.QUERY, "data"), State(Hotspots.COLOUR, "value")

    def wire(part: str, asks: Input, *states: State) -> Any:  # noqa: ANN401 (a decorator)
        output = _outputs(PARTS[part], again=True)
        return app.callback(output=output, inputs=[asks, *states], prevent_initial_call=True)

    @wire("table", Input(Hotspots.SORT, "data"), query)
    def sort_zones(sort: dict[str, Any], params: dict[str, str] | None) -> list[Any]:
        return table.build_table(answers.get(asked(answers, params)).zones, table.Order(**sort))

    @wire("detail", Input(Hotspots.SELECTED, "data"), query, colour)
    def show_detail(chosen: dict[str, Any] | None, params: dict[str, str] | None, shade: str) -> dict[str, Any]:
        return parts.detail_part(answers, asked(answers, params), chosen, shade)

    @wire("area", Input(Hotspots.DRAWN, "data"), query)
    def show_area(ring: list[list[float]] | None, params: dict[str, str] | None) -> dict[str, Any]:
        return parts.area_part(answers, asked(answers, params), ring)

    @wire("comparison", Input(Hotspots.PIN, "data"), query, colour)
    def show_comparison(pin: dict[str, str] | None, params: dict[str, str] | None, shade: str) -> dict[str, Any]:
        return parts.comparison_part(answers, asked(answers, params), pin, shade)

    @wire("found", Input(Job.RESULT, "data"), query)
    def show_found(result: dict[str, Any] | None, params: dict[str, str] | None) -> list[Any]:
        return best.build_found(result, asked(answers, params), answers.fold().codes)


def _wire_best(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(Job.REQUEST, "data"),
        Input(Hotspots.SEARCH_BEST, "n_clicks"),
        State(Hotspots.QUERY, "data"),
        prevent_initial_call=True,
    )
    def ask_best(clicks: int | None, params: dict[str, str] | None) -> dict[str, Any]:
        query = asked(answers, params if clicks else None)
        return {"params": best.selection_of(query), "concentration": query.setting.concentration, "click": clicks}
