"""Lloyd's two steps: records to the nearest centre, centres to the mean of their records.

All kernels release the interpreter lock and share nothing, so that several requests
may run them at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from core.places.cells import Masses
    from core.places.points import Floats, Labels

SETTLE_STEPS = 100
"""Lloyd steps at most on nodes; where it has not settled, the places finish the work."""

BLOCK = 512
"""Points labelled at a time; their best distances stay in the fastest memory."""


@njit(nogil=True, cache=True)
def two_nearest(x: float, y: float, centres: Floats) -> tuple[int, float, float]:
    """Find the nearest centre (ties: lower number) and the squared distances to it and to the next."""
    label, first, second = 0, np.inf, np.inf
    for c in range(len(centres)):
        distance = (x - centres[c, 0]) ** 2 + (y - centres[c, 1]) ** 2
        if distance < first:
            label, first, second = c, distance, first
        elif distance < second:
            second = distance
    return label, first, second


@njit(nogil=True, cache=True)
def move(centres: Floats, sums: Floats, moved: Floats) -> tuple[int, float, float]:
    """Put each centre at the mean of its records; an empty one stays.

    Args:
        sums: (k, 3) records, and sums of easting and northing times records.
        moved: (k,) filled with the metres that each centre moved.

    Returns:
        The centre that moved most, its metres, and the most metres of any other.
    """
    farthest, most, next_most = 0, 0.0, 0.0
    for c in range(len(centres)):
        moved[c] = 0.0
        if sums[c, 0] > 0:
            x, y = sums[c, 1] / sums[c, 0], sums[c, 2] / sums[c, 0]
            moved[c] = np.hypot(x - centres[c, 0], y - centres[c, 1])
            centres[c] = x, y
        if moved[c] > most:
            farthest, most, next_most = c, moved[c], most
        elif moved[c] > next_most:
            next_most = moved[c]
    return farthest, most, next_most


@njit(nogil=True, cache=True)
def settle(nodes: Masses, centres: Floats, label: Labels, lead: Floats, tolerance_m: float) -> float:
    """Move the centres by Lloyd's algorithm until none moves more than the tolerance.

    A node keeps its label unseen while the centres have moved less than the metres by which
    its nearest led the next (Hamerly 2010).

    Args:
        label: (n,) nearest centre of each node where `lead` is positive; brought up to date.
        lead: (n,) metres by which it leads, or less.

    Returns:
        The inertia in m².
    """
    n = len(nodes.x)
    sums, moved = np.empty((len(centres), 3)), np.empty(len(centres))
    for _ in range(SETTLE_STEPS):
        sums[:] = 0.0
        for i in range(n):
            if lead[i] <= 0.0:
                label[i], first, second = two_nearest(nodes.x[i], nodes.y[i], centres)
                lead[i] = np.sqrt(second) - np.sqrt(first)
            own = label[i]
            sums[own, 0] += nodes.weight[i]
            sums[own, 1] += nodes.weight[i] * nodes.x[i]
            sums[own, 2] += nodes.weight[i] * nodes.y[i]
        farthest, most, next_most = move(centres, sums, moved)
        if most <= tolerance_m:
            break
        for i in range(n):
            own = label[i]
            lead[i] -= moved[own] + (next_most if own == farthest else most)
    inertia = 0.0
    for i in range(n):
        own = label[i]
        inertia += nodes.weight[i] * ((nodes.x[i] - centres[own, 0]) ** 2 + (nodes.y[i] - centres[own, 1]) ** 2)
    return inertia


@njit(nogil=True, cache=True)
def label_points(x: Floats, y: Floats, centres: Floats, labels: Labels) -> None:
    """Label points that lie in no order with their nearest centres (ties: lower number)."""
    best, own = np.empty(BLOCK), np.empty(BLOCK)
    for start in range(0, len(x), BLOCK):
        size = min(BLOCK, len(x) - start)
        block_x, block_y = x[start : start + size], y[start : start + size]
        best[:] = np.inf
        for c in range(len(centres)):
            # Points innermost and numbers all of one width: the compiler takes several at once.
            centre_x, centre_y, number = centres[c, 0], centres[c, 1], float(c)
            for i in range(size):
                squared = (block_x[i] - centre_x) ** 2 + (block_y[i] - centre_y) ** 2
                is_nearer = squared < best[i]
                own[i] = number if is_nearer else own[i]
                best[i] = squared if is_nearer else best[i]
        for i in range(size):
            labels[start + i] = np.int32(own[i])
