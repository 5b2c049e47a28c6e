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
SHARE = 5e-4
"""Largest weight times spread of a group, as a share of its cluster's."""
STACK = 128
"""Pending halves while a run is divided: at most one for each of 24 bits and 64 halvings."""
ROUNDING = 1e-13
"""Sums of squares below this share of the whole one are rounding, and their places coincide."""
DIGIT = 12
"""Bits of each coordinate on the curve, 10 m in a city 40 km wide; also those that a pass of the sort looks at."""


class Sorted(NamedTuple):
    """Labelled places by cluster, then along the Morton curve; clusters in the order of `Clusters`."""

    order: Labels
    """(p,) index among all places."""
    x: Floats
    """(p,) metres east of the mean of all labelled records."""
    y: Floats
    """(p,) metres north of it."""
    weight: Floats
    """(p,) records."""
    code: NDArray[np.uint32]
    """(p,) position on the curve."""
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


class Mesh(NamedTuple):
    """A coarse grid over the means of the clusters, about one to a cell, row by row from the south-west."""

    west: float
    south: float
    size: float
    """Side of a cell in metres."""
    columns: int
    rows: int
    first: Integers
    """(columns * rows + 1,) first cluster whose mean lies in each cell."""


class Clusters(NamedTuple):
    """Each cluster as a whole, in the order of the mesh."""

    x: Floats
    """(k,) mean of its records in metres."""
    y: Floats
    weight: Floats
    """(k,) records."""
    spread: Floats
    """(k,) trace of the covariance of its records, square metres."""
    least: Floats
    """(k,) no point on the ground has a smaller mean distance to its records, in metres."""
    mesh: Mesh


class Grouping(NamedTuple):
    """A clustering at three scales."""

    places: Sorted
    groups: Groups
    clusters: Clusters


def group(points: Points, labels: Labels) -> Grouping:
    """Fold the places whose label is at least 0; there must be one."""
    chosen = np.flatnonzero(labels >= 0).astype(np.int32)
    weight = points.weight[chosen].astype(np.float64)
    x, y = (_centred(v[chosen], weight) for v in (points.x_m, points.y_m))
    cluster, mesh = _arrange(labels[chosen], x, y, weight)
    places = _sort(x, y, weight, cluster)
    places = places._replace(order=chosen[places.order])
    begin, start = _divide(places.code, places.sums, places.start)
    groups = Groups(begin, *_moments(places, begin), start)
    x, y, weight, variance = _moments(places, places.start)
    least = _least_distances(groups, x, y, weight)
    return Grouping(places, groups, Clusters(x, y, weight, 2.0 * variance, least, mesh))


def _centred(coordinate: Floats, weight: Floats) -> Floats:
    """Measure from the mean of all records, which keeps the digits of running sums."""
    # Not a dot product: BLAS would start threads of its own.
    return coordinate - (coordinate * weight).sum() / weight.sum()


def _arrange(labels: Labels, x: Floats, y: Floats, weight: Floats) -> tuple[Labels, Mesh]:
    """Number the clusters 0..k-1 in the order of a mesh over their means."""
    records = np.bincount(labels, weight)
    used = np.flatnonzero(records)
    mean_x, mean_y = (np.bincount(labels, weight * v)[used] / records[used] for v in (x, y))
    width, height = max(np.ptp(mean_x), 1.0), max(np.ptp(mean_y), 1.0)
    size = np.sqrt(width * height / len(used))
    columns, rows = int(width / size) + 1, int(height / size) + 1
    cell = ((mean_y - mean_y.min()) / size).astype(np.int64) * columns + ((mean_x - mean_x.min()) / size).astype(
        np.int64
    )
    rank = np.zeros(len(records), np.int32)
    rank[used[np.argsort(cell, kind="stable")]] = np.arange(len(used), dtype=np.int32)
    first = _starts(np.bincount(cell, minlength=columns * rows))
    return rank[labels], Mesh(float(mean_x.min()), float(mean_y.min()), float(size), columns, rows, first)


