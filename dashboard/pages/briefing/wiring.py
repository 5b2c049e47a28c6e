"""From the form to the brief, and from the brief to everything on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ALL, ClientsideFunction, Input, Output, State

from dashboard.address import PagePath
from dashboard.briefs import brief_of
from dashboard.filters.chips import build_chips
from dashboard.form import asked
from dashboard.ids import Briefing, Form, Job, Pattern, asked_of
from dashboard.jobs.kinds import CONTEST
from dashboard.pages.briefing import beside, picture, places
from dashboard.queries.briefing import BriefingQuery

if TYPE_CHECKING:
    from dash import Dash

    from dashboard.answers import Answers

ANSWER = {
    "picture": Output(Briefing.GROUND, "url"),
    "bounds": Output(Briefing.GROUND, "bounds"),
    "outlines": Output(Briefing.PLACES, "data"),
    "numbers": Output(Briefing.NUMBERS, "data"),
    "shaded": Output(Briefing.SHADED, "children"),
    "headline": Output(Briefing.HEADLINE, "children"),
    "list": Output(Briefing.LIST, "children"),
    "hours": Output(Briefing.HOURS, "children"),
    "needs": Output(Briefing.NEEDS, "children"),
    "contest": Output(Briefing.CONTEST, "children"),
    "export": Output(Briefing.EXPORT, "children"),
    "chips": Output(Form.CHIPS, "children", allow_duplicate=True),
    "query": Output(Form.QUERY, "data", allow_duplicate=True),
}


def register(app: Dash, answers: Answers) -> None:
    """Wire the page."""
    _wire_brief(app, answers)
    _wire_test(app, answers)
    _wire_map(app)


def _wire_brief(app: Dash, answers: Answers) -> None:
    @app.callback(
        output=ANSWER,
        inputs=[Input(asked_of(PagePath.BRIEFING), "data"), State(Job.RESULT.of(CONTEST.name), "data")],
        prevent_initial_call=True,
    )
    def show_brief(values: dict[str, Any] | None, result: dict[str, Any] | None) -> dict[str, Any]:
        params = None if values is None else BriefingQuery.params(values)
        query, source = asked(BriefingQuery, answers, params), answers.source()
        held = beside.held_for(result, query)
        brief, tested = brief_of(answers, source, query, held)
        share = query.ground.area_share
        return {
            **picture.draw(source.history, brief, share),
            "shaded": picture.shaded_told(brief, share, tested),
            "headline": places.build_headline(brief, tested),
            "list": places.build_list(brief, query),
            "hours": beside.build_hours(brief),
            "needs": beside.build_needs(brief),
            "contest": beside.build_contest(source.build, tested, source.history, beside.fault_of(result, query)),
            "export": places.build_export(query),
            "chips": build_chips(query, query.filters),
            "query": query.to_params(),
        }


def _wire_test(app: Dash, answers: Answers) -> None:
    """Hold the contest of the present question as a job, and show it."""

    @app.callback(
        Output(Job.REQUEST.of(CONTEST.name), "data"),
        Input(Briefing.TEST, "n_clicks"),
        State(Form.QUERY, "data"),
        prevent_initial_call=True,
    )
    def ask_test(clicks: int | None, params: dict[str, str] | None) -> dict[str, Any]:
        return {"params": asked(BriefingQuery, answers, params if clicks else None).tested()}

    @app.callback(
        Output(asked_of(PagePath.BRIEFING), "data", allow_duplicate=True),
        Input(Job.RESULT.of(CONTEST.name), "data"),
        State(Form.QUERY, "data"),
        prevent_initial_call=True,
    )
    def show_test(result: dict[str, Any] | None, params: dict[str, str] | None) -> dict[str, Any]:
        """Ask again, now that there is a test."""
        return asked(BriefingQuery, answers, params if result else None).controls()


def _wire_map(app: Dash) -> None:
    app.clientside_callback(
        ClientsideFunction("parts", "fit"),
        Output(Briefing.MAP, "viewport"),
        Input(Briefing.FIT, "n_clicks"),
        State(Briefing.GROUND, "bounds"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("parts", "fly"),
        Output(Briefing.MAP, "viewport", allow_duplicate=True),
        Input({"part": Pattern.FLY, "to": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )
