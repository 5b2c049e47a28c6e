"""Buttons: an icon and a word, or an icon with a name for those who cannot see it."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components.attributes import attributes
from dashboard.components.icon import icon


def button(
    label: str,
    *,
    name: str | dict[str, Any],
    picture: str | None = None,
    title: str | None = None,
    disabled: bool = False,
) -> html.Button:
    """Build a button: a word, with an icon before it if there is a `picture`."""
    children = [icon(picture), html.Span(label)] if picture else [html.Span(label)]
    return html.Button(children, id=name, className="button", type="button", title=title, disabled=disabled)


def icon_button(label: str, *, name: str | dict[str, Any], picture: str, disabled: bool = False) -> html.Button:
    """Build a button that shows only an icon; `label` is its spoken name and its tooltip."""
    return html.Button(
        icon(picture),
        id=name,
        className="button button-icon",
        type="button",
        title=label,
        disabled=disabled,
        **attributes({"aria-label": label}),
    )
