"""How far records must look to find min_samples others, with the present eps on the curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import plotly.graph_objects as go

from core.hotspots.setting import NUMBERS
from core.language import say
from dashboard.figures import theme

if TYPE_CHECKING:
    from core.hotspots.dbscan.kdistance import KDistance

LOW_M, HIGH_M = NUMBERS["eps_m"].low, NUMBERS["eps_m"].high
CLICKABLE_M = tuple(range(int(LOW_M), int(HIGH_M) + 1, 25))
"""Radii that a click on the curve sets."""


def k_distance_curve(found: KDistance, eps_m: float) -> go.Figure:
    """Draw the share of core records against the radius; a click carries `eps_m=...`.

    Axes are turned against the habit of the paper, so that the control lies along x.
    """
    if len(found.distance_m) == 0:
        return theme.empty(say("No record has so many others within the radius."))
    line = go.Scatter(
        x=found.distance_m.tolist(),
        y=found.share.tolist(),
        mode="lines",
        line={"color": theme.ACCENT, "width": 2},
        hoverinfo="skip",
    )
    core = np.interp(CLICKABLE_M, found.distance_m, found.share, left=0.0).tolist()
    targets = go.Scatter(
        x=list(CLICKABLE_M),
        y=core,
        mode="markers",
        marker={"size": 8, "color": theme.ACCENT, "opacity": 0.45},
        customdata=[f"eps_m={radius}" for radius in CLICKABLE_M],
        hovertemplate=_hover(),
    )
    now = go.Scatter(
        x=[eps_m, eps_m],
        y=[0, 1],
        mode="lines+text",
        line={"color": theme.ACCENT, "width": 2, "dash": "dash"},
        text=[say("eps {value} m", value=f"{eps_m:g}"), ""],
        textposition="top right" if eps_m < HIGH_M / 2 else "top left",
        hoverinfo="skip",
    )
    fig = theme.figure([line, targets, now], x_title=say("Radius (eps), m"), y_title=say("Core records"))
    fig.update_xaxes(range=[0, HIGH_M + 20])
    fig.update_yaxes(range=[0, 1.02], tickformat=".0%")
    return fig


def _hover() -> str:
    point = say("{radius} m: {share} of records are core", radius="%{x}", share="%{y:.0%}")
    return point + "<br>" + say("Click to set it") + theme.NO_NAME


def k_distance_sentence(found: KDistance) -> str:
    """Say what the curve is and where it bends, if it does."""
    least = f"{found.min_samples:,}"
    share = say("Share of records with {least} within the radius, their own included.", least=least)
    if found.knee_m is None:
        knee = say("No knee: the curve has no clear bend.")
    else:
        knee = say("Knee at {knee:.0f} m.", knee=found.knee_m)
    return " ".join((share, knee, say("Click to set eps.")))
