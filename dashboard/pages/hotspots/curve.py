"""The chart that helps to choose the algorithm's parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from core.hotspots import ward
from core.hotspots.clustering import concentrated
from core.hotspots.dbscan.kdistance import k_distance
from core.hotspots.elbow import elbow
from core.hotspots.hdbscan.sizes import sizes_of
from core.hotspots.methods import Chart, method_of
from core.hotspots.setting import NUMBERS
from core.language import say, say_many
from core.places.selection import points_of, select
from dashboard import palette
from dashboard.figures import theme
from dashboard.figures.cluster_sizes import cluster_size_curve, cluster_size_sentence
from dashboard.figures.dendrogram import dendrogram
from dashboard.figures.elbow import elbow_curve, elbow_sentence
from dashboard.figures.k_distance import k_distance_curve, k_distance_sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    import plotly.graph_objects as go

    from core.hotspots.answer import Answer
    from core.hotspots.elbow import Elbow
    from core.hotspots.ward import Tree
    from core.places.fold import Fold
    from core.places.selection import Filters
    from dashboard.answers import Answers
    from dashboard.source import Source


class Curve(NamedTuple):
    """A chart with its title and a sentence under it."""

    title: str
    figure: go.Figure
    sentence: str


def curve(answers: Answers, source: Source, answer: Answer) -> Curve:
    """Draw what fits the algorithm."""
    if answer.selection.records == 0:
        return Curve(say("Curve"), theme.empty(say("No record is on the map.")), "")
    return CHARTS[method_of(answer.setting).chart](answers, source, answer)


def _elbow(answers: Answers, source: Source, answer: Answer) -> Curve:
    """Fit every K once for a selection; moving K then costs nothing."""
    found = answers.get(source, elbow_of, answer.selection.filters, answer.setting.concentration)
    return Curve(say("Elbow"), elbow_curve(found, answer.setting.k), elbow_sentence(found))


def elbow_of(fold: Fold, filters: Filters, concentration: float) -> Elbow:
    """Fit every K to a selection."""
    points, _ = points_of(fold, select(fold, filters).weight)
    return elbow(points, concentration)


def _k_distance(_answers: Answers, source: Source, answer: Answer) -> Curve:
    setting = answer.setting
    points, _ = points_of(source.fold, answer.selection.weight)
    found = k_distance(concentrated(points, setting.concentration), setting.min_samples)
    return Curve(say("k-distance"), k_distance_curve(found, setting.eps_m), k_distance_sentence(found))


def _dendrogram(_answers: Answers, _source: Source, answer: Answer) -> Curve:
    if answer.tree is None:
        return Curve(say("Dendrogram"), theme.empty(say("No tree was grown.")), "")
    colours = [palette.zone(zone.colour) for zone in answer.zones]
    figure = dendrogram(answer.tree, answer.setting.k, colours)
    return Curve(say("Dendrogram"), figure, _lineage(answer.tree, answer))


def _cluster_sizes(answers: Answers, source: Source, answer: Answer) -> Curve:
    setting = answer.setting
    found = answers.get(source, sizes_of, answer.selection.filters, setting.concentration, setting.min_samples)
    return Curve(
        say("Smallest zone"), cluster_size_curve(found, setting.min_cluster_size), cluster_size_sentence(found)
    )


CHARTS: dict[Chart, Callable[[Answers, Source, Answer], Curve]] = {
    Chart.ELBOW: _elbow,
    Chart.K_DISTANCE: _k_distance,
    Chart.DENDROGRAM: _dendrogram,
    Chart.CLUSTER_SIZES: _cluster_sizes,
}
"""How each method's chart is drawn."""


def _lineage(tree: Tree, answer: Answer) -> str:
    """Say which zone the last cut split, and which one the next would."""
    said, k = [say("The top of the Ward tree. Click a height to cut there.")], answer.setting.k
    if k > NUMBERS["k"].low:
        first, second = sorted(int(answer.numbers[part]) for part in ward.splits(tree, k).parts)
        said.append(
            say_many(
                "Zones {first} and {second} are one with {count} zone.",
                "Zones {first} and {second} are one with {count} zones.",
                k - 1,
                first=first,
                second=second,
            )
        )
    if k < min(NUMBERS["k"].high, len(tree.weight)):
        zone = int(answer.numbers[ward.splits(tree, k + 1).zone])
        said.append(
            say_many(
                "With {count} zone, zone {zone} splits in two.",
                "With {count} zones, zone {zone} splits in two.",
                k + 1,
                zone=zone,
            )
        )
    return " ".join(said)
