"""The chart that helps to choose the algorithm's parameter."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from core.hotspots import ward
from core.hotspots.clustering import concentrated
from core.hotspots.dbscan.kdistance import k_distance
from core.hotspots.elbow import elbow
from core.hotspots.setting import K_RANGE, Algorithm
from core.places.selection import points_of, select
from dashboard.figures import elbow as elbows
from dashboard.figures import theme
from dashboard.figures.dendrogram import dendrogram
from dashboard.figures.k_distance import k_distance_curve, k_distance_sentence
from dashboard.maps import palette

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from core.hotspots.answer import Answer
    from core.hotspots.elbow import Elbow
    from core.hotspots.ward import Tree
    from core.places.fold import Fold
    from core.places.selection import Filters


class Curve(NamedTuple):
    """A chart with its title and a sentence under it."""

    title: str
    figure: go.Figure
    sentence: str


def curve(fold: Fold, answer: Answer) -> Curve:
    """Draw what fits the algorithm: elbow, share of core records by radius, or dendrogram."""
    if answer.selection.records == 0:
        return Curve("Curve", theme.empty("No record is on the map."), "")
    match answer.setting.algorithm:
        case Algorithm.KMEANS:
            return _elbow(fold, answer)
        case Algorithm.DBSCAN:
            return _k_distance(fold, answer)
        case Algorithm.HIERARCHICAL:
            return _dendrogram(answer)


@lru_cache(maxsize=8)
def _elbow_of(fold: Fold, filters: Filters, concentration: float) -> Elbow:
    """Fit every K once for a selection; moving K then costs nothing."""
    points, _ = points_of(fold, select(fold, filters).weight)
    return elbow(points, concentration)


def _elbow(fold: Fold, answer: Answer) -> Curve:
    found = _elbow_of(fold, answer.selection.filters, answer.setting.concentration)
    return Curve("Elbow", elbows.elbow_curve(found, answer.setting.k), elbows.elbow_sentence(found))


def _k_distance(fold: Fold, answer: Answer) -> Curve:
    setting = answer.setting
    points, _ = points_of(fold, answer.selection.weight)
    found = k_distance(concentrated(points, setting.concentration), setting.min_samples)
    return Curve("k-distance", k_distance_curve(found, setting.eps_m), k_distance_sentence(found))


def _dendrogram(answer: Answer) -> Curve:
    if answer.tree is None:
        return Curve("Dendrogram", theme.empty("No tree was grown."), "")
    colours = [palette.zone(zone.label) for zone in answer.zones]
    figure = dendrogram(answer.tree, answer.setting.k, colours)
    return Curve("Dendrogram", figure, _lineage(answer.tree, answer.setting.k))


def _lineage(tree: Tree, k: int) -> str:
    """Say which zone the last cut split, and which one the next would."""
    said = ["The top of the Ward tree. Click a height to cut there."]
    if k > K_RANGE[0]:
        (zone, parts) = ward.splits(tree, k)
        said.append(f"Zones {parts[0] + 1} and {parts[1] + 1} are one with {k - 1} zones (number {zone + 1} there).")
    if k < min(K_RANGE[1], len(tree.weight)):
        (zone, parts) = ward.splits(tree, k + 1)
        said.append(f"With {k + 1} zones, zone {zone + 1} splits into numbers {parts[0] + 1} and {parts[1] + 1}.")
    return " ".join(said)
