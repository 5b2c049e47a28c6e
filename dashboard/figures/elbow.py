"""How the inertia of K-Means falls as K grows, with the present K on the curve."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import plotly.graph_objects as go

from core.language import mark, say
from dashboard.figures import theme

if TYPE_CHECKING:
    from core.hotspots.elbow import Elbow


class Unit(NamedTuple):
    """A unit of inertia: how many square metres it is, the title of the axis, and how a value is said and written."""

    square_m: float
    title: str
    value: str
    digits: int


UNITS = (
    Unit(1e12, mark("Inertia, million km²"), mark("{value} million km²"), 2),
    Unit(1e6, mark("Inertia, km²"), mark("{value} km²"), 1),
    Unit(1.0, mark("Inertia, m²"), mark("{value} m²"), 0),
)
"""Largest first."""


def elbow_curve(elbow: Elbow, k: int) -> go.Figure:
    """Draw inertia against K; a click on a point carries the parameter `k=...`."""
    if not elbow.k:
        return theme.empty(say("No record is on the map, so there is no curve."))
    unit = _unit(elbow)
    inertia = [square_m / unit.square_m for square_m in elbow.inertia]
    line = go.Scatter(
        x=list(elbow.k),
        y=inertia,
        mode="lines+markers",
        line={"color": theme.ACCENT, "width": 2},
        marker={"size": 8},
        customdata=[f"k={value}" for value in elbow.k],
        hovertemplate=_hover(unit),
    )
    marks = [
        (elbow.knee, say("Knee"), "diamond-open"),
        (k if k in elbow.k else None, say("K = {value}", value=k), "circle"),
    ]
    here = [
        go.Scatter(
            x=[at],
            y=[inertia[elbow.k.index(at)]],
            mode="markers+text",
            text=[text],
            textposition="top right",
            marker={"size": 14, "symbol": symbol, "color": theme.ACCENT, "line": {"width": 2}},
            hoverinfo="skip",
        )
        for at, text, symbol in marks
        if at is not None
    ]
    return theme.figure([line, *here], x_title=say("Zones (K)"), y_title=say(unit.title))


def _unit(elbow: Elbow) -> Unit:
    """Choose the largest unit in which the curve does not end in zeros."""
    return next((unit for unit in UNITS if max(elbow.inertia) >= unit.square_m), UNITS[-1])


def _hover(unit: Unit) -> str:
    inertia = say(unit.value, value=f"%{{y:,.{unit.digits}f}}")
    point = say("K = {k}: inertia {inertia}", k="%{x}", inertia=inertia)
    return point + "<br>" + say("Click to set it") + theme.NO_NAME


def elbow_sentence(elbow: Elbow) -> str:
    """Say where the knee is, or that there is none."""
    if not elbow.k:
        return ""
    if elbow.knee is None:
        return say("No knee: the curve falls smoothly, so it does not choose K. Click a point to set K.")
    return say("The curve bends at K = {knee}. Click a point to set K.", knee=elbow.knee)
