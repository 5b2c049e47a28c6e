"""Long work with progress and cancel: a background callback whose body only starts a process.

The process is the command line's own, so it is tested there, its memory returns when
it ends, and forking the web worker stays harmless. It writes one JSON object a line:
`{"share": 0.4, "message": "..."}` while it works and `{"result": {...}}` at the end; if it
cannot, it writes a sentence to its error output.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import diskcache
from dash import ClientsideFunction, DiskcacheManager, Input, Output
from dash.exceptions import PreventUpdate

from dashboard.address import search
from dashboard.ids import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dash import Dash

    from core.store import Store

    Progress = Callable[[dict[str, Any]], None]

CACHE_BYTES = 64 * 2**20
EXPIRE_S = 3600
NOTHING: dict[str, Any] = {"share": 0.0, "message": "Starting"}
EXPLAINED = 2
"""Exit code of the command when a sentence on its error output says why."""
SHOWN = ("query", "name", "reason", "rule")
"""Parts of a result that the page shows; the rest would only weigh on the browser."""
ROOT = Path(__file__).resolve().parent.parent
logger = logging.getLogger(__name__)
ENDED_EARLY = "The search ended early. Try again; the server's log says more."


def manager(root: Path) -> DiskcacheManager:
    """Keep requests and results in a small cache beside the builds."""
    cache = diskcache.Cache(str(root / "jobs"), size_limit=CACHE_BYTES)
    return DiskcacheManager(cache, expire=EXPIRE_S)


def command(city: str, request: dict[str, Any]) -> list[str]:
    """Write the command line that searches the best setting of a selection."""
    query = search({**request["params"], "concentration": request["concentration"]})
    return [sys.executable, "-m", "scripts.pipeline", "sweep", "--city", city, "--query", query]


def run(arguments: Sequence[str], report: Progress) -> dict[str, Any]:
    """Run a command and pass its progress on.

    Returns:
        `{"ok": what the page shows of the result}` or `{"error": sentence}`.
    """
    # A file, not a pipe: a process that complains at length must not wait for a reader.
    with (
        TemporaryFile("w+") as complaints,
        subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=complaints, text=True) as process,  # noqa: S603 (our own)
    ):
        found = follow(process.stdout or (), report)
        process.wait()
        complaints.seek(0)
        said = complaints.read().strip()
    if found is not None:
        return {"ok": found}
    logger.error("The search ended without a result: %s", said)
    return {"error": said.splitlines()[-1] if process.returncode == EXPLAINED and said else ENDED_EARLY}


def follow(lines: Iterable[str], report: Progress) -> dict[str, Any] | None:
    """Read a process's lines up to its result; None where it ends without one."""
    for line in lines:
        said = json.loads(line)
        if "result" in said:
            return {name: said["result"][name] for name in SHOWN}
        report({"share": said["share"], "message": said["message"]})
    return None


def register(app: Dash, store: Store) -> None:
    """Wire requests to processes, and their progress to the job bar."""
    city = store.city

    @app.callback(
        Output(Job.RESULT, "data"),
        Input(Job.REQUEST, "data"),
        background=True,
        running=[(Output(Job.RUNNING, "data"), True, False)],
        progress=[Output(Job.PROGRESS, "data")],
        progress_default=[NOTHING],
        cancel=[Input(Job.CANCEL, "n_clicks")],
        prevent_initial_call=True,
    )
    def search(set_progress: Callable[[Any], None], request: dict[str, Any] | None) -> dict[str, Any]:
        if not request:
            raise PreventUpdate
        found = run(command(city, request), lambda said: set_progress((said,)))
        return {**found, "params": request["params"]}

    @app.callback(Output(Job.METER, "value"), Output(Job.SENTENCE, "children"), Input(Job.PROGRESS, "data"))
    def show_progress(said: dict[str, Any] | None) -> tuple[str, str]:
        said = said or NOTHING
        return f"{100 * said['share']:.0f}", f"Searching the best setting: {said['message']}"

    app.clientside_callback(
        ClientsideFunction("shell", "jobHidden"), Output(Job.BAR, "hidden"), Input(Job.RUNNING, "data")
    )
