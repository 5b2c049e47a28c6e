"""Where K-Means begins: centres found on a few hundred weighted nodes.

Lloyd's algorithm ends in the nearest local minimum, and for K of 20 or 30 the local minima of
a city differ by 3 %. So a start is k-means++ (Arthur and Vassilvitskii 2007) with
several candidates a step, followed by random swaps (Fränti 2018): move the centre
that costs least to where a record that lies far off was drawn, let Lloyd settle,
keep it if the inertia fell. On some 800 nodes a swap takes a tenth of a millisecond.

All kernels release the interpreter lock and share nothing, so that several requests
may run them at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from core.hotspots.kmeans.lloyd import settle, two_nearest

if TYPE_CHECKING:
    from core.places.cells import Masses
    from core.places.points import Floats, Labels


class Nearest(NamedTuple):
    """What each node knows of its two nearest centres."""

    label: Labels
    """(n,) number of the nearest centre."""
    first: Floats
    """(n,) squared distance to it."""
    second: Floats
    """(n,) squared distance to the next one; infinite when there is one centre."""


@njit(nogil=True, cache=True)
def look(nodes: Masses, centres: Floats, nearest: Nearest, cumulative: Floats) -> None:
    """Fill `nearest` and the running sum of the nodes' inertia."""
    total = 0.0
    for i in range(len(nodes.x)):
        label, first, second = two_nearest(nodes.x[i], nodes.y[i], centres)
        nearest.label[i], nearest.first[i], nearest.second[i] = label, first, second
        total += nodes.weight[i] * first
        cumulative[i] = total


@njit(nogil=True, cache=True)
def draw(cumulative: Floats, chance: float) -> int:
    """Draw a node with the probability that the running sum gives it; `chance` lies in [0, 1)."""
    found = np.searchsorted(cumulative, chance * cumulative[-1], side="right")
    return int(min(found, len(cumulative) - 1))


@njit(nogil=True, cache=True)
def spread_out(nodes: Masses, chances: Floats) -> Floats:
    """Choose first centres by k-means++, the best of several draws at each step.

    Args:
        chances: (k, draws) uniform numbers in [0, 1).
    """
    k, draws = chances.shape
    n = len(nodes.x)
    centres = np.empty((k, 2))
    distance = np.full(n, np.inf)
    cumulative = np.cumsum(nodes.weight)
    for c in range(k):
        best, chosen = np.inf, 0
        for t in range(draws if c else 1):
            candidate = draw(cumulative, chances[c, t])
            inertia = 0.0
            for i in range(n):
                apart = (nodes.x[i] - nodes.x[candidate]) ** 2 + (nodes.y[i] - nodes.y[candidate]) ** 2
                inertia += nodes.weight[i] * min(apart, distance[i])
            if inertia < best:
                best, chosen = inertia, candidate
        centres[c] = nodes.x[chosen], nodes.y[chosen]
        total = 0.0
        for i in range(n):
            apart = (nodes.x[i] - nodes.x[chosen]) ** 2 + (nodes.y[i] - nodes.y[chosen]) ** 2
            distance[i] = min(distance[i], apart)
            total += nodes.weight[i] * distance[i]
            cumulative[i] = total
    return centres


@njit(nogil=True, cache=True)
def least_missed(nodes: Masses, nearest: Nearest, extra: int, k: int) -> int:
    """Number the centre whose removal costs least once node `extra` is a centre too."""
    cost = np.zeros(k)
    for i in range(len(nodes.x)):
        apart = (nodes.x[i] - nodes.x[extra]) ** 2 + (nodes.y[i] - nodes.y[extra]) ** 2
        kept = min(apart, nearest.first[i])
        cost[nearest.label[i]] += nodes.weight[i] * (min(apart, nearest.second[i]) - kept)
    return int(np.argmin(cost))


@njit(nogil=True, cache=True)
def swap(nodes: Masses, nearest: Nearest, centres: Floats, gone: int, label: Labels, lead: Floats) -> None:
    """Fill labels and leads for the centres after centre `gone` was moved to where it now stands.

    What is known of the centres before spares all nodes but those that it served.
    """
    x, y = centres[gone]
    for i in range(len(nodes.x)):
        if nearest.label[i] == gone:
            lead[i] = -1.0
            continue
        apart = (nodes.x[i] - x) ** 2 + (nodes.y[i] - y) ** 2
        label[i] = gone if apart < nearest.first[i] else nearest.label[i]
        first, second = min(apart, nearest.first[i]), min(max(apart, nearest.first[i]), nearest.second[i])
        lead[i] = np.sqrt(second) - np.sqrt(first)


@njit(nogil=True, cache=True)
def search(nodes: Masses, first_chances: Floats, swap_chances: Floats, tolerance_m: float) -> Floats:
    """Find k centres of low inertia over the nodes.

    Args:
        first_chances: (k, draws) uniform numbers for k-means++.
        swap_chances: (swaps,) uniform numbers, one a swap.
        tolerance_m: Lloyd's algorithm stops when no centre moves farther.

    Returns:
        (k, 2) centres in metres.
    """
    n, k = len(nodes.x), len(first_chances)
    centres = spread_out(nodes, first_chances)
    label, lead, cumulative = np.zeros(n, np.int32), np.full(n, -1.0), np.empty(n)
    nearest = Nearest(np.empty(n, np.int32), np.empty(n), np.empty(n))
    best = settle(nodes, centres, label, lead, tolerance_m)
    look(nodes, centres, nearest, cumulative)
    for chance in swap_chances:
        if best <= 0.0:
            break
        extra, trial = draw(cumulative, chance), centres.copy()
        gone = least_missed(nodes, nearest, extra, k)
        trial[gone] = nodes.x[extra], nodes.y[extra]
        swap(nodes, nearest, trial, gone, label, lead)
        inertia = settle(nodes, trial, label, lead, tolerance_m)
        if inertia < best:
            best, centres = inertia, trial
            look(nodes, centres, nearest, cumulative)
    return centres
