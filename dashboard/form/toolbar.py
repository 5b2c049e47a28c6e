"""Buttons that every form has: open it on a small screen, undo, copy the link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from core.language import say
from dashboard.components.attributes import attributes
from dashboard.components.button import button
from dashboard.components.icon import icon
from dashboard.ids import Form

if TYPE_CHECKING:
    from dash.development.base_component import Component


def build_opener() -> html.Button:
    """Build the button that opens the form where it does not stand beside the page."""
    return html.Button(
        [icon("filters"), html.Span(say("Filters"))],
        className="button sheet-opener",
        type="button",
        **attributes({"data-opens": Form.PANEL, "aria-expanded": "false"}),
    )


def build_undo() -> list[Component]:
    """Build the buttons that take the last change back and that copy the address."""
    copied, failed = say("Link copied."), say("Copy the address from the address bar: {url}", url="{url}")
    copy = html.Span(
        button(say("Copy link"), name=Form.COPY, picture="link"),
        **attributes({"data-copied": copied, "data-failed": failed}),
    )
    return [button(say("Undo"), name=Form.UNDO, picture="undo"), copy]
