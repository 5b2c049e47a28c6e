"""One look for all charts.

The ground is transparent and text, lines and grids take their colours from
`assets/charts.css`, so that a chart follows light and dark without being drawn again.
"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from dashboard import tokens

ACCENT = tokens.colour("chart")
"""Legible on the light and on the dark surface."""
SECOND = tokens.colour("noise")
NO_NAME = "<extra></extra>"
"""Ends a hover text without the trace's name."""
FONT = "Inter, system-ui, sans-serif"


def figure(traces: list[go.Scatter | go.Bar], *, x_title: str, y_title: str) -> go.Figure:
    """Lay traces out in the house's style."""
    axis: dict[str, Any] = {"zeroline": False, "ticks": "", "title": {"standoff": 6}}
    layout = go.Layout(
        margin={"l": 54, "r": 12, "t": 8, "b": 40},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 12},
        showlegend=False,
        hovermode="closest",
        hoverlabel={"font": {"family": FONT, "size": 12}},
        xaxis={**axis, "title": {"text": x_title, "standoff": 6}, "showgrid": False},
        yaxis={**axis, "title": {"text": y_title, "standoff": 6}, "nticks": 5},
        template="none",
        dragmode=False,
    )
    return go.Figure(data=traces, layout=layout)


def empty(message: str) -> go.Figure:
    """Say in a chart's place why there is none."""
    fig = figure([], x_title="", y_title="")
    fig.update_xaxes(visible=False)
    fig.update_yaxes(visible=False)
    fig.add_annotation(text=message, showarrow=False, x=0.5, y=0.5, xref="paper", yref="paper", font={"size": 13})
    return fig


def prepare() -> None:
    """Let plotly load what it loads with the first chart: the parts of a figure that charts here are made of."""
    empty("").add_scatter(line={"width": 1}, marker={"line": {"width": 1}})
