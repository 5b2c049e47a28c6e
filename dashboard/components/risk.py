"""A risk level in words, sign and colour, so that no reader depends on the colour."""

from __future__ import annotations

from dash import html

from core.language import say
from dashboard import palette


def badge(level: str) -> html.Span:
    """Show a level, `red`, `yellow` or `green`."""
    return html.Span(f"{palette.RISK_SIGNS[level]} {say(palette.RISK_WORDS[level])}", className=f"risk risk-{level}")
