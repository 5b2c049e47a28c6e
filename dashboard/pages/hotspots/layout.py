"""What stands where on the page, laid out from the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from dash import dcc, html

from core.cities import city as cities
from core.places import fold as folded
from dashboard.components import field
from dashboard.components.attributes import attributes
from dashboard.components.button import button, icon_button
from dashboard.components.icon import icon
from dashboard.ids import Hotspots
from dashboard.maps import ground, layers, mercator
from dashboard.pages.hotspots import best, detail
from dashboard.pages.hotspots.controls import build_controls
from dashboard.query import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.places.fold import Fold
    from core.store import Build, Store

MAP = layers.Ids(Hotspots.MAP, Hotspots.CELLS, Hotspots.ZONES, Hotspots.NUMBERS)
OTHER_MAP = layers.Ids(Hotspots.OTHER_MAP, Hotspots.OTHER_CELLS, Hotspots.OTHER_ZONES, Hotspots.OTHER_NUMBERS)
COLOURS = {"label": "Zone", "risk": "Risk"}
PIN = "pin"
"""Parameter of the page's own: the pinned question, as the search part of an address."""
COLOUR = "colour"
"""Parameter of the page's own: what the colours mean."""
CHART_SIZE = {"height": "15rem"}
CHART: Any = {"displayModeBar": False, "responsive": True}


def layout(store: Store, /, **params: Any) -> html.Div:  # noqa: ANN401 (whatever the address holds)
    """Lay the page out; what the address gets wrong is dropped.

    Raises:
        MissingBuildError: There is no build to show.
    """
    build = store.current()
    fold = folded.load(build, cities.load(store.city))
    asked = {name: value[-1] if isinstance(value, list) else value for name, value in params.items()}
    query = read(asked, fold.codes)
    colour = asked.get(COLOUR) if asked.get(COLOUR) in COLOURS else "label"
    return html.Div(
        [
            html.H1("Hotspots", className="visually-hidden"),
            *_stores(fold, asked),
            html.Aside(
                build_controls(fold, query),
                id=Hotspots.SHEET_PANEL,
                className="controls",
                **attributes({"aria-label": "Settings and filters"}),
            ),
            html.Div([_head(), _maps(build, fold, str(colour)), _comparison(), _curve()], className="stage"),
            _side(build),
            _zones(),
        ],
        className="hotspots",
    )


def _stores(fold: Fold, asked: Mapping[str, str]) -> list[dcc.Store]:
    pinned = read(dict(parse_qsl(str(asked[PIN]))), fold.codes).to_params() if asked.get(PIN) else None
    stores = (Hotspots.CONTROLS, Hotspots.QUERY, Hotspots.WISH, Hotspots.SELECTED)
    late = (Hotspots.EVIDENCE_REQUEST, Hotspots.DRAWN)
    return [
        *(dcc.Store(id=name) for name in (*stores, *late)),
        dcc.Store(id=Hotspots.HISTORY, data=[]),
        dcc.Store(id=Hotspots.PIN, data=pinned),
        dcc.Store(id=Hotspots.SORT, data={"column": "records", "descending": True}),
    ]


def _head() -> html.Section:
    return html.Section(
        [
            html.Div(id=Hotspots.HEADLINE, className="headline", **attributes({"aria-live": "polite"})),
            html.Div(
                [
                    _opener(),
                    html.Div(
                        id=Hotspots.CHIPS,
                        className="chips",
                        role="group",
                        **attributes({"aria-label": "Filters in force"}),
                    ),
                    html.Div(
                        [
                            button("Undo", name=Hotspots.UNDO, picture="undo"),
                            button("Pin to compare", name=Hotspots.PIN_BUTTON, picture="pin"),
                            button("Copy link", name=Hotspots.COPY, picture="link"),
                            _export(),
                        ],
                        className="actions",
                    ),
                ],
                className="toolbar",
            ),
        ],
        className="head",
    )


def _opener() -> html.Button:
    """Build the button that opens the filters where they do not stand beside the map."""
    return html.Button(
        [icon("filters"), html.Span("Filters")],
        className="button button-quiet sheet-opener",
        type="button",
        **attributes({"data-opens": Hotspots.SHEET_PANEL, "aria-expanded": "false"}),
    )


