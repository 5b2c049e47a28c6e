"""Clusters folded into groups of places that lie close together.

Within a cluster the places are sorted along a Morton curve, so every square of a quadtree is a run of the sorted
places and its weight, mean and spread are differences of running sums. A run becomes a group when it weighs and
spreads little beside its cluster: a cluster of a few blocks keeps its single places, a city-wide one is folded to
some hundred groups, and a busy corner is folded finer than a quiet district.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numba
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.places.points import Floats, Integers, Labels, Points

UNFOLDED = 64
"""A cluster of at most this many places keeps each of them as a group of its own."""
SHARE = 2e-4
"""Largest weight times spread of a group, as a share of its cluster's."""
STACK = 128
"""Pending halves while a run is divided: at most one for each of 32 bits and 64 halvings."""
DIGIT = 11
"""Bits that one pass of the radix sort looks at."""


class Sorted(NamedTuple):
    """Labelled places by cluster, then along the Morton curve; clusters by the easting of their means."""

    order: Integers
    """(p,) index among all places."""
    x: Floats
    """(p,) metres east of the mean of all labelled records."""
    y: Floats
    """(p,) metres north of it."""
    weight: Floats
    """(p,) records."""
    code: NDArray[np.uint32]
    """(p,) position on the curve, 16 bits a coordinate."""
    sums: Floats
    """(p + 1, 4) running sums of weight, weight x, weight y, weight (x² + y²)."""
    start: Integers
    """(k + 1,) where each cluster begins."""


class Groups(NamedTuple):
    """Runs of the sorted places that stand for their places when seen from elsewhere."""

    begin: Integers
    """(g + 1,) where each group begins among the sorted places."""
    x: Floats
    """(g,) mean of its records in metres."""
    y: Floats
    weight: Floats
    """(g,) records."""
    variance: Floats
    """(g,) half the trace of the covariance of its records, square metres."""
    start: Integers
    """(k + 1,) first group of each cluster."""


class Clusters(NamedTuple):
    """Each cluster as a whole, by the easting of its mean."""

    x: Floats
    """(k,) mean of its records in metres."""
    y: Floats
    weight: Floats
    """(k,) records."""
    spread: Floats
    """(k,) trace of the covariance of its records, square metres."""
    least: Floats
    """(k,) no point on the ground has a smaller mean distance to its records, in metres."""


class Fold(NamedTuple):
    """A clustering at three scales."""

    places: Sorted
    groups: Groups
    clusters: Clusters


def fold(points: Points, labels: Labels) -> Fold:
    """Fold the places whose label is at least 0; there must be one."""
    places = _sort(points, labels)
    begin, start = _divide(places.code, places.sums, places.start)
    groups = Groups(begin, *_moments(places, begin), start)
    x, y, weight, variance = _moments(places, places.start)
    return Fold(places, groups, Clusters(x, y, weight, 2.0 * variance, _least_distances(groups, x, y, weight)))


def _sort(points: Points, labels: Labels) -> Sorted:
    """Sort the labelled places by cluster and along the Morton curve."""
    chosen = np.flatnonzero(labels >= 0)
    weight = points.weight[chosen].astype(np.float64)
    x, y = (v[chosen] - np.average(v[chosen], weights=weight) for v in (points.x_m, points.y_m))
    cluster = _rank_by_easting(labels[chosen], x, weight)
    code = _codes(x, y)
    start = np.concatenate(([0], np.cumsum(np.bincount(cluster))))
    order = _order(code, cluster, start)
    x, y, weight = x[order], y[order], weight[order]
    return Sorted(chosen[order], x, y, weight, code[order], _running_sums(x, y, weight), start)


def _rank_by_easting(labels: Labels, x: Floats, weight: Floats) -> Integers:
    """Number the clusters 0..k-1 by the easting of their means."""
    records = np.bincount(labels, weights=weight)
    used = np.flatnonzero(records)
    mean = np.bincount(labels, weights=weight * x)[used] / records[used]
    rank = np.empty(len(records), np.int64)
    rank[used[np.argsort(mean, kind="stable")]] = np.arange(len(used))
    return rank[labels]


def _moments(places: Sorted, begin: Integers) -> tuple[Floats, Floats, Floats, Floats]:
    """Return mean x, mean y, weight and half the trace of the covariance of each run."""
    weight, x, y, square = np.diff(places.sums[begin], axis=0).T
    x, y = x / weight, y / weight
    variance = np.maximum(square / weight - x * x - y * y, 0.0) / 2.0
    single = np.flatnonzero(np.diff(begin) == 1)
    # Differences of sums are rounded; a single place is known.
    at = begin[single]
    x[single], y[single], weight[single], variance[single] = places.x[at], places.y[at], places.weight[at], 0.0
    return x, y, weight, variance


@numba.njit(nogil=True, cache=True)
def _codes(x: Floats, y: Floats) -> NDArray[np.uint32]:
    """Interleave 16 bits of each coordinate."""
    west, south = x.min(), y.min()
    side = max(x.max() - west, y.max() - south)
    scale = 65535.0 / side if side > 0.0 else 0.0
    codes = np.empty(len(x), np.uint32)
    for i in range(len(x)):
        east, north = np.uint32((x[i] - west) * scale), np.uint32((y[i] - south) * scale)
        codes[i] = _spaced(east) | (_spaced(north) << np.uint32(1))
    return codes


