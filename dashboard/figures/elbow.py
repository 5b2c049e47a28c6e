"""How the inertia of K-Means falls as K grows, with the present K on the curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from core.language import say
from dashboard.figures import theme

if TYPE_CHECKING:
    from core.hotspots.elbow import Elbow


def elbow_curve(elbow: Elbow, k: int) -> go.Figure:
    """Draw inertia against K; a click on a point carries the parameter `k=...`."""
    if not elbow.k:
        return theme.empty(say("No record is on the map, so there is no curve."))
    line = go.Scatter(
        x=list(elbow.k),
        y=list(elbow.inertia),
        mode="lines+markers",
        line={"color": theme.ACCENT, "width": 2},
        marker={"size": 8},
        customdata=[f"k={value}" for value in elbow.k],
        hovertemplate=_hover(),
    )
    marks = [
        (elbow.knee, say("Knee"), "diamond-open"),
        (k if k in elbow.k else None, say("K = {value}", value=k), "circle"),
    ]
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
    return theme.figure([line, *here], x_title=say("Zones (K)"), y_title=say("Inertia, m²"))


def _hover() -> str:
    point = say("K = {k}: inertia {inertia} m²", k="%{x}", inertia="%{y:.3s}")
    return point + "<br>" + say("Click to set it") + theme.NO_NAME


def elbow_sentence(elbow: Elbow) -> str:
    """Say where the knee is, or that there is none."""
    if not elbow.k:
        return ""
    if elbow.knee is None:
        return say("No knee: the curve falls smoothly, so it does not choose K. Click a point to set K.")
    return say("The curve bends at K = {knee}. Click a point to set K.", knee=elbow.knee)
