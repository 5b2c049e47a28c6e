"""How much lies in a zone, and in how many, as the smallest zone grows; with the present size on the curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from core.language import say, say_many
from dashboard.figures import theme

if TYPE_CHECKING:
    from core.hotspots.hdbscan.sizes import Sizes


def cluster_size_curve(found: Sizes, min_cluster_size: int) -> go.Figure:
    """Draw coverage against the smallest zone; a click on a point carries `min_cluster_size=...`."""
    if len(found.min_cluster_size) == 0:
        return theme.empty(say("No record is on the map, so there is no curve."))
    sizes = found.min_cluster_size.tolist()
    line = go.Scatter(
        x=sizes,
        y=found.coverage.tolist(),
        mode="lines+markers+text",
        line={"color": theme.ACCENT, "width": 2},
        marker={"size": 8},
        text=[str(n) if place % 3 == 0 else "" for place, n in enumerate(found.clusters.tolist())],
        textposition="bottom center",
        customdata=[f"min_cluster_size={size}" for size in sizes],
        hovertemplate=[_hover(*each) for each in zip(found.clusters.tolist(), found.coverage.tolist(), strict=True)],
    )
    now = go.Scatter(
        x=[min_cluster_size, min_cluster_size],
        y=[0, 1],
        mode="lines",
        line={"color": theme.ACCENT, "width": 2, "dash": "dash"},
        hoverinfo="skip",
    )
    titles = {"x_title": say("Smallest zone, records"), "y_title": say("Records in a zone")}
    fig = theme.figure([line, now], **titles)
    fig.update_xaxes(type="log")
    fig.update_yaxes(range=[0, 1.02], tickformat=".0%")
    return fig


def _hover(clusters: int, coverage: float) -> str:
    zones = say_many(
        "At least {size} records: {count} zone holds {share}",
        "At least {size} records: {count} zones hold {share}",
        clusters,
        size="%{x:,}",
        share=f"{coverage:.0%}",
    )
    return zones + "<br>" + say("Click to set it") + theme.NO_NAME


def cluster_size_sentence(found: Sizes) -> str:
    """Say what the curve shows."""
    if len(found.min_cluster_size) == 0:
        return ""
    return say_many(
        "Share of the records that lie in a zone, and the number of zones below the line, where {count} record around "
        "a place makes it dense. Click a point to set the smallest zone.",
        "Share of the records that lie in a zone, and the number of zones below the line, where {count} records around "
        "a place make it dense. Click a point to set the smallest zone.",
        found.min_samples,
    )
