"""Icons of `assets/icons.css`, for the eye only."""

from __future__ import annotations

from dash import html

from dashboard.components.attributes import attributes


def icon(name: str) -> html.Span:
    """Draw an icon in the colour of the text beside it; screen readers skip it."""
    return html.Span(className=f"icon icon-{name}", **attributes({"aria-hidden": "true"}))
