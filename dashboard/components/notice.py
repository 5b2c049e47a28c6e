"""A sentence that stands in the place of what cannot be shown, or at the edge of the screen."""

from __future__ import annotations

from dash import html

from dashboard.components.icon import icon


def notice(sentence: str, *, kind: str = "info") -> html.Div:
    """Say something beside what it is about; `kind` is `info` or `danger`."""
    picture = "info" if kind == "info" else "alert"
    return html.Div([icon(picture), html.P(sentence)], className=f"notice notice-{kind}")


def page_notice(title: str, sentence: str) -> html.Section:
    """Fill a page that has nothing else to show."""
    return html.Section([html.H1(title), html.P(sentence)], className="page-notice")