def _starts(counts: Integers) -> Integers:
    """Return where each of consecutive runs starts, and where the last one ends."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))


def _sort(x: Floats, y: Floats, weight: Floats, cluster: Labels) -> Sorted:
    """Sort the places by cluster and along the Morton curve."""
    code = _codes(x, y)
    start = _starts(np.bincount(cluster))
    order = _order(code, cluster, start)
    x, y, weight = x[order], y[order], weight[order]
    return Sorted(order, x, y, weight, code[order], _running_sums(x, y, weight), start)


@numba.njit(nogil=True, cache=True)
def _codes(x: Floats, y: Floats) -> NDArray[np.uint32]:
    """Interleave the bits of the coordinates, counted from the south-western corner."""
    west, south = x.min(), y.min()
    side = max(x.max() - west, y.max() - south)
    scale = ((1 << DIGIT) - 1) / side if side > 0.0 else 0.0
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
def _order(code: NDArray[np.uint32], cluster: Labels, start: Integers) -> Labels:
    """Return the order by cluster, then code: a radix sort, a tenth of the time of a sort by comparison."""
    order = np.arange(len(code)).astype(np.int32)
    for shift in (0, DIGIT):
        digit = ((code >> np.uint32(shift)) & np.uint32((1 << DIGIT) - 1)).astype(np.int32)
        free = np.zeros((1 << DIGIT) + 1, np.int64)
        for key in digit:
            free[key + 1] += 1
        order = _dealt(order, digit, np.cumsum(free))
    return _dealt(order, cluster, start.copy())


@numba.njit(nogil=True, cache=True)
def _dealt(order: Labels, key: Labels, free: Integers) -> Labels:
    """Return the order by key, keeping the given order among equals; `free` tells where each key begins."""
    dealt = np.empty_like(order)
    for i in order:
        dealt[free[key[i]]] = i
        free[key[i]] += 1
    return dealt


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
def _moments(places: Sorted, begin: Integers) -> tuple[Floats, Floats, Floats, Floats]:
    """Return mean x, mean y, weight and half the trace of the covariance of each of consecutive runs."""
    x, y = np.empty(len(begin) - 1), np.empty(len(begin) - 1)
    weight, variance = np.empty(len(x)), np.empty(len(x))
    for r in range(len(x)):
        x[r], y[r], variance[r] = centre(places, begin[r], begin[r + 1])
        weight[r] = places.sums[begin[r + 1], 0] - places.sums[begin[r], 0]
    return x, y, weight, variance


@numba.njit(nogil=True, cache=True)
def centre(places: Sorted, low: int, high: int) -> tuple[float, float, float]:
    """Return the mean x and y of a run of places and half the trace of its covariance, square metres."""
    if high - low == 1:
        # Differences of sums are rounded; a single place is known.
        return places.x[low], places.y[low], 0.0
    weight = places.sums[high, 0] - places.sums[low, 0]
    x = (places.sums[high, 1] - places.sums[low, 1]) / weight
    y = (places.sums[high, 2] - places.sums[low, 2]) / weight
    return x, y, _spread_of(places.sums, low, high) / 2.0


@numba.njit(nogil=True, cache=True)
def _spread_of(sums: Floats, low: int, high: int) -> float:
    """Return the trace of the covariance of a run of places, in square metres."""
    weight = sums[high, 0] - sums[low, 0]
    x, y = sums[high, 1] - sums[low, 1], sums[high, 2] - sums[low, 2]
    spread = (sums[high, 3] - sums[low, 3] - (x * x + y * y) / weight) / weight
    return spread if spread * weight > ROUNDING * sums[-1, 3] else 0.0


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
    start = np.zeros(len(cluster_start), np.int64)
    stack = np.empty((STACK, 2), np.int64)
    count = 0
    for c in range(len(start) - 1):
        low, high = int(cluster_start[c]), int(cluster_start[c + 1])
        whole = (sums[high, 0] - sums[low, 0]) * np.sqrt(_spread_of(sums, low, high))
        limit = SHARE * whole if high - low > UNFOLDED else -1.0
        stack[0, 0], stack[0, 1], depth = low, high, 1
        while depth:
            depth -= 1
            low, high = int(stack[depth, 0]), int(stack[depth, 1])
            if high - low == 1 or (sums[high, 0] - sums[low, 0]) * np.sqrt(_spread_of(sums, low, high)) <= limit:
                begin[count] = low
                count += 1
            else:
                depth = halve(stack, depth, middle(code, low, high))
        start[c + 1] = count
    begin[count] = len(code)
    return begin[: count + 1].copy(), start


@numba.njit(nogil=True, cache=True)
def halve(stack: Integers, depth: int, cut: int) -> int:
    """Put the halves of the run at `depth` on the stack, the left one on top; return the new depth."""
    stack[depth + 1, 0], stack[depth + 1, 1] = stack[depth, 0], cut
    stack[depth, 0] = cut
    return depth + 2


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
