"""What stands where on the page, laid out from the address."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import numpy as np
from dash import dcc, html

from core.cities.city import load_city
from core.places.fold import Codes, Fold, load_fold
from core.places.grid import Grid
from core.store import Build
from dashboard.components.attributes import attributes
from dashboard.components.button import button
from dashboard.ids import Hotspots
from dashboard.pages.hotspots import best
from dashboard.pages.hotspots.form import build_controls
from dashboard.pages.hotspots.mapcard import COLOURS, build_maps
from dashboard.pages.hotspots.toolbar import build_head
from dashboard.query import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.cities.city import City
    from core.store import Store

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
    asked = {name: value[-1] if isinstance(value, list) else value for name, value in params.items()}
    return _lay_out(build, load_fold(build, load_city(store.city)), asked)


def skeleton(store: Store) -> html.Div:
    """Lay the page out without records: everything that a callback may name, for Dash to check against."""
    city = load_city(store.city)
    return _lay_out(Build("none", store.root, {"files": {}}), nowhere(city), {})


def nowhere(city: City) -> Fold:
    """Make a fold without records, whose lattice is the city's bounds."""
    south, west, north, east = city.bounds
    nothing: dict[str, Any] = {each.name: np.zeros(0) for each in fields(Fold)}
    return Fold(
        **{
            **nothing,
            "build_id": "none",
            "city": city,
            "grid": Grid(0.0, 0.0, city.cell_size_m, 1, 1),
            "first_day": date.fromisoformat(city.first_date),
            "last_day": date.fromisoformat(city.first_date),
            "codes": Codes((), (), (), (), ()),
            "cell_number": np.zeros(0, dtype=np.int32),
            "lattice_latitude": np.array([south, north]),
            "lattice_longitude": np.array([west, east]),
        }
    )


def _lay_out(build: Build, fold: Fold, asked: Mapping[str, str]) -> html.Div:
    query = read(asked, fold.codes)
    colour = asked[COLOUR] if asked.get(COLOUR) in COLOURS else "label"
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
            html.Div(
                [
                    build_head(),
                    build_maps(build, fold, colour),
                    _comparison(),
                    _curve(),
                ],
                className="stage",
            ),
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
