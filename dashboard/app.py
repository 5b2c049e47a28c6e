"""The application: shell, pages, jobs and API over one store."""

from __future__ import annotations

import logging
from functools import cache, partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import dash
from dash import ClientsideFunction, Dash, Input, Output, html
from flask import Response, redirect, request

from core import settings, threads
from core.cities.city import load_city
from core.errors import PatrolError
from core.hotspots.zones.lineage import number_ahead
from core.language import say
from dashboard import api, errors, form, jobs
from dashboard.answers import Answers
from dashboard.components import navigation, words
from dashboard.components.shell import Served, build_shell
from dashboard.figures import theme
from dashboard.filters import FILTERS
from dashboard.form import counts
from dashboard.ids import Shell
from dashboard.maps import ground, layers
from dashboard.pages import PAGES
from dashboard.source import Source

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response as AnyResponse

    from core.store import Store

logger = logging.getLogger(__name__)

VERSION = "0.1.0"
ASSETS = Path(__file__).resolve().parent.parent / "assets"
ENTRY = '<div id="react-entry-point"><div class="_dash-loading">{loading}</div></div>'
INDEX = """<!DOCTYPE html>
<html lang="en">
  <head>
    {%metas%}
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>{%title%}</title>
    <link rel="icon" href="/assets/favicon.svg?m=1" type="image/svg+xml">
    <script src="/assets/theme.js"></script>
    {%css%}
  </head>
  <body>
    {%app_entry%}
    <footer class="scripts">{%config%}{%scripts%}{%renderer%}</footer>
  </body>
</html>
"""


class Application(Dash):
    """Says that it is loading in the language of the page."""

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]  # noqa: ANN401 (Dash's)
        """Write the page around the application."""
        entry = ENTRY.format(loading=say("Loading..."))
        return str(super().interpolate_index(**{**parts, "app_entry": entry}))  # type: ignore[no-untyped-call]


def create_app(store: Store) -> Dash:
    """Build the application, ready to answer; nothing is clustered before the first question."""
    app: Dash = Application(
        __name__,
        assets_folder=str(ASSETS),
        assets_ignore=r"theme\.js|.*LICENSE.*|OFL\.txt",
        use_pages=True,
        pages_folder="",
        title="PatrolIQ",
        update_title="",
        index_string=INDEX,
        compress=True,
        on_error=errors.show,
        background_callback_manager=jobs.manager(store.root),
    )
    answers = Answers(store)
    for page in PAGES:
        dash.register_page(page.path, path=page.path, title=page.tab, name=page.title, layout=page.layout(store))
        page.register(app, answers)
    dash.register_page("not_found_404", layout=errors.lost)
    app.layout = partial(_layout, store)
    asks = {page.path: page.asks for page in PAGES}
    form.register(app, answers, asks)
    counts.register(app, answers, asks)
    jobs.register(app, store)
    navigation.register(app)
    layers.register(app)
    app.clientside_callback(
        ClientsideFunction("shell", "theme"), Output(Shell.THEME_LABEL, "children"), Input(Shell.THEME, "n_clicks")
    )
    api.register(app.server, store, answers)
    ground.register(app.server, store)
    _guard(app.server, app)
    _set_up(app, store)
    return app


def _set_up(app: Dash, store: Store) -> None:
    """Load and set up now what would otherwise be loaded by the first request, and check callbacks against every page.

    Nothing may be imported for the first time while other threads answer.
    Dash marks itself as set up before it is, so the first requests after a start would race
    (plotly/dash#3971). Its own check is against the pages as they are at the start, when there may be no build.
    """
    threads.prepare()
    theme.prepare()
    Thread(target=_number_zones, args=(store,), daemon=True).start()
    with app.server.test_client() as client:
        client.get(PAGES[0].path)
    skeletons = [page.skeleton(store) for page in PAGES]
    app.validation_layout = html.Div([_layout(store), *skeletons])  # type: ignore[assignment]  # (Dash begins with None)


def _number_zones(store: Store) -> None:
    """Divide the city once for every K, from which all zones take their numbers, before somebody asks."""
    try:
        number_ahead(Source.of(store).fold)
    except PatrolError as error:
        logger.info("No zone is numbered ahead: %s", error)


def _layout(store: Store) -> html.Div:
    """Lay the shell out, also where there is no build."""
    links = [navigation.Link(say(page.title), page.path, page.group) for page in PAGES]
    city = load_city(store.city)
    try:
        source = Source.of(store)
        cutoff, number = words.day(source.fold.last_day), source.build.id
    except PatrolError:
        cutoff, number = say("no data yet"), say("none")
    carried = [parameter.name for parameter in FILTERS.parameters]
    served = Served(city.title, city.is_demo, cutoff, number, VERSION, city.disclaimer)
    return build_shell(links, carried, served, jobs.build_job_bar())


def _guard(server: Flask, app: Dash) -> None:
    """Lead the bare address to the first page, and tell browsers what they may load."""
    policy = cache(partial(_policy, app))

    @server.before_request
    def lead() -> AnyResponse | None:
        return redirect(PAGES[0].path) if request.path == "/" else None

    @server.after_request
    def protect(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.headers.setdefault("Content-Security-Policy", policy())
        if request.path.startswith("/assets/") and "m" in request.args:  # the time of the file's last change
            response.headers["Cache-Control"] = f"public, max-age={ground.YEAR_S}, immutable"
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response


def _policy(app: Dash) -> str:
    """Write the content security policy; only the tile server is foreign, unless there is to be none.

    Dash adds scripts of its own when the first request sets it up, so this is asked for then.
    """
    url = settings.tile_url()
    tiles = f" {urlsplit(url).scheme}://{urlsplit(url).netloc.replace('{s}', '*')}" if url else ""
    scripts = " ".join(app.csp_hashes())
    return (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data: blob:{tiles}; worker-src 'self' blob:; connect-src 'self'; font-src 'self'; "
        "object-src 'none'; base-uri 'self'; frame-ancestors 'none'"
    )
