"""DBSCAN of all records, exact, on weighted places (Ester et al., KDD 1996).

A place that carries w records is one point of weight w: core places, clusters and noise
are those of scikit-learn's DBSCAN on the records themselves, at a fraction of the work.
"""

from __future__ import annotations

import numpy as np

from core.hotspots.dbscan import borders, components
from core.hotspots.dbscan.cores import core_mask
from core.hotspots.dbscan.kdistance import KDistance, k_distance
from core.places.points import NOISE, Labels, Points

__all__ = ["KDistance", "core_mask", "k_distance", "label"]


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
    labels = borders.spread(points, core, pieces, eps_m)
    inside = np.flatnonzero(labels != NOISE).astype(np.int32)
    labels[inside] = components.number_by_size(labels[inside], points.weight[inside], inside)[labels[inside]]
    return labels
