"""How the inertia of K-Means falls as K grows, with the present K on the curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from dashboard.figures import theme

if TYPE_CHECKING:
    from core.hotspots.elbow import Elbow


def elbow_curve(elbow: Elbow, k: int) -> go.Figure:
    """Draw inertia against K; a click on a point carries the parameter `k=...`."""
    if not elbow.k:
        return theme.empty("No record is on the map, so there is no curve.")
    line = go.Scatter(
        x=list(elbow.k),
        y=list(elbow.inertia),
        mode="lines+markers",
        line={"color": theme.ACCENT, "width": 2},
        marker={"size": 8},
        customdata=[f"k={value}" for value in elbow.k],
        hovertemplate="K = %{x}: inertia %{y:.3s} m²<br>Click to set it<extra></extra>",
    )
    marks = [(elbow.knee, "Knee", "diamond-open"), (k if k in elbow.k else None, f"K = {k}", "circle")]
    here = [
        go.Scatter(
            x=[at],
            y=[elbow.inertia[elbow.k.index(at)]],
            mode="markers+text",
            text=[text],
            textposition="top right",
            marker={"size": 14, "symbol": symbol, "color": theme.ACCENT, "line": {"width": 2}},
            hoverinfo="skip",
        )
        for at, text, symbol in marks
        if at is not None
    ]
    return theme.figure([line, *here], x_title="Zones (K)", y_title="Inertia, m²")


def elbow_sentence(elbow: Elbow) -> str:
    """Say where the knee is, or that there is none."""
    if not elbow.k:
        return ""
    if elbow.knee is None:
        return "No knee: the curve falls smoothly, so it does not choose K. Click a point to set K."
    return f"The curve bends at K = {elbow.knee}. Click a point to set K."
