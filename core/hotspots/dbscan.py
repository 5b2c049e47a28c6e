"""DBSCAN of all records, exact, on weighted places (Ester et al., KDD 1996).

A place that carries w records is one point of weight w: core places, clusters and noise
are those of scikit-learn's DBSCAN on the records themselves, at a fraction of the work.
"""

from __future__ import annotations

import numpy as np

from core.hotspots import components
from core.hotspots.cores import core_mask
from core.places.points import NOISE, Labels, Points

__all__ = ["core_mask", "label"]


def label(points: Points, eps_m: float, min_samples: int) -> Labels:
    """Label every place as scikit-learn's DBSCAN labels its records.

    A border place, which scikit-learn gives to whichever cluster comes by first, goes to its
    nearest core place; between core places at the same distance, to the cluster with more core
    records, or else the one whose first core place comes first.

    Args:
        eps_m: Radius on the ground, in metres (never degrees), inclusive.
        min_samples: Records within the radius, the place's own included.

    Returns:
        (n,) clusters from 0, most records first, ties by first place; noise is -1.
    """
    core = core_mask(points, eps_m, min_samples)
    if not core.any():
        return np.full(len(core), NOISE, np.int32)
    pieces = components.join(points, core, eps_m)
    labels = components.spread(points, core, pieces, eps_m)
    return _by_size(labels, points)


def _by_size(labels: Labels, points: Points) -> Labels:
    """Number the clusters anew, most records first, ties by first place."""
    inside = np.flatnonzero(labels >= 0)
    clusters, first, index = np.unique(labels[inside], return_index=True, return_inverse=True)
    records = np.bincount(index, weights=points.weight[inside])
    number = np.empty(len(clusters), np.int32)
    number[np.lexsort((inside[first], -records))] = np.arange(len(clusters), dtype=np.int32)
    renumbered = labels.copy()
    renumbered[inside] = number[index]
    return renumbered
