"""Silhouette of all records (Rousseeuw 1987), without the distances between all of them.

A record's a is its mean distance to the others of its cluster, b the least mean distance to another cluster, and its
silhouette (b - a) / max(a, b). Sums run over groups of places (core/hotspots/groups.py) instead of records; a group
that is wide beside a and b is divided until it is narrow, down to single places, and the places of a group take the
plane that touches its a and b. Only clusters that can hold the least mean distance are summed.

The result is exact when no cluster has more than `groups.UNFOLDED` places; otherwise tests hold the mean absolute error
of a record to 2e-3.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numba
import numpy as np

from core.hotspots.scores.groups import STACK, Clusters, Grouping, Groups, Sorted, centre, group, halve, middle
from core.threads import run_chunks

if TYPE_CHECKING:
    from core.places.points import Floats, Integers, Labels, Points

WIDTH = 1e-2
"""Largest squared radius of places that share a plane, as a share of a times b."""
FAST = {"reassoc", "contract", "arcp", "nsz"}
"""Freedom to reorder sums, which lets them run in vector registers; infinities and NaN keep their meaning."""


class Silhouette(NamedTuple):
    """How much nearer records lie to their own cluster than to the next."""

    mean: float | None
    """Of all labelled records, -1..1; None with fewer than two clusters or when every record is its own."""
    of_place: Floats
    """(n,) of the records at each place; NaN without a label, and everywhere when the mean is None."""


class Rivals(NamedTuple):
    """Clusters that can be nearest to some place of a run."""

    clusters: Integers
    """(r,)"""
    planes: Floats
    """Room for (r, 3): mean distance to each at the mean of the run, its slope to the east and to the north."""


def silhouette(points: Points, labels: Labels) -> Silhouette:
    """Score every labelled record by all others, as scikit-learn does with each place repeated weight times.

    A record alone in its cluster scores 0; records at one place have distance 0.

    Args:
        labels: (n,) cluster of each place; below 0 it is left out.
    """
    of_place = np.full(len(labels), np.nan)
    records = np.bincount(labels[labels >= 0], weights=points.weight[labels >= 0])
    if np.count_nonzero(records) < 2 or records.max() <= 1:  # noqa: PLR2004 (a pair to choose between)
        return Silhouette(None, of_place)
    fold = group(points, labels)
    scores = np.empty(len(fold.places.x))
    run_chunks(partial(_score_groups, fold, scores), len(fold.groups.x), work=len(scores))
    of_place[fold.places.order] = scores
    return Silhouette(float(np.average(scores, weights=fold.places.weight)), of_place)


@numba.njit(nogil=True, cache=True)
def _score_groups(fold: Grouping, scores: Floats, first: int, last: int) -> None:
    """Score the places of the groups from `first` up to but not including `last`."""
    groups, k = fold.groups, len(fold.clusters.x)
    rivals, planes = np.zeros(k, np.int64), np.empty((k, 3))
    stack = np.empty((STACK, 2), np.int64)
    own = int(np.searchsorted(groups.start, first, side="right")) - 1
    for g in range(first, last):
        while groups.start[own + 1] <= g:
            own += 1
        low, high = int(groups.begin[g]), int(groups.begin[g + 1])
        if fold.clusters.weight[own] <= 1.0:
            scores[low] = 0.0
            continue
        radius = _radius(fold.places, low, high, groups.x[g], groups.y[g])
        count = _find_rivals(fold.clusters, own, groups.x[g], groups.y[g], radius, rivals)
        stack[0, 0], stack[0, 1], depth = low, high, 1
        while depth:
            depth -= 1
            low, high = int(stack[depth, 0]), int(stack[depth, 1])
            if not _score_run(fold, own, low, high, Rivals(rivals[:count], planes), scores):
                depth = halve(stack, depth, middle(fold.places.code, low, high))


@numba.njit(nogil=True, cache=True)
def _radius(places: Sorted, low: int, high: int, x: float, y: float) -> float:
    """Return the distance from a point to the farthest place of a run."""
    square = 0.0
    for i in range(low, high):
        square = max(square, (places.x[i] - x) ** 2 + (places.y[i] - y) ** 2)
    return np.sqrt(square)


@numba.njit(nogil=True, cache=True)
def _find_rivals(clusters: Clusters, own: int, x: float, y: float, radius: float, rivals: Integers) -> int:
    """Write the clusters that may be nearest in the mean to a place within `radius` of a point; return their number.

    The mean distance to a cluster lies between the distance to its mean (Jensen) and the root of its mean square, so
    only cells of the mesh up to the least upper bound are looked at. The first of the last call's is a good guess.
    """
    best = _upper(clusters, rivals[0] if rivals[0] != own else (own + 1) % len(clusters.x), x, y)
    # A metre and a thousandth more: rounding must not lose a cluster on the very edge.
    reach = 1.001 * (best + 2.0 * radius) + 1.0
    mesh, count = clusters.mesh, 0
    west, east = _cells(x - reach - mesh.west, x + reach - mesh.west, mesh.size, mesh.columns)
    south, north = _cells(y - reach - mesh.south, y + reach - mesh.south, mesh.size, mesh.rows)
    for row in range(south * mesh.columns, (north + 1) * mesh.columns, mesh.columns):
        for c in range(mesh.first[row + west], mesh.first[row + east + 1]):
            if c != own:
                best = min(best, _upper(clusters, c, x, y))
                rivals[count] = c
                count += 1
    kept = 0
    for r in range(count):
        if _lower(clusters, rivals[r], x, y) <= best + 2.0 * radius:
            rivals[kept] = rivals[r]
            kept += 1
    _sort_by_upper(clusters, x, y, rivals[:kept])
    return kept


@numba.njit(nogil=True, cache=True)
def _cells(low: float, high: float, size: float, count: int) -> tuple[int, int]:
    """Return the first and the last of `count` cells that an interval meets, or the ones nearest to it."""
    first = min(max(low / size, 0.0), count - 1.0)
    last = min(max(high / size, 0.0), count - 1.0)
    return int(first), int(last)


@numba.njit(nogil=True, cache=True)
def _upper(clusters: Clusters, c: int, x: float, y: float) -> float:
    """Return the root mean square distance to a cluster."""
    return np.sqrt((clusters.x[c] - x) ** 2 + (clusters.y[c] - y) ** 2 + clusters.spread[c])


@numba.njit(nogil=True, cache=True)
def _lower(clusters: Clusters, c: int, x: float, y: float) -> float:
    """Return a distance that the mean distance to a cluster is not below."""
    # The same root as in the upper bound: a cluster of one place must not be rounded above it.
    return max(np.sqrt((clusters.x[c] - x) ** 2 + (clusters.y[c] - y) ** 2), clusters.least[c])


@numba.njit(nogil=True, cache=True)
def _sort_by_upper(clusters: Clusters, x: float, y: float, rivals: Integers) -> None:
    """Put the likely nearest first, so that the others are seldom summed."""
    for count in range(1, len(rivals)):
        c, to = rivals[count], count
        upper = _upper(clusters, c, x, y)
        while to > 0 and _upper(clusters, rivals[to - 1], x, y) > upper:
            rivals[to] = rivals[to - 1]
            to -= 1
        rivals[to] = c


@numba.njit(nogil=True, cache=True)
def _score_run(fold: Grouping, own: int, low: int, high: int, rivals: Rivals, scores: Floats) -> bool:
    """Score a run of places by the planes that touch a and b at its mean; refuse when it is too wide for planes."""
    places, groups, planes = fold.places, fold.groups, rivals.planes
    x, y, variance = centre(places, low, high)
    radius = _radius(places, low, high, x, y)
    a, a_east, a_north = _mean_distance(groups, groups.start[own], groups.start[own + 1], x, y, variance)
    # The sum holds the record itself at distance 0; the mean is over the others.
    others = fold.clusters.weight[own] / (fold.clusters.weight[own] - 1.0)
    b, count = np.inf, 0
    for c in rivals.clusters:
        if _lower(fold.clusters, c, x, y) <= b + 2.0 * radius:
            planes[count] = _mean_distance(groups, groups.start[c], groups.start[c + 1], x, y, variance)
            b = min(b, planes[count, 0])
            count += 1
    if high - low > 1 and radius * radius > WIDTH * a * b:
        return False
    for i in range(low, high):
        east, north = places.x[i] - x, places.y[i] - y
        inner = others * max(a + a_east * east + a_north * north, 0.0)
        outer = np.inf
        for p in range(count):
            outer = min(outer, max(planes[p, 0] + planes[p, 1] * east + planes[p, 2] * north, 0.0))
        widest = max(inner, outer)
        scores[i] = (outer - inner) / widest if widest > 0.0 else 0.0
    return True


@numba.njit(nogil=True, cache=True)
def _mean_distance(
    groups: Groups, start: int, stop: int, x: float, y: float, variance: float
) -> tuple[float, float, float]:
    """Return the mean distance from a run of places to a run of groups, and how it grows to the east and the north.

    The distance of two groups is the root of their means' squared distance plus their variances: to second order
    the mean distance of their records, were both as wide as long; directions even out over the groups of a cluster.
    """
    if variance > 0.0:
        return _sloped_sum(groups, start, stop, x, y, variance)
    return _plain_sum(groups, start, stop, x, y), 0.0, 0.0


@numba.njit(nogil=True, cache=True, fastmath=FAST)
def _plain_sum(groups: Groups, start: int, stop: int, x: float, y: float) -> float:
    """Return the mean distance from a point to the groups."""
    total = weight = 0.0
    for g in range(start, stop):
        square = (groups.x[g] - x) ** 2 + (groups.y[g] - y) ** 2 + groups.variance[g]
        total += groups.weight[g] * np.sqrt(square)
        weight += groups.weight[g]
    return total / weight


@numba.njit(nogil=True, cache=True, fastmath=FAST)
def _sloped_sum(
    groups: Groups, start: int, stop: int, x: float, y: float, variance: float
) -> tuple[float, float, float]:
    """Return the mean distance from a run of places to the groups, and its slopes."""
    total = weight = to_east = to_north = 0.0
    for g in range(start, stop):
        east, north = x - groups.x[g], y - groups.y[g]
        distance = np.sqrt(east * east + north * north + groups.variance[g] + variance)
        share = groups.weight[g] / distance
        total += groups.weight[g] * distance
        weight += groups.weight[g]
        to_east += share * east
        to_north += share * north
    return total / weight, to_east / weight, to_north / weight
