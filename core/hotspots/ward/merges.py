"""Ward's merges of weighted points by nearest-neighbour chains (Murtagh 1983).

A cluster is its centroid and its weight; the height of a merge of A and B is
sqrt(2 w_A w_B / (w_A + w_B)) times the distance of their centroids, which equals the
Lance-Williams update with weights, and Ward on the points repeated w times. Memory grows
with m, time with its square: 6,000 points take some 50 ms. The kernels release the
interpreter lock and share nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from core.places.cells import Masses

if TYPE_CHECKING:
    from core.places.points import Floats, Integers

ROUNDING = 1.0 + 1e-12
"""Factor by which a cheap comparison must err on the safe side."""


class Merges(NamedTuple):
    """Merges in the order in which the chains found them, not by height."""

    pairs: Integers
    """(m - 1, 2) a point of either cluster."""
    height: Floats
    """(m - 1,) in metres, as if records were points."""


class Mass(NamedTuple):
    """One weighted point."""

    x: float
    y: float
    weight: float


class Alive(NamedTuple):
    """Clusters not yet merged, packed at the front of their arrays."""

    masses: Masses
    slot: Integers
    """(m,) point that names the cluster at each position."""
    position: Integers
    """(m,) position of the cluster that a point names."""
    height: Floats
    """(m,) height at which the cluster at each position was merged; 0 for a point."""


@njit(nogil=True, cache=True)
def half_square(a: Mass, b: Mass) -> float:
    """Return half the squared height of a merge; to the bit the same from either side.

    Were it not, rounding among equal heights could send a chain in a circle.
    """
    return a.weight * b.weight / (a.weight + b.weight) * ((a.x - b.x) ** 2 + (a.y - b.y) ** 2)


@njit(nogil=True, cache=True)
def nearest(alive: Alive, count: int, position: int, favourite: int) -> tuple[int, float]:
    """Find the cluster that merges lowest with the one at `position`.

    Args:
        count: Clusters alive.
        favourite: Position that wins ties, without which a chain could run in a circle; -1 for none.

    Returns:
        Its position, and half the squared height of the merge.
    """
    x, y, weight = alive.masses
    own = Mass(x[position], y[position], weight[position])
    found, best = favourite, np.inf
    if favourite >= 0:
        best = half_square(own, Mass(x[favourite], y[favourite], weight[favourite]))
    limit = best * ROUNDING / own.weight
    x[position] = np.inf  # never its own neighbour, and no branch in the loop
    for j in range(count):
        # A division takes longer than all the rest, so it waits until it is needed.
        if weight[j] * ((x[j] - own.x) ** 2 + (y[j] - own.y) ** 2) < limit * (own.weight + weight[j]):
            cost = half_square(own, Mass(x[j], y[j], weight[j]))
            if cost < best:
                found, best, limit = j, cost, cost * ROUNDING / own.weight
    x[position] = own.x
    return found, best


@njit(nogil=True, cache=True)
def unite(alive: Alive, gone: int, kept: int, last: int, height: float) -> None:
    """Merge the cluster at `gone` into the one at `kept`; the last one alive takes its position."""
    x, y, weight = alive.masses
    share = weight[gone] / (weight[gone] + weight[kept])
    x[kept] += share * (x[gone] - x[kept])
    y[kept] += share * (y[gone] - y[kept])
    weight[kept] += weight[gone]
    alive.height[kept] = height
    x[gone], y[gone], weight[gone] = x[last], y[last], weight[last]
    alive.height[gone], alive.slot[gone] = alive.height[last], alive.slot[last]
    alive.position[alive.slot[gone]] = gone


@njit(nogil=True, cache=True)
def merge_all(points: Masses) -> Merges:
    """Merge the points, two clusters at a time, until one is left."""
    m = len(points.x)
    masses = Masses(points.x.copy(), points.y.copy(), points.weight.copy())
    alive = Alive(masses, np.arange(m), np.arange(m), np.zeros(m))
    merges = Merges(np.empty((m - 1, 2), np.int64), np.empty(m - 1))
    chain = np.empty(m, np.int64)
    length = 0
    for merged in range(m - 1):
        if length == 0:
            chain[0], length = alive.slot[0], 1
        while True:
            top = alive.position[chain[length - 1]]
            below = alive.position[chain[length - 2]] if length > 1 else -1
            found, best = nearest(alive, m - merged, top, below)
            if found == below:
                break
            chain[length] = alive.slot[found]
            length += 1
        # Rounding must not put a merge below one that it contains.
        height = max(np.sqrt(2.0 * best), alive.height[top], alive.height[below])
        merges.pairs[merged], merges.height[merged] = (chain[length - 2], chain[length - 1]), height
        unite(alive, top, below, m - merged - 1, height)
        length -= 2
    return merges


@njit(nogil=True, cache=True)
def linkage_of(merges: Merges, order: Integers) -> Floats:
    """Number the clusters as SciPy does: points 0 to m-1, then one a merge.

    Args:
        order: (m - 1,) merges by height, lowest first.

    Returns:
        (m - 1, 4): the two clusters, the lower number first; height; points.
    """
    m = len(order) + 1
    linkage = np.empty((m - 1, 4))
    parent = np.arange(2 * m - 1)
    size = np.ones(2 * m - 1)
    roots = np.empty(2, np.int64)
    for row in range(m - 1):
        for side in range(2):
            node = merges.pairs[order[row], side]
            while parent[node] != node:
                parent[node] = parent[parent[node]]
                node = parent[node]
            roots[side] = node
        parent[roots] = m + row
        size[m + row] = size[roots[0]] + size[roots[1]]
        linkage[row, :2] = roots.min(), roots.max()
        linkage[row, 2:] = merges.height[order[row]], size[m + row]
    return linkage


@njit(nogil=True, cache=True)
def clusters_below(linkage: Floats, k: int) -> Integers:
    """Name each point's cluster when the last k - 1 merges are undone, by its node's number."""
    m = len(linkage) + 1
    cluster = np.arange(2 * m - 1)
    for row in range(m - 2, -1, -1):
        undone = row > m - 1 - k
        for side in range(2):
            child = int(linkage[row, side])
            cluster[child] = child if undone else cluster[m + row]
    return cluster[:m]
