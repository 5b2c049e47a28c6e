"""The answer in a sentence, the filters as chips, and what one can do with the answer."""

from __future__ import annotations

from dash import html

from core.language import say
from dashboard import form
from dashboard.components.attributes import attributes
from dashboard.components.button import button
from dashboard.components.icon import icon
from dashboard.ids import Form, Hotspots, Pattern


def build_head() -> html.Section:
    """Build the part above the map, empty until there is an answer."""
    chips = html.Div(
        id=Form.CHIPS, className="chips", role="group", **attributes({"aria-label": say("Filters in force")})
    )
    undo, redo, copy = form.build_undo()
    pin = button(say("Pin to compare"), name={"part": Pattern.PIN, "role": "pin"}, picture="pin")
    actions = html.Div([undo, redo, pin, copy, _export()], className="actions")
    return html.Section(
        [
            html.Div(id=Hotspots.HEADLINE, **attributes({"aria-live": "polite"})),
            html.Div([form.build_opener(), chips, actions], className="toolbar"),
        ],
        className="head",
    )


def _export() -> html.Details:
    summary = html.Summary([icon("download"), html.Span(say("Export"))], className="button")
    return html.Details([summary, html.Div(id=Hotspots.EXPORT, className="menu")], className="menu-opener")
