"""The job bar: one row for each kind of job that runs or waits, and the stores of all kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import dcc, html

from core.language import say
from dashboard.components.attributes import attributes
from dashboard.components.button import button
from dashboard.ids import Job
from dashboard.jobs.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.jobs.kind import Kind


def build_job_bar(kinds: Sequence[Kind] = KINDS) -> html.Div:
    """Show long work: what it does, how far it is, and how to stop it."""
    stores = [dcc.Store(id=store.of(kind.name)) for kind in kinds for store in (Job.REQUEST, Job.STARTED, Job.RESULT)]
    return html.Div([*(_row(kind) for kind in kinds), *stores], className="job-bar")


def _row(kind: Kind) -> html.Section:
    work, name = say(kind.title), kind.name
    progress = attributes({"aria-label": say("Progress of: {work}", work=work)})
    return html.Section(
        [
            html.Progress(id=Job.METER.of(name), max="100", value="0", **progress),
            html.P([say("{work}:", work=work), " ", html.Span(id=Job.SENTENCE.of(name))], className="job-sentence"),
            button(say("Cancel"), name=Job.CANCEL.of(name), picture="stop", title=say("Cancel: {work}", work=work)),
        ],
        id=Job.ROW.of(name),
        className="job",
        hidden=True,
        **attributes({"aria-label": work}),
    )
