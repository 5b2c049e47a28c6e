"""Exact Lloyd on all places at the price of the cells (Kanungo et al. 2002).

A cell whose bounding box lies wholly nearer to one centre than to any other gives
that centre its sums at once; only the cells on a border visit their places. On a
city of 5,900 cells and K = 8 that is every eighth cell.

Traps: a centre is discarded for a cell only by a clear margin, so that a place whose
nearest centre is in doubt by rounding is always decided by its own distances; and
the same expression decides here and in `kmeans.assign`, so that labels agree to the bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from core.hotspots.kmeans_starts import move, two_nearest

if TYPE_CHECKING:
    from core.hotspots.cells import Cells, Masses
    from core.places.points import Floats, Labels

MARGIN = 1e-9
"""Relative lead below which rounding could turn a comparison of squared distances."""

LEAD_M = 1e-6
"""Lead in metres that counts as none, for the same reason."""


@njit(nogil=True, cache=True)
def is_farther(centre: Floats, nearest: Floats, box: Floats) -> bool:
    """Whether every point of the box is clearly nearer to `nearest` than to `centre`."""
    # The corner that lies farthest in the direction of `centre` decides for the whole box.
    x = box[1] if centre[0] > nearest[0] else box[0]
    y = box[3] if centre[1] > nearest[1] else box[2]
    far = (x - centre[0]) ** 2 + (y - centre[1]) ** 2
    near = (x - nearest[0]) ** 2 + (y - nearest[1]) ** 2
    return near < far * (1.0 - MARGIN)


@njit(nogil=True, cache=True)
def contend(box: Floats, centres: Floats, candidates: Labels) -> tuple[int, float]:
    """List the centres that may be nearest to some point of the box, in ascending order.

    Returns:
        How many they are, and the metres by which the one leads at every point of the
        box when it is alone and that much is known at once (else 0).
    """
    x, y = (box[0] + box[1]) / 2, (box[2] + box[3]) / 2
    diagonal = np.hypot(box[1] - box[0], box[3] - box[2])
    label, first, second = two_nearest(x, y, centres)
    lead = np.sqrt(second) - np.sqrt(first) - diagonal - LEAD_M
    if lead > 0.0:
        candidates[0] = label
        return 1, lead
    count = 0
    for c in range(len(centres)):
        if c == label or not is_farther(centres[c], centres[label], box):
            candidates[count] = c
            count += 1
    return count, 0.0


@njit(nogil=True, cache=True)
def nearest_of(x: float, y: float, centres: Floats, candidates: Labels) -> tuple[int, float]:
    """Find the nearest of the candidates (ties: the first) and its squared distance."""
    label, best = 0, np.inf
    for c in candidates:
        distance = (x - centres[c, 0]) ** 2 + (y - centres[c, 1]) ** 2
        if distance < best:
            label, best = c, distance
    return label, best


@njit(nogil=True, cache=True)
def collect(places: Masses, cells: Cells, centres: Floats, sums: Floats, owner: Labels, lead: Floats) -> None:
    """Add every record to the sums of its nearest centre; keep the cells' owners and leads."""
    x, y, weight = places
    candidates = np.empty(len(centres), np.int32)
    for c in range(len(cells.means.weight)):
        if lead[c] <= 0.0:
            count, lead[c] = contend(cells.box[c], centres, candidates)
            owner[c] = candidates[0]
            if count > 1:
                for i in range(cells.start[c], cells.start[c + 1]):
                    own, _ = nearest_of(x[i], y[i], centres, candidates[:count])
                    sums[own, 0] += weight[i]
                    sums[own, 1] += weight[i] * x[i]
                    sums[own, 2] += weight[i] * y[i]
                continue
        own = owner[c]
        sums[own, 0] += cells.means.weight[c]
        sums[own, 1] += cells.means.weight[c] * cells.means.x[c]
        sums[own, 2] += cells.means.weight[c] * cells.means.y[c]


@njit(nogil=True, cache=True)
def converge(places: Masses, cells: Cells, centres: Floats, tolerance_m: float, steps: int) -> int:
    """Move the centres by exact Lloyd until none moves more than the tolerance; return the steps taken."""
    m, k = len(cells.means.weight), len(centres)
    owner, lead = np.zeros(m, np.int32), np.full(m, -1.0)
    sums, moved = np.empty((k, 3)), np.empty(k)
    for step in range(steps):
        sums[:] = 0.0
        collect(places, cells, centres, sums, owner, lead)
        farthest, most, next_most = move(centres, sums, moved)
        if most <= tolerance_m:
            return step + 1
        for c in range(m):
            own = owner[c]
            lead[c] -= moved[own] + (next_most if own == farthest else most)
    return steps


@njit(nogil=True, cache=True)
def label_places(places: Masses, cells: Cells, centres: Floats, labels: Labels) -> tuple[Floats, float]:
    """Label every place with its nearest centre; return the records of each and the inertia in m²."""
    x, y, weight = places
    records = np.zeros(len(centres))
    candidates = np.empty(len(centres), np.int32)
    inertia = 0.0
    for c in range(len(cells.means.weight)):
        count, _ = contend(cells.box[c], centres, candidates)
        own = candidates[0]
        if count == 1:
            labels[cells.start[c] : cells.start[c + 1]] = own
            records[own] += cells.means.weight[c]
            # Parallel axes: the spread about the mean, and the mean's own distance.
            apart = (cells.means.x[c] - centres[own, 0]) ** 2 + (cells.means.y[c] - centres[own, 1]) ** 2
            inertia += cells.spread[c] + cells.means.weight[c] * apart
            continue
        for i in range(cells.start[c], cells.start[c + 1]):
            labels[i], squared = nearest_of(x[i], y[i], centres, candidates[:count])
            records[labels[i]] += weight[i]
            inertia += weight[i] * squared
    return records, inertia


@njit(nogil=True, cache=True)
def worst_place(places: Masses, centres: Floats, labels: Labels) -> int:
    """Find the place that adds most to the inertia."""
    found, most = 0, -1.0
    for i in range(len(labels)):
        own = labels[i]
        squared = (places.x[i] - centres[own, 0]) ** 2 + (places.y[i] - centres[own, 1]) ** 2
        if places.weight[i] * squared > most:
            found, most = i, places.weight[i] * squared
    return found


@njit(nogil=True, cache=True)
def label_points(x: Floats, y: Floats, centres: Floats, labels: Labels) -> None:
    """Label points that lie in no order with their nearest centres (ties: lower number)."""
    block = 1024
    best = np.empty(block)
    for start in range(0, len(x), block):
        size = min(block, len(x) - start)
        best[:] = np.inf
        for c in range(len(centres)):
            # Points innermost, so that the compiler takes several at once.
            for i in range(size):
                distance = (x[start + i] - centres[c, 0]) ** 2 + (y[start + i] - centres[c, 1]) ** 2
                is_nearer = distance < best[i]
                labels[start + i] = c if is_nearer else labels[start + i]
                best[i] = distance if is_nearer else best[i]
