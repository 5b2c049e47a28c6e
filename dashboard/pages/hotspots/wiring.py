"""From the form to the answer, and from the answer to everything on the page.

Values of the controls are collected in the browser (`assets/form.js`), so that a
slider that is dragged asks the server only as fast as it answers. `show_map` draws
what must change at once, with as few outputs as can be, because the browser looks at
every component for each of them. The rest follows from the question that it writes
into `Form.QUERY`, as soon as no newer one waits (`Form.RESTED`): `show_rest` fills
all that changes with the answer in one response. The curve is asked for once it is in
view, the evidence once the question stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ClientsideFunction, Input, Output, State, no_update

from core.hotspots.answer import find_zones
from core.hotspots.evidence import gather_evidence
from dashboard.address import PagePath
from dashboard.form import asked
from dashboard.ids import Form, Hotspots, Job, asked_of, rested_of, view
from dashboard.jobs.kinds import BEST
from dashboard.pages.hotspots import best, browser, curve, parts, scores, table, views
from dashboard.queries.hotspots import HotspotQuery

if TYPE_CHECKING:
    from dash import Dash

    from dashboard.answers import Answers

MAP = {
    "picture": Output(Hotspots.CELLS, "url"),
    "outlines": Output(Hotspots.ZONES, "data"),
    "numbers": Output(Hotspots.NUMBERS, "data"),
    "headline": Output(Hotspots.HEADLINE, "children"),
    "query": Output(Form.QUERY, "data"),
}
"""What a new answer changes at once, also during a drag; the rest follows."""
REST = {
    "legend": Output(Hotspots.LEGEND, "children"),
    "chips": Output(Form.CHIPS, "children"),
    "scores": Output(Hotspots.SCORES, "children"),
    "export": Output(Hotspots.EXPORT, "children"),
    "caption": Output(Hotspots.MAP_CAPTION, "children"),
}
PARTS = {
    "table": (Hotspots.TABLE, "parts"),
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
"""What a new answer fills, and what somebody asks for without one: element and property of each part."""


def register(app: Dash, answers: Answers) -> None:
    """Wire the page."""
    browser.register(app)
    _wire_answer(app, answers)
    _wire_curve(app, answers)
    _wire_evidence(app, answers)
    _wire_parts(app, answers)
    _wire_best(app, answers)


def _outputs(part: Any, *, again: bool = False) -> Any:  # noqa: ANN401 (a tree of outputs)
    """Turn a part's elements into outputs; `again` marks the second callback that fills it."""
    if isinstance(part, dict):
        return {name: _outputs(each, again=again) for name, each in part.items()}
    element, prop = part
    return Output(element, prop, allow_duplicate=again)


def _wire_answer(app: Dash, answers: Answers) -> None:
    @app.callback(
        output=MAP,
        inputs={"values": Input(asked_of(PagePath.HOTSPOTS), "data"), "colour": Input(view("colour"), "value")},
    )
    def show_map(values: dict[str, Any] | None, colour: str) -> dict[str, Any]:
        query = asked(HotspotQuery, answers, None if values is None else HotspotQuery.params(values))
        shown = parts.Shown.of(answers, query, colour)
        return views.drawn(shown.source, query, shown.found, colour)

    @app.callback(
        output={"rest": REST, **_outputs(PARTS)},
        inputs={"params": Input(rested_of(PagePath.HOTSPOTS), "data")},
        state={
            "colour": State(view("colour"), "value"),
            "present": {
                "detail": State(Hotspots.DETAIL, "hidden"),
                "area": State(Hotspots.AREA, "hidden"),
                "hideout": State(Hotspots.ZONES, "hideout"),
            },
            "sort": State(Hotspots.SORT, "data"),
            "result": State(Job.RESULT.of(BEST.name), "data"),
            "chosen": State(Hotspots.SELECTED, "data"),
            "ring": State(Hotspots.DRAWN, "data"),
            "pin": State(Form.PIN, "data"),
        },
    )
    def show_rest(params: dict[str, str] | None, present: dict[str, Any], **also: Any) -> dict[str, Any]:  # noqa: ANN401
        query = asked(HotspotQuery, answers, params)
        shown = parts.Shown.of(answers, query, also["colour"])
        detail = _closed_stays(parts.detail_part(shown, also["chosen"]), present["detail"])
        if detail["hideout"] == present["hideout"]:
            detail["hideout"] = no_update
        return {
            "rest": views.rest(shown.source, query, shown.found, shown.colour),
            "table": _table(shown, also["sort"]),
            "found": best.build_found(also["result"], query, shown.source.fold.names),
            "detail": {
                **detail,
                "hideout": no_update if detail["hideout"] == present["hideout"] else detail["hideout"],
            },
            "area": _closed_stays(parts.area_part(shown, also["ring"]), present["area"]),
            "comparison": parts.comparison_part(answers, shown, also["pin"]),
        }


