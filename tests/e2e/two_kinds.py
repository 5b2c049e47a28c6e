"""A site with two kinds of job and two pages, to see the kinds side by side.

A job ends when there is a file of its fruit's name in the data folder.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import dash
from dash import Dash, Input, Output, dcc, html

from core import settings
from core.store import Store
from dashboard import jobs
from dashboard.app import ASSETS
from dashboard.ids import Job
from dashboard.jobs.kind import Kind

SCRIPT = """
import json, os, sys, time
print(json.dumps({"share": 0.5, "message": "half of " + sys.argv[2]}), flush=True)
while not os.path.exists(sys.argv[1]):
    time.sleep(0.05)
print(json.dumps({"result": {"counted": "all " + sys.argv[2], "weight": "not shown"}}))
"""


def count(_city: str, request: dict[str, Any]) -> list[str]:
    fruit = request["fruit"]
    return [sys.executable, "-c", SCRIPT, str(settings.data_dir() / fruit), fruit]


KINDS = (
    Kind("apples", "Counting apples", count, shown=("counted",)),
    Kind("pears", "Counting pears", count, shown=("counted",)),
)


def build_page() -> html.Div:
    parts = [
        part
        for kind in KINDS
        for part in (html.Button("Count", id=f"ask-{kind.name}"), html.P(id=f"found-{kind.name}"))
    ]
    return html.Div([*parts, html.Button("Count quince", id="ask-quince"), dcc.Link("Elsewhere", href="/elsewhere")])


def wire(app: Dash, kind: Kind) -> None:
    name = kind.name

    @app.callback(Output(Job.REQUEST.of(name), "data"), Input(f"ask-{name}", "n_clicks"), prevent_initial_call=True)
    def ask(clicks: int | None) -> Any:
        return {"fruit": name} if clicks else dash.no_update

    @app.callback(Output(f"found-{name}", "children"), Input(Job.RESULT.of(name), "data"))
    def show(result: dict[str, Any] | None) -> str:
        return str(result["ok"]) if result else ""


def create() -> Dash:
    store = Store(settings.data_dir(), "demo")
    app = Dash(
        "two_kinds",
        assets_folder=str(ASSETS),
        use_pages=True,
        pages_folder="",
        health_endpoint="healthz",
        background_callback_manager=jobs.manager(store.root),
    )
    dash.register_page("here", path="/", layout=build_page)
    dash.register_page("elsewhere", path="/elsewhere", layout=lambda: dcc.Link("Back", href="/"))
    app.layout = lambda: html.Div([dash.page_container, jobs.build_job_bar(KINDS)])
    jobs.register(app, store, KINDS)
    for kind in KINDS:
        wire(app, kind)

    @app.callback(
        Output(Job.REQUEST.of("apples"), "data", allow_duplicate=True),
        Input("ask-quince", "n_clicks"),
        prevent_initial_call=True,
    )
    def ask_other(clicks: int | None) -> Any:
        return {"fruit": "quince"} if clicks else dash.no_update

    app.server.add_url_rule("/worker", view_func=lambda: str(os.getpid()))
    with app.server.test_client() as client:
        client.get("/")
    app.validation_layout = html.Div([app.layout(), build_page()])
    return app


server = create().server
