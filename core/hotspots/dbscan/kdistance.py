"""How far a record must look to find enough others: the curve from which eps is read.

The curve is that of all records, none sampled, and it ends where eps ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.hotspots.dbscan.kdistance_search import CAP_M, distances

if TYPE_CHECKING:
    from core.places.points import Floats, Points

__all__ = ["CAP_M", "KDistance", "distances", "k_distance", "knee"]

_POINTS = 200
_BESIDE = 0.05
_STEEPER = 3.0


class KDistance(NamedTuple):
    """Distance to the nearest `min_samples` records, over all records, shortest first.

    The share at a distance is the share of core records at that eps.
    """

    min_samples: int
    distance_m: Floats
    """(j,) the distance within which this share of all records finds `min_samples` records, its own included."""
    share: Floats
    """(j,) shares in steps of half a percent, up to `within`."""
    within: float
    """Share of records that find enough within `CAP_M`; the curve says nothing of the others."""
    knee_m: float | None
    """Distance at which the curve turns; None where it turns nowhere in particular."""


def k_distance(points: Points, min_samples: int) -> KDistance:
    """Draw the k-distance curve of all records (Ester et al., KDD 1996, section 4.2), weighted by records."""
    distance_m = distances(points, min_samples)
    order = np.argsort(distance_m, kind="stable")
    total = np.cumsum(points.weight[order])
    found = int(np.isfinite(distance_m).sum())
    if not found:
        return KDistance(min_samples, np.zeros(0), np.zeros(0), 0.0, None)
    steps = np.arange(1, _POINTS + 1)
    record = -(-steps * total[-1] // _POINTS)  # rounded up in whole numbers: 0.07 * 100 is a little more than 7
    steps, record = steps[record <= total[found - 1]], record[record <= total[found - 1]]
    share, curve_m = steps / _POINTS, distance_m[order][np.searchsorted(total, record)]
    return KDistance(min_samples, curve_m, share, float(total[found - 1] / total[-1]), knee(share, curve_m))


def knee(share: Floats, distance_m: Floats) -> float | None:
    """Return the distance at which a rising curve turns upwards, or None.

    It is the point furthest below the chord (Satopää et al. 2011), if the curve is at least three
    times as steep over the twentieth of the records after it as over the twentieth before it. A curve
    that bends evenly, or not at all, has no knee.
    """
    if len(share) < 3 or distance_m[-1] == distance_m[0]:  # noqa: PLR2004 (a turn takes three points)
        return None
    x = (share - share[0]) / (share[-1] - share[0])
    y = (distance_m - distance_m[0]) / (distance_m[-1] - distance_m[0])
    at = int(np.argmax(x - y))
    before, after = min(_BESIDE, x[at]), min(_BESIDE, 1 - x[at])
    if before == 0 or after == 0:
        return None
    flat = (y[at] - np.interp(x[at] - before, x, y)) / before
    steep = (np.interp(x[at] + after, x, y) - y[at]) / after
    return float(distance_m[at]) if steep >= _STEEPER * flat else None
