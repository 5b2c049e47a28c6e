"""Which smallest zones are worth asking for, and what each would leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.hotspots.clustering import concentrated
from core.hotspots.hdbscan import cut, grow
from core.places.points import NOISE
from core.places.selection import points_of, select

if TYPE_CHECKING:
    from core.places.fold import Fold
    from core.places.points import Floats, Integers
    from core.places.selection import Filters

ASKED = 24
"""Sizes that are tried, evenly on a scale of ratios."""
SMALLEST_SHARE, LARGEST_SHARE = 4e-4, 0.1
"""Shares of the records between which the sizes lie: 200 and 50,000 of half a million."""


class Sizes(NamedTuple):
    """What each smallest zone gives, for one `min_samples`."""

    min_samples: int
    min_cluster_size: Integers
    """(j,) records, smallest first."""
    clusters: Integers
    """(j,) zones."""
    coverage: Floats
    """(j,) share of the records in a zone."""


def sizes_of(fold: Fold, filters: Filters, concentration: float, min_samples: int) -> Sizes:
    """Grow the hierarchy of a selection once and cut it at sizes from small to large; none where nothing is mapped."""
    selected, _ = points_of(fold, select(fold, filters).weight)
    points = concentrated(selected, concentration)
    records = int(points.weight.sum())
    if not records:
        return Sizes(min_samples, np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    least, most = (max(2, round(records * share)) for share in (SMALLEST_SHARE, LARGEST_SHARE))
    sizes = np.unique(np.geomspace(least, most, ASKED).astype(np.int64))
    hierarchy = grow(points, min_samples)
    labels = [cut(hierarchy, int(size)) for size in sizes]
    clusters = np.array([each.max(initial=NOISE) + 1 for each in labels], np.int64)
    coverage = np.array([hierarchy.weight[each >= 0].sum() / records for each in labels])
    return Sizes(min_samples, sizes, clusters, coverage)
