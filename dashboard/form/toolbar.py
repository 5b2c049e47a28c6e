"""Buttons that every form has: open it on a small screen, undo and redo, copy the link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from core.language import say
from dashboard.components.attributes import attributes
from dashboard.components.button import button, icon_button
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
    """Build the buttons that take the last change back, that bring it again, and that copy the address."""
    copied, failed = say("Link copied."), say("Copy the address from the address bar: {url}", url="{url}")
    copy = html.Span(
        button(say("Copy link"), name=Form.COPY, picture="link"),
        **attributes({"data-copied": copied, "data-failed": failed}),
    )
    return [
        _travels(button(say("Undo"), name=Form.UNDO, picture="undo", title=say("Undo (Ctrl+Z)"), disabled=True), -1),
        _travels(icon_button(say("Redo (Ctrl+Y)"), name=Form.REDO, picture="redo", disabled=True), 1),
        copy,
    ]


def _travels(child: html.Button, steps: int) -> html.Span:
    """Let a button go through the browser's history (`assets/history.js`), once there is something."""
    return html.Span(child, **attributes({"data-travels": str(steps)}))
