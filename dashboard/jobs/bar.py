"""The job bar: one row for each kind of job that runs or waits, and the stores of all kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import dcc, html

from core.language import say
from dashboard.components.attributes import attributes
from dashboard.components.button import button
from dashboard.components.icon import icon
from dashboard.ids import Job
from dashboard.jobs.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.jobs.kind import Kind


def build_job_bar(kinds: Sequence[Kind] = KINDS) -> html.Div:
    """Show long work: what it does, how far it is, how long it still takes, and how to stop it."""
    stores = [dcc.Store(id=store.of(kind.name)) for kind in kinds for store in (Job.REQUEST, Job.STARTED, Job.RESULT)]
    return html.Div([*(_row(kind) for kind in kinds), *stores], className="job-bar")


def _row(kind: Kind) -> html.Section:
    work, name = say(kind.title), kind.name
    progress = attributes({"aria-label": say("Progress of: {work}", work=work)})
    return html.Section(
        [
            html.Progress(id=Job.METER.of(name), max="100", value="0", **progress),
            html.Div(
                [
                    html.P([say("{work}:", work=work), " ", html.Span(id=Job.SENTENCE.of(name))]),
                    html.Small(id=Job.PACE.of(name)),
                ],
                className="job-sentence",
            ),
            _cancel(work, name),
        ],
        id=Job.ROW.of(name),
        className="job",
        hidden=True,
        **attributes({"aria-label": work}),
    )


def _cancel(work: str, name: str) -> html.Details:
    """Ask before work is ended: a click beside the question, Escape or "Go on" leave it alone."""
    summary = html.Summary(
        [icon("stop"), html.Span(say("Cancel"))], className="button", title=say("Cancel: {work}", work=work)
    )
    answers = html.Div(
        [
            button(say("End it"), name=Job.CANCEL.of(name), picture="stop", title=say("End: {work}", work=work)),
            html.Button(say("Go on"), className="button", type="button"),
        ],
        className="actions",
        **attributes({"data-dismisses": ""}),
    )
    asked = html.P(say("End this work? What it has found so far is lost."))
    return html.Details([summary, html.Div([asked, answers], className="menu")], className="menu-opener")
