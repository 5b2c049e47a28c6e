"""What stands where on the page, laid out from the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import dcc, html

from core.language import mark, say
from dashboard import form
from dashboard.address import PagePath
from dashboard.components import field
from dashboard.components.attributes import attributes
from dashboard.components.button import button
from dashboard.components.drawn import Drawn
from dashboard.components.near import Near
from dashboard.ids import Hotspots, Pattern
from dashboard.pages.hotspots import best
from dashboard.pages.hotspots.form import build_controls
from dashboard.pages.hotspots.mapcard import build_maps
from dashboard.pages.hotspots.query import CHOSEN, DRAWN, MAP_VIEW, SORT
from dashboard.pages.hotspots.toolbar import build_head

if TYPE_CHECKING:
    from dashboard.pages.hotspots.query import HotspotsPage
    from dashboard.source import Source

CHART_SIZE = {"height": "15rem"}
CHART: Any = {"displayModeBar": False, "responsive": True}
PENDING = mark("Pending: repeating this setting on shuffled, redrawn and earlier records…")
STAYS = {"column": "records", "descending": True}
"""How the table of zones is sorted at first."""


def build(source: Source, query: HotspotsPage) -> html.Div:
    """Lay the page out."""
    shown = query.controls()
    return html.Div(
        [
            html.H1(say("Hotspots"), className="visually-hidden"),
            *form.build_state(PagePath.HOTSPOTS, query.view.pin),
            dcc.Store(id=Hotspots.SELECTED),
            dcc.Store(id=Hotspots.DRAWN),
            dcc.Store(id=Hotspots.CURVE_QUERY),
            dcc.Store(id=Hotspots.SORT, data=STAYS),
            *(dcc.Store(id=name, data=shown[name["kept"]]) for name in (SORT, CHOSEN, DRAWN, MAP_VIEW)),
            build_controls(source.fold, query),
            html.Div(
                [build_head(), build_maps(source, query.view.colour), _comparison(), _curve()],
                className="stage",
            ),
            _side(source),
            _zones(),
        ],
        className="hotspots",
    )


def _comparison() -> html.Section:
    """Leave room for the comparison, hidden until a setting is pinned."""
    return html.Section(
        [
            html.Div(
                [
                    html.H2(say("Compared with the pinned setting")),
                    html.Div(
                        [
                            button(say("Swap"), name={"part": Pattern.PIN, "role": "swap"}, picture="swap"),
                            button(say("Unpin"), name={"part": Pattern.PIN, "role": "unpin"}, picture="unpin"),
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
            html.H2(say("Elbow"), id=Hotspots.CURVE_TITLE),
            Near(
                dcc.Graph(id=Hotspots.CURVE, config=CHART, className="chart", style=CHART_SIZE),
                Hotspots.CURVE_ROOM,
                className="chart",
                style=CHART_SIZE,
            ),
            html.P(id=Hotspots.CURVE_NOTE, className="hint"),
        ],
        className="card-flat curve-card",
    )


def _zones() -> html.Section:
    return html.Section(
        [html.Div(html.H2(say("Zones")), className="card-head"), Drawn(id=Hotspots.TABLE)],
        className="card-flat zones-card",
    )


def _side(source: Source) -> html.Div:
    return html.Div(
        [
            html.Section(
                [
                    html.H2(say("Are these zones any good?")),
                    html.Div(id=Hotspots.VERDICT),
                    field.fold_away(say("The tests behind this"), [html.Div(id=Hotspots.EVIDENCE, className="tests")]),
                    field.fold_away(say("The scores"), [html.Div(id=Hotspots.SCORES)]),
                ],
                id=Hotspots.EVIDENCE_PANEL,
                className="card-flat evidence",
                **attributes({"aria-live": "polite", "data-pending": say(PENDING)}),
            ),
            html.Section(
                [
                    html.H2(say("Best settings")),
                    html.Div(best.build_stored(source.build), id=Hotspots.BEST),
                    html.Div(id=Hotspots.FOUND),
                    button(say("Search for this selection"), name=Hotspots.SEARCH_BEST, picture="best"),
                ],
                className="card-flat",
            ),
        ],
        className="side",
    )
