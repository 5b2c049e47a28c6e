"""The top of the Ward tree with the line that cuts it into zones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import plotly.graph_objects as go

from core.hotspots import ward
from core.hotspots.setting import NUMBERS
from core.language import say, say_many
from dashboard.figures import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.hotspots.ward import Dendrogram, Tree

LEAVES = int(NUMBERS["k"].high) + 1
"""Branches drawn: one more than the largest K, so that every cut of the range can be seen."""
TARGETS = 13
"""Points across the width at which a height can be clicked."""


def dendrogram(tree: Tree, k: int, colours: Sequence[str]) -> go.Figure:
    """Draw the tree; below the cut a branch has the colour of its zone.

    Heights are drawn by their square root: Ward's last merges dwarf all others. A
    click carries the parameter `k=...` of the nearest cut.

    Args:
        tree: Ward's merges of the cells.
        k: Zones that the present cut gives.
        colours: Colour of each zone, by label.
    """
    cells = len(tree.weight)
    if cells == 1:
        return theme.empty(say("One cell holds all records, so there is no tree to cut."))
    top = ward.truncated(tree, LEAVES)
    labels = ward.cut(tree, k)[top.cell]
    at = ward.cut_height(tree, k)
    branches = [
        _branch(top, line, colours[labels[_leaf_under(top, line)]] if top.clusters[line] > k else theme.SECOND)
        for line in range(len(top.x))
    ]
    width = float(len(top.cell) - 1)
    cut = go.Scatter(
        x=[-1.5, width + 0.5],
        y=[at**0.5] * 2,
        mode="lines+text",
        line={"color": theme.ACCENT, "width": 2, "dash": "dash"},
        text=[say_many("{count} zone", "{count} zones", k), ""],
        textposition="top right",
        hoverinfo="skip",
    )
    traces = [*branches, cut, _targets(tree, width)]
    fig = theme.figure(traces, x_title=say("Branches"), y_title=say("Height (square root)"))
    fig.update_xaxes(showticklabels=False)
    fig.update_yaxes(showticklabels=False, rangemode="tozero")
    return fig


def _branch(top: Dendrogram, line: int, colour: str) -> go.Scatter:
    return go.Scatter(
        x=top.x[line].tolist(),
        y=np.sqrt(top.y_m[line]).tolist(),
        mode="lines",
        line={"color": colour, "width": 2},
        hoverinfo="skip",
    )


def _leaf_under(top: Dendrogram, line: int) -> int:
    """Return a leaf below a merge: the branches beneath stand between its feet."""
    return int(np.ceil(top.x[line, 0]))


def _targets(tree: Tree, width: float) -> go.Scatter:
    """Let every cut be clicked, wherever the pointer is across the tree."""
    low, high = int(NUMBERS["k"].low), int(NUMBERS["k"].high)
    ks = range(low, min(high, len(tree.weight)) + 1)
    across = np.linspace(0.0, width, TARGETS).tolist()
    return go.Scatter(
        x=across * len(ks),
        y=[ward.cut_height(tree, k) ** 0.5 for k in ks for _ in across],
        mode="markers",
        marker={"size": 12, "opacity": 0},
        customdata=[f"k={k}" for k in ks for _ in across],
        hovertemplate=say("Cut here: {cut}", cut="%{customdata}") + theme.NO_NAME,
    )
