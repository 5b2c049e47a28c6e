"""Counts beside the options of the filter: records of each under the other filters in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ClientsideFunction, Input, Output, State

from core.places.options import count_options
from dashboard.form.wiring import asked
from dashboard.ids import Form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash import Dash

    from dashboard.answers import Answers
    from dashboard.query import Query


def register(app: Dash, answers: Answers, asks: Mapping[str, type[Query]]) -> None:
    """Wire the counts of whichever page is shown; they follow the answer, which does not wait for them."""

    @app.callback(
        Output(Form.COUNTS, "data"),
        Input(Form.QUERY, "data"),
        State(Form.PAGE, "data"),
        prevent_initial_call=True,
    )
    def count(params: dict[str, str] | None, path: str) -> dict[str, Any]:
        question: Any = asked(asks[path], answers, params)
        return answers.get(answers.source(), count_options, question.filters)

    app.clientside_callback(
        ClientsideFunction("options", "showCounts"),
        Output(Form.COUNTS, "modified_timestamp"),
        Input(Form.COUNTS, "data"),
        prevent_initial_call=True,
    )