def _closed_stays(part: dict[str, Any], is_closed: bool) -> dict[str, Any]:  # noqa: FBT001 (a property)
    """Leave a panel alone that is closed and stays so: what is filled anew asks again."""
    return {**part, "children": no_update, "hidden": no_update} if part["hidden"] and is_closed else part


def _table(shown: parts.Shown, sort: dict[str, Any]) -> list[Any]:
    return table.build_table(shown.found.zones, table.Order(**sort), shown.source.city.severity_note)


def _wire_curve(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(Hotspots.CURVE, "figure"),
        Output(Hotspots.CURVE_TITLE, "children"),
        Output(Hotspots.CURVE_NOTE, "children"),
        Input(Hotspots.CURVE_QUERY, "data"),
        prevent_initial_call=True,
    )
    def show_curve(params: dict[str, str] | None) -> tuple[Any, str, str]:
        query, source = asked(HotspotQuery, answers, params), answers.source()
        drawn = curve.curve(answers, source, answers.get(source, find_zones, query.filters, query.setting))
        return drawn.figure, drawn.title, drawn.sentence


def _wire_evidence(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(Hotspots.VERDICT, "children"),
        Output(Hotspots.EVIDENCE, "children"),
        Input(Form.SETTLED, "data"),
        prevent_initial_call=True,
    )
    def show_evidence(params: dict[str, str] | None) -> tuple[list[Any], list[Any]]:
        query, source = asked(HotspotQuery, answers, params), answers.source()
        question = (query.filters, query.setting)
        found = answers.get(source, find_zones, *question)
        evidence = answers.get(source, gather_evidence, *question)
        return scores.build_verdict(found, evidence), scores.build_evidence(found, evidence)

    # Dash's `running` would look for the panel after the page was left.
    app.clientside_callback(ClientsideFunction("form", "arrived"), Input(Hotspots.EVIDENCE, "children"))


def _wire_parts(app: Dash, answers: Answers) -> None:
    """Fill a part when it is asked for, without a new answer."""
    query, colour = State(Form.QUERY, "data"), State(view("colour"), "value")

    def wire(part: str, asks: Input, *states: State) -> Any:  # noqa: ANN401 (a decorator)
        output = _outputs(PARTS[part], again=True)
        return app.callback(output=output, inputs=[asks, *states], prevent_initial_call=True)

    def shown(params: dict[str, str] | None, shade: str) -> parts.Shown:
        return parts.Shown.of(answers, asked(HotspotQuery, answers, params), shade)

    @wire("table", Input(Hotspots.SORT, "data"), query, colour)
    def sort_zones(sort: dict[str, Any], params: dict[str, str] | None, shade: str) -> list[Any]:
        return _table(shown(params, shade), sort)

    @wire("detail", Input(Hotspots.SELECTED, "data"), query, colour)
    def show_detail(chosen: dict[str, Any] | None, params: dict[str, str] | None, shade: str) -> dict[str, Any]:
        return parts.detail_part(shown(params, shade), chosen)

    @wire("area", Input(Hotspots.DRAWN, "data"), query, colour)
    def show_area(ring: list[list[float]] | None, params: dict[str, str] | None, shade: str) -> dict[str, Any]:
        return parts.area_part(shown(params, shade), ring)

    @wire("comparison", Input(Form.PIN, "data"), query, colour)
    def show_comparison(pin: dict[str, str] | None, params: dict[str, str] | None, shade: str) -> dict[str, Any]:
        return parts.comparison_part(answers, shown(params, shade), pin)

    @wire("found", Input(Job.RESULT.of(BEST.name), "data"), query)
    def show_found(result: dict[str, Any] | None, params: dict[str, str] | None) -> list[Any]:
        return best.build_found(result, asked(HotspotQuery, answers, params), answers.source().fold.names)


def _wire_best(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(Job.REQUEST.of(BEST.name), "data"),
        Input(Hotspots.SEARCH_BEST, "n_clicks"),
        State(Form.QUERY, "data"),
        prevent_initial_call=True,
    )
    def ask_best(clicks: int | None, params: dict[str, str] | None) -> dict[str, Any]:
        query = asked(HotspotQuery, answers, params if clicks else None)
        return {"params": best.selection_of(query), "concentration": query.setting.concentration}
