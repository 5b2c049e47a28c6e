"""The answer in a sentence, the filters as chips, and what one can do with the answer."""

from __future__ import annotations

from dash import html

from dashboard.components.attributes import attributes
from dashboard.components.button import button
from dashboard.components.icon import icon
from dashboard.ids import Hotspots


def build_head() -> html.Section:
    """Build the part above the map, empty until there is an answer."""
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