def _export() -> html.Details:
    summary = html.Summary([icon("download"), html.Span("Export")], className="button button-quiet")
    return html.Details([summary, html.Div(id=Hotspots.EXPORT, className="menu")], className="menu-opener")


def _maps(build: Build, fold: Fold, colour: str) -> html.Section:
    bounds = mercator.canvas(fold).bounds
    land, boundaries = ground.land_url(build), ground.boundaries(build, fold.city)
    drawing = layers.build_drawing(Hotspots.EDIT)
    return html.Section(
        [
            html.Div(
                [
                    field.segmented("Colours show", Hotspots.COLOUR, COLOURS, colour),
                    html.Div(id=Hotspots.LEGEND, className="legend"),
                    icon_button("Show the whole city", name=Hotspots.FIT, picture="fit"),
                ],
                className="map-bar",
            ),
            html.Div(
                [
                    html.Figure(
                        [
                            html.Figcaption(id=Hotspots.MAP_CAPTION, className="map-caption"),
                            layers.build_map(MAP, bounds, land, boundaries, [drawing]),
                        ],
                        className="map-side",
                    ),
                    html.Figure(
                        [
                            html.Figcaption(id=Hotspots.OTHER_CAPTION, className="map-caption"),
                            layers.build_map(OTHER_MAP, bounds, land, boundaries),
                        ],
                        className="map-side map-other",
                    ),
                    html.Div(
                        [
                            html.Section(
                                detail.closed(Hotspots.CLOSE_AREA), id=Hotspots.AREA, className="panel", hidden=True
                            ),
                            html.Section(
                                detail.closed(Hotspots.CLOSE_DETAIL), id=Hotspots.DETAIL, className="panel", hidden=True
                            ),
                        ],
                        className="panels",
                        **attributes({"aria-live": "polite"}),
                    ),
                ],
                id=Hotspots.MAPS,
                className="maps",
            ),
        ],
        className="map-card card-flat",
        **attributes({"aria-label": "Map"}),
    )


def _comparison() -> html.Section:
    """Leave room for the comparison, hidden until a setting is pinned."""
    return html.Section(
        [
            html.Div(
                [
                    html.H2("Compared with the pinned setting"),
                    html.Div(
                        [
                            button("Swap", name=Hotspots.SWAP, picture="swap"),
                            button("Unpin", name=Hotspots.UNPIN, picture="unpin"),
                        ],
                        className="actions",
                    ),
                ],
                className="card-head",
            ),
            html.Div(id=Hotspots.COMPARISON),
        ],
        className="card-flat comparison",
    )


def _curve() -> html.Section:
    return html.Section(
        [
            html.H2("Elbow", id=Hotspots.CURVE_TITLE),
            dcc.Graph(id=Hotspots.CURVE, config=CHART, className="chart", style=CHART_SIZE),
            html.P(id=Hotspots.CURVE_NOTE, className="hint"),
        ],
        className="card-flat curve-card",
    )


def _zones() -> html.Section:
    return html.Section(
        [html.Div(html.H2("Zones"), className="card-head"), html.Div(id=Hotspots.TABLE)],
        className="card-flat zones-card",
    )


def _side(build: Build) -> html.Div:
    return html.Div(
        [
            html.Section([html.H2("Scores"), html.Div(id=Hotspots.SCORES)], className="card-flat"),
            html.Section(
                [html.H2("Can they be believed?"), html.Div(id=Hotspots.EVIDENCE)],
                id=Hotspots.EVIDENCE_PANEL,
                className="card-flat evidence",
                **attributes({"aria-live": "polite"}),
            ),
            html.Section(
                [
                    html.H2("Best setting"),
                    html.Div(best.build_stored(build), id=Hotspots.BEST),
                    html.Div(id=Hotspots.FOUND),
                    button("Search for this selection", name=Hotspots.SEARCH_BEST, picture="best"),
                ],
                className="card-flat",
            ),
        ],
        className="side",
    )