@numba.njit(nogil=True, cache=True)
def _spaced(bits: np.uint32) -> np.uint32:
    """Put a zero between each two of 16 bits."""
    bits = (bits | (bits << np.uint32(8))) & np.uint32(0x00FF00FF)
    bits = (bits | (bits << np.uint32(4))) & np.uint32(0x0F0F0F0F)
    bits = (bits | (bits << np.uint32(2))) & np.uint32(0x33333333)
    return (bits | (bits << np.uint32(1))) & np.uint32(0x55555555)


@numba.njit(nogil=True, cache=True)
def _order(code: NDArray[np.uint32], cluster: Integers, start: Integers) -> Integers:
    """Return the order by cluster, then code: a radix sort, a tenth of the time of a sort by comparison."""
    order = np.arange(len(code))
    for shift in range(0, 32, DIGIT):
        digits = ((code >> np.uint32(shift)) & np.uint32((1 << DIGIT) - 1)).astype(np.int64)
        order = _spread(order, digits, np.concatenate((np.zeros(1, np.int64), np.cumsum(np.bincount(digits)))))
    return _spread(order, cluster, start)


@numba.njit(nogil=True, cache=True)
def _spread(order: Integers, key: Integers, start: Integers) -> Integers:
    """Return the order by key, with the given order kept among equals; keys begin where `start` says."""
    free = start.copy()
    spread = np.empty_like(order)
    for at in range(len(order)):
        i = order[at]
        spread[free[key[i]]] = i
        free[key[i]] += 1
    return spread


@numba.njit(nogil=True, cache=True)
def _running_sums(x: Floats, y: Floats, weight: Floats) -> Floats:
    """Return (p + 1, 4) sums of weight, weight x, weight y and weight (x² + y²) before each place."""
    sums = np.zeros((len(x) + 1, 4))
    for i in range(len(x)):
        sums[i + 1, 0] = sums[i, 0] + weight[i]
        sums[i + 1, 1] = sums[i, 1] + weight[i] * x[i]
        sums[i + 1, 2] = sums[i, 2] + weight[i] * y[i]
        sums[i + 1, 3] = sums[i, 3] + weight[i] * (x[i] * x[i] + y[i] * y[i])
    return sums


@numba.njit(nogil=True, cache=True)
def spread_of(sums: Floats, low: int, high: int) -> float:
    """Return the trace of the covariance of a run of places, in square metres."""
    weight = sums[high, 0] - sums[low, 0]
    x = (sums[high, 1] - sums[low, 1]) / weight
    y = (sums[high, 2] - sums[low, 2]) / weight
    return max((sums[high, 3] - sums[low, 3]) / weight - x * x - y * y, 0.0)


@numba.njit(nogil=True, cache=True)
def middle(code: NDArray[np.uint32], low: int, high: int) -> int:
    """Return where the run divides: at the line of the quadtree that cuts it, else at its half.

    Places closer than the curve can tell have one code; they are halved, so any run comes down to single places.
    """
    first, last = code[low], code[high - 1]
    if first == last:
        return (low + high) // 2
    bit = np.uint32(0)
    while (first ^ last) >> (bit + np.uint32(1)):
        bit += np.uint32(1)
    line = (last >> bit) << bit
    left, right = low, high - 1
    while left < right:
        half = (left + right) // 2
        if code[half] < line:
            left = half + 1
        else:
            right = half
    return left


@numba.njit(nogil=True, cache=True)
def _divide(code: NDArray[np.uint32], sums: Floats, cluster_start: Integers) -> tuple[Integers, Integers]:
    """Return where the groups begin and the first group of each cluster."""
    begin = np.empty(len(code) + 1, np.int64)
    start = np.empty(len(cluster_start), np.int64)
    stack = np.empty((STACK, 2), np.int64)
    count = 0
    for c in range(len(cluster_start) - 1):
        start[c] = count
        low, high = int(cluster_start[c]), int(cluster_start[c + 1])
        limit = SHARE * (sums[high, 0] - sums[low, 0]) * np.sqrt(spread_of(sums, low, high))
        if high - low <= UNFOLDED:
            limit = -1.0
        stack[0, 0], stack[0, 1], depth = low, high, 1
        while depth:
            depth -= 1
            low, high = int(stack[depth, 0]), int(stack[depth, 1])
            if high - low == 1 or (sums[high, 0] - sums[low, 0]) * np.sqrt(spread_of(sums, low, high)) <= limit:
                begin[count] = low
                count += 1
            else:
                cut = middle(code, low, high)
                stack[depth, 0], stack[depth, 1] = cut, high
                stack[depth + 1, 0], stack[depth + 1, 1] = low, cut
                depth += 2
    start[-1] = count
    begin[count] = len(code)
    return begin[: count + 1].copy(), start


@numba.njit(nogil=True, cache=True)
def _least_distances(groups: Groups, x: Floats, y: Floats, weight: Floats) -> Floats:
    """Return half the mean distance of each cluster's records to their mean, or a little less.

    From any point the mean distance to a cluster is at least that half: the triangle inequality gives half the mean
    distance of two of its records, and Jensen's takes one of the two to the mean.
    """
    least = np.zeros(len(x))
    for c in range(len(x)):
        for g in range(groups.start[c], groups.start[c + 1]):
            least[c] += groups.weight[g] * np.hypot(groups.x[g] - x[c], groups.y[g] - y[c])
        least[c] /= 2.0 * weight[c]
    return least
