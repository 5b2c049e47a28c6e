"""The condensed tree: which clusters of enough records there are, and where records leave them.

As the distance shrinks, a cluster loses records. All that happens at one distance happens at
once, as in the paper: the cluster falls into the parts that hold together below that distance,
and the records whose core distance it is belong to none of them. Parts of fewer than
`min_cluster_size` records leave the cluster. If one part is left, it goes on as the cluster;
if several are, each is a new cluster; if none is, the cluster has ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from core.places.points import Floats, Integers


class Condensed(NamedTuple):
    """The c clusters from the top: the first holds all records, and parents come before their children."""

    parent: Integers
    """(c,) cluster that each one is a part of; -1 for the first."""
    birth: Floats
    """(c,) density, 1 / metres, at which its parent splits; 0 for the first."""
    records: Integers
    """(c,) records that it holds when it is born."""
    home: Integers
    """(m,) last cluster that each cell belongs to."""
    leaving: Floats
    """(m,) density, 1 / metres, at which its records leave that cluster; infinite if they never do."""


@njit(nogil=True, cache=True)
def condense_linkage(linkage: Floats, core_m: Floats, weight: Integers, min_cluster_size: int) -> Condensed:
    """Condense a single-linkage tree of m cells by their records.

    Args:
        linkage: (m - 1, 4) in SciPy's format, lowest first.
        core_m: (m,) core distances in metres; none exceeds the distance at which its cell is joined.
        weight: (m,) records.
    """
    m = len(core_m)
    height_m, records = np.concatenate((core_m, linkage[:, 2])), _records(linkage, weight)
    top, parts = _levels(linkage, height_m, records, min_cluster_size)
    parent, birth, size = np.full(2 * m, -1), np.zeros(2 * m), np.zeros(2 * m, np.int64)
    cluster, leaving = np.zeros(2 * m - 1, np.int64), np.full(2 * m - 1, -1.0)  # -1: has not left yet
    size[0], count = records[-1], 1
    for node in range(2 * m - 2, m - 1, -1):
        own, density = cluster[node], _density(height_m[node])
        for side in range(2):
            child = int(linkage[node - m, side])
            cluster[child], leaving[child] = own, leaving[node]
            if leaving[node] >= 0.0 or height_m[child] == height_m[node]:
                continue
            if records[child] < min_cluster_size:
                leaving[child] = density
            elif parts[top[node]] > 1:
                parent[count], birth[count], size[count] = own, density, records[child]
                cluster[child] = count
                count += 1
    for cell in range(m):
        if leaving[cell] < 0.0:
            leaving[cell] = _density(core_m[cell])
    return Condensed(parent[:count], birth[:count], size[:count], cluster[:m], leaving[:m])


@njit(nogil=True, cache=True)
def _density(distance_m: float) -> float:
    """Return the density at a distance, infinite at none."""
    return 1.0 / distance_m if distance_m > 0.0 else np.inf


@njit(nogil=True, cache=True)
def _records(linkage: Floats, weight: Integers) -> Integers:
    """Return the records (2m - 1,) of each cell and of each merge."""
    m = len(weight)
    records = np.zeros(2 * m - 1, np.int64)
    records[:m] = weight
    for row in range(m - 1):
        records[m + row] = records[int(linkage[row, 0])] + records[int(linkage[row, 1])]
    return records


@njit(nogil=True, cache=True)
def _levels(linkage: Floats, height_m: Floats, records: Integers, min_cluster_size: int) -> tuple[Integers, Integers]:
    """Take the merges that make one cluster at one distance together.

    Returns:
        (2m - 1,) the highest of them for each merge; (2m - 1,) how many parts of enough records
        they join, at the highest.
    """
    m = len(linkage) + 1
    top, parts = np.arange(2 * m - 1), np.zeros(2 * m - 1, np.int64)
    for node in range(2 * m - 2, m - 1, -1):
        for side in range(2):
            child = int(linkage[node - m, side])
            if height_m[child] == height_m[node]:
                top[child] = top[node]
            elif records[child] >= min_cluster_size:
                parts[top[node]] += 1
    return top, parts
