"""From the requests that pages write to processes, and from these to the job bar and the results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ClientsideFunction, Input, Output, State
from dash.exceptions import PreventUpdate

from core import settings
from core.language import say
from dashboard.ids import Job
from dashboard.jobs.cache import ForkableCache
from dashboard.jobs.kinds import KINDS
from dashboard.jobs.pace import Pace
from dashboard.jobs.processes import JobProcesses
from dashboard.jobs.tickets import Queue
from dashboard.jobs.work import perform

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from dash import Dash

    from core.store import Store
    from dashboard.jobs.kind import Kind

CACHE_BYTES = 64 * 2**20
FOLDER = "jobs"


def manager(root: Path) -> JobProcesses:
    """Keep progress and results in a small cache beside the builds."""
    cache = ForkableCache(str(root / FOLDER), size_limit=CACHE_BYTES)
    return JobProcesses(cache)  # type: ignore[no-untyped-call]


def register(app: Dash, store: Store, kinds: Sequence[Kind] = KINDS) -> None:
    """Wire every kind's request to a process, and its progress to its row in the job bar."""
    queue = Queue(store.root / FOLDER / "queue", settings.jobs_at_once())
    for kind in kinds:
        _wire_start(app, kind.name)
        _wire_work(app, store.city, queue, kind)


def _wire_start(app: Dash, kind: str) -> None:
    app.clientside_callback(
        ClientsideFunction("shell", "startJob"),
        Output(Job.STARTED.of(kind), "data"),
        Input(Job.REQUEST.of(kind), "data"),
        State(Job.ROW.of(kind), "hidden"),
        State(Job.STARTED.of(kind), "data"),
        prevent_initial_call=True,
    )
    # Dash hides the row of a job that ends, but not if it could not reach the server meanwhile.
    app.clientside_callback(
        ClientsideFunction("shell", "hideJob"),
        Output(Job.ROW.of(kind), "hidden"),
        Input(Job.CANCEL.of(kind), "n_clicks"),
        prevent_initial_call=True,
    )


def _wire_work(app: Dash, city: str, queue: Queue, kind: Kind) -> None:
    @app.callback(
        Output(Job.RESULT.of(kind.name), "data"),
        Input(Job.STARTED.of(kind.name), "data"),
        background=True,
        running=[(Output(Job.ROW.of(kind.name), "hidden"), False, True)],
        progress=[
            Output(Job.METER.of(kind.name), "value"),
            Output(Job.SENTENCE.of(kind.name), "children"),
            Output(Job.PACE.of(kind.name), "children"),
        ],
        progress_default=["0", say("Starting"), ""],
        cancel=[Input(Job.CANCEL.of(kind.name), "n_clicks")],
        prevent_initial_call=True,
    )
    def work(set_progress: Callable[[Any], None], request: dict[str, Any] | None) -> dict[str, Any]:
        if not request:
            raise PreventUpdate

        pace = Pace()

        def report(share: float, message: str) -> None:
            set_progress((f"{100 * share:.0f}", message, pace.told(share)))

        return {"request": request, **perform(kind, kind.command(city, request), queue, report)}
