"""A risk level in words, sign and colour, so that no reader depends on the colour."""

from __future__ import annotations

from dash import html

from dashboard.components.attributes import attributes
from dashboard.maps import palette


def badge(level: str) -> html.Span:
    """Show a level, `red`, `yellow` or `green`."""
    sign = html.Span(palette.RISK_SIGNS[level], **attributes({"aria-hidden": "true"}))
    return html.Span([sign, palette.RISK_WORDS[level]], className=f"risk risk-{level}")
