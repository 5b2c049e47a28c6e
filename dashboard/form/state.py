"""Where a page's state is kept, and the panel that holds its form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import dcc, html

from core.language import say
from dashboard.components.attributes import attributes
from dashboard.components.button import button, icon_button
from dashboard.ids import Form, Pattern, asked_of, rested_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.query import Query


def build_state(page: str, pinned: Query | None = None) -> list[Component]:
    """Build the stores of a page's form."""
    empty = (Form.VALUES, Form.QUERY, Form.RESTED, Form.SETTLED, Form.CHANGE, Form.COUNTS)
    return [
        *(dcc.Store(id=name) for name in empty),
        dcc.Store(id=asked_of(page)),
        dcc.Store(id=rested_of(page)),
        dcc.Store(id=Form.PIN, data=pinned.to_params() if pinned else None),
    ]


def build_panel(title: str, parts: Sequence[Component]) -> html.Aside:
    """Build the panel that holds the form: beside the page, or a sheet over it on a small screen."""
    head = html.Div(
        [html.H2(title), html.Div(_close(), **attributes({"data-closes": Form.PANEL}))], className="sheet-head"
    )
    reset = button(say("Reset everything"), name={"part": Pattern.GO, "role": "reset", "to": ""}, picture="reset")
    return html.Aside(
        html.Div([head, *parts, html.Div(reset, className="controls-end")], className="controls-body"),
        id=Form.PANEL,
        className="controls",
        **attributes({"aria-label": say("Settings and filters")}),
    )


def _close() -> html.Button:
    return icon_button(say("Close the filters"), name={"close": Form.PANEL}, picture="close")
