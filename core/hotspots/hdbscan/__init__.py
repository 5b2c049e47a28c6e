"""HDBSCAN of all records, exact, on weighted cells (Campello, Moulavi and Sander, PAKDD 2013).

A cell stands at the mean of its records and counts as that many points there. A hierarchy is
grown for one `min_samples` and cut at any `min_cluster_size`.

Distances of mutual reachability are tied by their nature: a cell with a large core distance is
equally far from all its neighbours. As in the paper, all that is joined at one distance is taken
apart at once, so the labels depend on where the records lie and on nothing else. scikit-learn
takes tied distances one by one, in the order in which its sort leaves them. Then a record whose
core distance is that of a split goes to one side or the other, where here it is noise; records
that are joined at a single distance can pass for a cluster of no stability; and records at
one point can be split among clusters. Where no order of ties can do any of this, both agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.errors import BadParameterError
from core.hotspots.dbscan.components import number_by_size
from core.hotspots.hdbscan.candidates import candidates
from core.hotspots.hdbscan.core_distance import core_distances
from core.hotspots.hdbscan.mass import select, stabilities
from core.hotspots.hdbscan.spanning import walk
from core.hotspots.hdbscan.tree import Condensed, condense_linkage
from core.hotspots.ward.merges import Merges, linkage_of
from core.language import say
from core.places.cells import summarise
from core.places.points import NOISE

if TYPE_CHECKING:
    from core.places.points import Floats, Integers, Labels, Points

__all__ = ["Condensed", "Hierarchy", "candidates", "condense", "cut", "grow", "label", "stabilities"]


class Hierarchy(NamedTuple):
    """Single linkage of m cells by mutual reachability distance."""

    linkage: Floats
    """(m - 1, 4) in SciPy's format: two clusters, distance in metres, cells; lowest first."""
    core_m: Floats
    """(m,) core distances in metres, below which the records of a cell are noise."""
    weight: Integers
    """(m,) records of each cell."""


def label(points: Points, min_samples: int, min_cluster_size: int) -> Labels:
    """Label every place with the cluster of its cell.

    Args:
        min_samples: Records within the core distance of a cell, its own included.
        min_cluster_size: Fewest records of a cluster.

    Returns:
        (n,) clusters from 0, most records first, ties by first cell; noise is -1.

    Raises:
        BadParameterError: No place holds records, or a parameter is too small.
    """
    return cut(grow(points, min_samples), min_cluster_size)[points.cell]


def grow(points: Points, min_samples: int) -> Hierarchy:
    """Join the cells of the points by mutual reachability distance, every record counting once.

    Raises:
        BadParameterError: No place holds records, or `min_samples` is below 1.
    """
    _check("min_samples", min_samples, least=1)
    if len(points.cell) == 0:
        raise BadParameterError(say("No place holds records; widen the selection."))
    x_m, y_m, weight = summarise(points).means
    squared_core = core_distances(x_m, y_m, weight, min_samples)
    order, squared = walk(x_m, y_m, squared_core)
    merges = Merges(np.column_stack((order[:-1], order[1:])), np.sqrt(squared))
    linkage = linkage_of(merges, np.argsort(merges.height, kind="stable"))
    return Hierarchy(linkage, np.sqrt(squared_core), weight.astype(np.int64))


def condense(hierarchy: Hierarchy, min_cluster_size: int) -> Condensed:
    """Return the clusters of enough records, among which `cut` chooses.

    Raises:
        BadParameterError: `min_cluster_size` is below 2.
    """
    _check("min_cluster_size", min_cluster_size, least=2)
    return condense_linkage(hierarchy.linkage, hierarchy.core_m, hierarchy.weight, int(min_cluster_size))


def cut(hierarchy: Hierarchy, min_cluster_size: int) -> Labels:
    """Label the cells (m,) by the clusters with the largest excess of mass.

    Labels run from 0, most records first, ties by first cell; noise is -1. All cells together are
    never a cluster: where nothing splits, all is noise.

    Raises:
        BadParameterError: `min_cluster_size` is below 2.
    """
    tree = condense(hierarchy, min_cluster_size)
    chosen = select(tree.parent, stabilities(tree, hierarchy.weight))[tree.home]
    labels = np.full(len(chosen), NOISE, np.int32)
    inside = np.flatnonzero(chosen >= 0).astype(np.int32)
    group = np.unique(chosen[inside], return_inverse=True)[1].astype(np.int32)
    labels[inside] = number_by_size(group, hierarchy.weight[inside], inside)[group]
    return labels


def _check(name: str, records: int, least: int) -> None:
    if records < least:
        msg = say("{name} is {value}; choose at least {least}.", name=name, value=records, least=least)
        raise BadParameterError(msg)
