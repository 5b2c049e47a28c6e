"""Which clusters of a condensed tree to keep: those with the largest excess of mass.

The stability of a cluster sums, over its records, the range of densities through which each
stays in it. From the bottom up, a cluster gives way to its parts where they are more stable
together, and stays where they are only as stable. The first, which holds all records, never counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from core.hotspots.hdbscan.tree import Condensed
    from core.places.points import Floats, Integers

_ROUNDING = 1.0 + 1e-12
"""Factor by which parts must be more stable: the order in which sums are rounded must not decide."""


def stabilities(tree: Condensed, weight: Integers) -> Floats:
    """Return the stability (c,) of each cluster, in records / metre.

    It is infinite where enough records lie at one point, which no distance parts.

    Args:
        weight: (m,) records of each cell.
    """
    stability = np.zeros(len(tree.parent))
    np.add.at(stability, tree.home, weight * (tree.leaving - tree.birth[tree.home]))
    above = tree.parent[1:]
    np.add.at(stability, above, tree.records[1:] * (tree.birth[1:] - tree.birth[above]))
    return stability


@njit(nogil=True, cache=True)
def select(parent: Integers, stability: Floats) -> Integers:
    """Name for each cluster (c,) the selected one that it is or lies within; -1 for none."""
    count = len(parent)
    below, selected = np.zeros(count), np.zeros(count, np.bool_)
    for c in range(count - 1, 0, -1):
        selected[c] = below[c] <= stability[c] * _ROUNDING
        below[parent[c]] += stability[c] if selected[c] else below[c]
    chosen = np.full(count, -1)
    for c in range(1, count):
        chosen[c] = chosen[parent[c]]
        if chosen[c] < 0 and selected[c]:
            chosen[c] = c
    return chosen
